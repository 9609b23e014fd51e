import Kernels
import Pictures

/// Photographs and cartoons that do not belong together, and each cartoon with blurred edges.
package struct CartoonDataset: Dataset {
  private let photos: [(crops: PictureCrops, share: Double)]
  private let cartoons: [(crops: PictureCrops, share: Double)]

  /// - Parameters: at least one of each, with shares above 0.
  package init(photos: [(crops: PictureCrops, share: Double)], cartoons: [(crops: PictureCrops, share: Double)]) {
    precondition(!photos.isEmpty && !cartoons.isEmpty, "nothing to learn from")
    self.photos = photos
    self.cartoons = cartoons
  }

  package func example(seed: UInt64, step: Int, index: Int, size: Int) -> Example {
    var random = SeededGenerator(seed: seed ^ 0xCA27_0012, step, index)
    let photo = photos[random.index(weights: photos.map(\.share))].crops
      .part(seed: random.next(), step: step, index: index, size: size)
    let cartoon = cartoons[random.index(weights: cartoons.map(\.share))].crops
      .part(seed: random.next(), step: step, index: index, size: size).clean
    func part(_ image: Image) -> Example.Part {
      Example.Part(Shape(1, size, size, 3), image.activations())
    }
    return Example([
      .input: part(photo.read), .target: part(photo.clean), .cartoon: part(cartoon),
      .edgeBlurred: part(cartoon.edgesBlurred()),
    ])
  }
}

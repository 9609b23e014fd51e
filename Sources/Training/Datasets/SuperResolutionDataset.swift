import Kernels
import Pictures

/// Sharp parts of pictures, and what damage has left of each at a fraction of the side.
///
/// Inputs have the layout `InputLayout.unitPicture` and the smaller size; targets are likewise in 0…1.
package struct SuperResolutionDataset: Dataset {
  private let sources: [(crops: SharpCrops, share: Double)]
  private let scale: Int

  /// - Parameters:
  ///   - sources: at least one, with shares above 0.
  ///   - scale: how many times the side of the input the target has.
  package init(_ sources: [(crops: SharpCrops, share: Double)], scale: Int) {
    precondition(!sources.isEmpty, "nothing to learn from")
    self.sources = sources
    self.scale = scale
  }

  package func example(seed: UInt64, step: Int, index: Int, size: Int) -> Example {
    var random = SeededGenerator(seed: seed ^ 0x5B9E_1107, step, index)
    let sharp = sources[random.index(weights: sources.map(\.share))].crops
      .part(seed: random.next(), step: step, index: index, size: size)
    let small = PictureDegradation.anyOrNone(factor: scale, using: &random).applied(to: sharp, factor: scale)
    return Example([
      .input: Example.Part(Shape(1, small.height, small.width, 3), small.unitValues()),
      .target: Example.Part(Shape(1, size, size, 3), sharp.unitValues()),
    ])
  }
}

import Networks
import Pictures

/// Turns sketches in files into pictures, or photographs in files into cartoons, one after the other, with one network.
package final class SketchFileTranslation {
  private enum Maker {
    case generator(PictureGenerator)
    case cartoonist(CartoonArtist)
  }

  private let maker: Maker
  private let size: Int?

  /// - Parameter size: side of the pictures in pixels, of cartoons the longer one; nil for the generator's own, or the
  ///   sketch's where the checkpoint does not tell.
  package init(
    _ checkpoint: GeneratorCheckpoint, upscaler: Upscaler? = nil, size: Int?
  ) throws(GenerationError) {
    self.size = size
    if CartoonArtist.canServe(checkpoint.card) {
      maker = .cartoonist(try CartoonArtist(checkpoint))
      if let size, !(Self.smallestCartoon...CartoonArtist.longestSide).contains(size) {
        throw GenerationError(
          "Cartoons can be \(Self.smallestCartoon) to \(CartoonArtist.longestSide) pixels long, not \(size).")
      }
      return
    }
    let generator = try PictureGenerator(checkpoint, upscaler: upscaler)
    maker = .generator(generator)
    guard generator.encoder.accepts(.picture(Image(width: 1, height: 1))) else {
      throw GenerationError("\(checkpoint.card.domain) does not work from pictures.")
    }
    if let size { try generator.check(side: size, most: Self.largestSide) }
  }

  /// The largest picture side; memory grows with its square.
  package static let largestSide = 2048
  private static let smallestCartoon = 64

  /// The picture for a file (see `PictureFormat`): a sketch of dark lines on light paper, or the reverse; or a
  /// photograph.
  package func picture(forSketchAt path: String) throws -> Image {
    let image = try Image(contentsOf: path)
    return switch maker {
    case .generator(let generator):
      try generator.picture(.picture(image), side: size ?? generator.usualSide(for: image))
    case .cartoonist(let artist):
      try artist.cartoon(
        of: image, side: size ?? min(max(image.width, image.height), CartoonArtist.usualSide))
    }
  }
}

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

  /// - Parameters:
  ///   - size: side of the pictures in pixels, of cartoons the longer one; nil for the generator's own, or the sketch's
  ///     where the checkpoint does not tell.
  ///   - precision: what the network multiplies.
  package init(
    _ checkpoint: GeneratorCheckpoint, upscaler: Upscaler? = nil, size: Int?, precision: GeneratorPrecision = .float32
  ) throws(GenerationError) {
    self.size = size
    if CartoonArtist.canServe(checkpoint.card) {
      maker = .cartoonist(try CartoonArtist(checkpoint, precision: precision.pictures))
      if let size, !(Self.smallestCartoon...CartoonArtist.longestSide).contains(size) {
        throw GenerationError(
          "Cartoons can be \(Self.smallestCartoon) to \(CartoonArtist.longestSide) pixels long, not \(size).")
      }
      return
    }
    let generator = try PictureGenerator(checkpoint, upscaler: upscaler, precision: precision)
    maker = .generator(generator)
    guard generator.encoder.accepts(.picture(Image(width: 1, height: 1))) else {
      throw GenerationError("\(checkpoint.card.domain) does not work from pictures.")
    }
    if let size { try generator.check(side: size, most: Self.largestSide) }
  }

  /// The least side of a sketch in pixels: fewer show nothing that could be drawn.
  package static let smallestSketch = 16

  /// The largest picture side; memory grows with its square.
  package static let largestSide = 2048
  private static let smallestCartoon = 64

  /// The picture for a file (see `PictureFormat`): a sketch of dark lines on light paper, or the reverse, or the
  /// photograph of a sheet that lies on something darker; for cartoons any photograph.
  ///
  /// - Throws: an error whose description is one sentence for the user, also where no lines are to be seen.
  package func picture(forSketchAt path: String) throws -> Image {
    let bytes = try FileBytes.read(path)
    if PictureFormat.isAnimated(bytes) {
      throw GenerationError("\(path) is an animation; save the one picture of it that you mean, as PNG or JPEG.")
    }
    let image = try Image(data: bytes, name: path)
    guard min(image.width, image.height) >= Self.smallestSketch else {
      throw GenerationError(
        "\(path) has only \(image.width)×\(image.height) pixels; it needs at least "
          + "\(Self.smallestSketch)×\(Self.smallestSketch).")
    }
    switch maker {
    case .generator(let generator):
      let sketch = PaperFinder(image)?.sheet(of: image) ?? image
      guard SketchRaster.ink(from: sketch, size: 128).values.contains(where: { $0 > 0.3 }) else {
        throw GenerationError(
          "There are no lines to be seen in \(path); draw some, or take a sharper picture of them.")
      }
      return try generator.picture(.picture(sketch), side: size ?? generator.usualSide(for: sketch))
    case .cartoonist(let artist):
      return try artist.cartoon(
        of: image, side: size ?? min(max(image.width, image.height), CartoonArtist.usualSide))
    }
  }
}

import Networks
import Pictures

/// Turns sketches in files into pictures, one after the other, with one generator.
package final class SketchFileTranslation {
  private let generator: PictureGenerator
  private let size: Int?

  /// - Parameter size: side of the pictures in pixels; nil for the generator's own, or the sketch's where the checkpoint
  ///   does not tell.
  package init(
    _ checkpoint: GeneratorCheckpoint, upscaler: Upscaler? = nil, size: Int?
  ) throws(GenerationError) {
    generator = try PictureGenerator(checkpoint, upscaler: upscaler)
    self.size = size
    guard generator.encoder.accepts(.picture(Image(width: 1, height: 1))) else {
      throw GenerationError("\(checkpoint.card.domain) does not work from pictures.")
    }
    if let size { try generator.check(side: size, most: Self.largestSide) }
  }

  /// The largest picture side; memory grows with its square.
  package static let largestSide = 2048

  /// The picture for a sketch in a file (see `PictureFormat`): dark lines on light paper, or the reverse.
  package func picture(forSketchAt path: String) throws -> Image {
    let sketch = try Image(contentsOf: path)
    return try generator.picture(.picture(sketch), side: size ?? generator.usualSide(for: sketch))
  }
}

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

  /// The least side of a sketch in pixels: fewer show nothing that could be drawn.
  package static let smallestSketch = 16

  /// The largest picture side; memory grows with its square.
  package static let largestSide = 2048

  /// The picture for a sketch in a file (see `PictureFormat`): dark lines on light paper, or the reverse; or the
  /// photograph of a sheet that lies on something darker.
  ///
  /// - Throws: an error whose description is one sentence for the user, also where no lines are to be seen.
  package func picture(forSketchAt path: String) throws -> Image {
    let bytes = try FileBytes.read(path)
    if PictureFormat.isAnimated(bytes) {
      throw GenerationError("\(path) is an animation; save the one picture of it that you mean, as PNG or JPEG.")
    }
    var sketch = try Image(data: bytes, name: path)
    guard min(sketch.width, sketch.height) >= Self.smallestSketch else {
      throw GenerationError(
        "\(path) has only \(sketch.width)×\(sketch.height) pixels; a sketch needs at least "
          + "\(Self.smallestSketch)×\(Self.smallestSketch).")
    }
    if let paper = PaperFinder(sketch) { sketch = paper.sheet(of: sketch) }
    guard SketchRaster.ink(from: sketch, size: 128).values.contains(where: { $0 > 0.3 }) else {
      throw GenerationError("There are no lines to be seen in \(path); draw some, or take a sharper picture of them.")
    }
    return try generator.picture(.picture(sketch), side: size ?? generator.usualSide(for: sketch))
  }
}

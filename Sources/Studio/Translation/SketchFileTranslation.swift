import Networks
import Pictures
import Training

/// Turns sketches in files into pictures, one after the other, with one generator.
package final class SketchFileTranslation {
  private let generator: PictureGenerator
  private let size: Int?

  /// - Parameter size: side of the pictures in pixels; nil for the generator's own, or the sketch's where the checkpoint
  ///   does not tell.
  package init(
    _ checkpoint: GeneratorCheckpoint, enlarger: GeneratorCheckpoint? = nil, size: Int?
  ) throws(TranslationError) {
    generator = PictureGenerator(checkpoint, enlarger: enlarger)
    self.size = size
    let architecture = checkpoint.card.architecture
    guard [1, 5].contains(architecture.inputChannels) else {
      throw TranslationError(
        "\(checkpoint.card.domain) takes \(architecture.inputChannels) input channels; sketches have 1 or 5.")
    }
    if let size {
      guard generator.canMake(side: size), size <= Self.largestSide else {
        throw TranslationError(
          "Pictures of \(checkpoint.card.domain) can be \(architecture.smallestSide) to \(Self.largestSide) pixels "
            + "wide, in steps of \(architecture.sideMultiple); \(size) is not among them.")
      }
    }
  }

  /// The largest picture side; memory grows with its square.
  package static let largestSide = 2048

  /// The picture for a sketch in any format: dark lines on light paper, or the reverse.
  package func picture(forSketchAt path: String) throws -> Image {
    let sketch = try Image(contentsOf: path)
    let channels = generator.card.architecture.inputChannels
    return try generator.picture(side: side(for: sketch)) { side in
      SketchRaster.networkInput(inkFrom: sketch, size: side, channels: channels)
    }
  }

  private func side(for sketch: Image) -> Int {
    if let size = size ?? generator.bestSide { return size }
    let architecture = generator.card.architecture
    let multiple = architecture.sideMultiple
    let wanted = (max(sketch.width, sketch.height) + multiple - 1) / multiple * multiple
    return min(max(wanted, architecture.smallestSide), 512 / multiple * multiple)
  }
}

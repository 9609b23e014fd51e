import Networks
import Pictures

/// Finds the lines that a page to colour in should have of a picture, by a network that reads the picture.
package final class LineArtist: Sendable {
  package let card: ModelCard
  private let plans: PlanPool

  /// The longest side of a picture that is read, in pixels; memory grows with its square.
  package static let longestSide = 2048

  /// Whether a checkpoint's network makes lines of pictures.
  static func canServe(_ card: ModelCard) -> Bool {
    card.layout == .picture && card.architecture.outputChannels == 1
  }

  /// - Throws: ``GenerationError`` unless the checkpoint's network reads a picture and makes one channel.
  package init(_ checkpoint: GeneratorCheckpoint) throws(GenerationError) {
    guard Self.canServe(checkpoint.card) else {
      throw GenerationError("\(checkpoint.card.domain) does not draw the lines of pictures.")
    }
    card = checkpoint.card
    // Pictures in files have any number of sizes.
    plans = PlanPool(checkpoint, keepingAtMost: 2)
  }

  /// How surely each place lies on a line, 0…1; of the picture's size.
  ///
  /// The picture's border goes on beyond it up to the next size that the network can read.
  ///
  /// - Parameters:
  ///   - picture: of sides up to ``longestSide``.
  ///   - isCancelled: asked between layers.
  /// - Throws: `CancellationError`.
  package func lines(of picture: Image, isCancelled: () -> Bool = { false }) throws -> Plane {
    precondition(max(picture.width, picture.height) <= Self.longestSide, "\(picture.width)×\(picture.height) pixels")
    let width = card.architecture.nearestSide(picture.width)
    let height = card.architecture.nearestSide(picture.height)
    let padded = picture.extended(width: width, height: height)
    return try plans.run(
      width: width, height: height, input: padded.activations(), isCancelled: isCancelled, progress: { _ in }
    ) { output in
      var lines = Plane(width: picture.width, height: picture.height)
      for y in 0..<picture.height {
        for x in 0..<picture.width {
          lines.values[y * picture.width + x] = min(max((1 - output[y * width + x]) / 2, 0), 1)
        }
      }
      return lines
    }
  }
}

extension LineDrawer {
  /// A network that draws the lines of training pairs, named by its weights.
  ///
  /// - Throws: ``GenerationError`` unless it reads a picture and makes one channel.
  package init(_ checkpoint: GeneratorCheckpoint) throws(GenerationError) {
    let artist = try LineArtist(checkpoint)
    self.init(name: checkpoint.parameters.fingerprint) { picture in
      guard let lines = try? artist.lines(of: picture) else { preconditionFailure("nobody cancels it") }
      return lines
    }
  }
}

extension Image {
  /// The picture in the upper left corner of a larger one; its last row and column are repeated.
  func extended(width: Int, height: Int) -> Image {
    if width == self.width && height == self.height { return self }
    var result = Image(width: width, height: height)
    for y in 0..<height {
      let row = min(y, self.height - 1) * self.width
      for x in 0..<width {
        let from = (row + min(x, self.width - 1)) * 3
        let to = (y * width + x) * 3
        for channel in 0..<3 { result.pixels[to + channel] = pixels[from + channel] }
      }
    }
    return result
  }
}

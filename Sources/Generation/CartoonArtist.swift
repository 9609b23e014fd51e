import Kernels
import Networks
import Pictures

/// Turns photographs into cartoons, by a network that reads a picture and makes one.
package final class CartoonArtist: Sendable {
  package let card: ModelCard
  private let plans: PlanPool

  /// The longest side of a cartoon in pixels; memory grows with its square.
  package static let longestSide = 1024
  /// A network that learnt from small pictures draws the finest lines on these; the longer side in pixels.
  package static let usualSide = 512

  /// Whether a checkpoint's network makes pictures of pictures.
  package static func canServe(_ card: ModelCard) -> Bool {
    card.layout == .picture && card.architecture.outputChannels == 3
  }

  /// - Parameter precision: what the network multiplies.
  /// - Throws: ``GenerationError`` unless the checkpoint's network reads a picture and makes one.
  package init(_ checkpoint: GeneratorCheckpoint, precision: Precision = .float32) throws(GenerationError) {
    guard Self.canServe(checkpoint.card) else {
      throw GenerationError("\(checkpoint.card.domain) does not make pictures of photographs.")
    }
    card = checkpoint.card
    // Photographs in files have any number of sizes.
    plans = PlanPool(checkpoint, keepingAtMost: 2, precision: precision)
  }

  /// Reads the weights of a network that the catalogue lists.
  package convenience init(_ network: DomainInfo) throws {
    try self.init(GeneratorCheckpoint(path: network.path))
  }

  /// The cartoon of a photograph, in its shape. Its light is evened first, see `Image.evenlyLit`.
  ///
  /// - Parameters:
  ///   - side: the longer side of the cartoon in pixels, at most ``longestSide``.
  ///   - isCancelled: asked between layers.
  ///   - progress: told the share of the work done, 0…1.
  /// - Throws: `CancellationError`, or ``GenerationError`` for a picture so narrow that nothing is left of it.
  package func cartoon(
    of photograph: Image, side: Int = usualSide, isCancelled: () -> Bool = { false },
    progress: (Double) -> Void = { _ in }
  ) throws -> Image {
    precondition((1...Self.longestSide).contains(side), "a side of \(side)")
    let (width, height) = Self.size(of: photograph, side: side)
    guard Self.canDraw(photograph, side: side) else {
      throw GenerationError(
        "A picture of \(photograph.width)×\(photograph.height) pixels is too narrow for a cartoon.")
    }
    let page = photograph.scaled(width: width, height: height).evenlyLit(strength: PictureCrops.evening)
    let (fullWidth, fullHeight) = (card.architecture.nearestSide(width), card.architecture.nearestSide(height))
    let padded = page.extended(width: fullWidth, height: fullHeight)
    return try plans.run(
      width: fullWidth, height: fullHeight, input: padded.activations(), isCancelled: isCancelled, progress: progress
    ) { output in
      Image(activations: output, width: fullWidth, height: fullHeight).cropped(x: 0, y: 0, width: width, height: height)
    }
  }

  /// Whether a photograph is wide and high enough for a cartoon whose longer side has so many pixels.
  package static func canDraw(_ photograph: Image, side: Int) -> Bool {
    let size = size(of: photograph, side: side)
    return min(size.width, size.height) >= shortestSide
  }

  private static func size(of photograph: Image, side: Int) -> (width: Int, height: Int) {
    let scale = Double(side) / Double(max(photograph.width, photograph.height))
    return (
      Int((Double(photograph.width) * scale).rounded()), Int((Double(photograph.height) * scale).rounded())
    )
  }

  private static let shortestSide = 16
}

import Foundation
import Networks
import Pictures

/// Makes pictures of nothing but random numbers.
package final class SurpriseGenerator: Sendable {
  package let card: ModelCard
  private let encoder: InputEncoder
  private let plans: PlanPool
  /// Side of the pictures in pixels.
  package let side: Int

  /// - Throws: ``GenerationError`` unless the checkpoint's network works from noise.
  package init(_ checkpoint: GeneratorCheckpoint) throws(GenerationError) {
    let layout = InputLayout([.noise(checkpoint.card.architecture.inputChannels)])
    guard let side = checkpoint.card.architecture.sideFromNoise, checkpoint.card.layout == layout else {
      throw GenerationError("\(checkpoint.card.domain) makes no pictures of noise; its network reads something else.")
    }
    card = checkpoint.card
    encoder = InputEncoder(layout)
    plans = PlanPool(checkpoint)
    self.side = side
  }

  /// - Throws: the checkpoint's error, or ``GenerationError`` unless its network works from noise.
  package convenience init(path: String) throws { try self.init(GeneratorCheckpoint(path: path)) }

  /// The noise that a seed stands for: normally distributed values.
  package func noise(seed: UInt64) -> [Float] { encoder.values(.noise(seed: seed), side: 1) }

  /// The picture of some noise.
  ///
  /// - Parameter isCancelled: asked between layers.
  /// - Throws: `CancellationError`.
  package func picture(noise: [Float], isCancelled: () -> Bool = { false }) throws -> Image {
    // Whatever is made, noise is one pixel.
    try plans.run(side: 1, input: noise, isCancelled: isCancelled, progress: { _ in }) { output in
      Image(activations: output, width: side, height: side)
    }
  }

  /// The seed of one of several pictures: the same seed and number always give the same picture.
  package static func seed(_ seed: UInt64, number: Int) -> UInt64 {
    var random = SeededGenerator(seed: seed, number)
    return random.next()
  }

  /// Noise on a smooth way from place to place and back to the first one.
  ///
  /// - Parameters:
  ///   - places: one or more.
  ///   - frames: how many on the whole way.
  package static func walk(_ places: [[Float]], frames: Int) -> [[Float]] {
    (0..<frames).map { frame in
      let way = Double(frame) * Double(places.count) / Double(frames)
      let place = min(Int(way), places.count - 1)
      return between(places[place], places[(place + 1) % places.count], share: Float(way - Double(place)))
    }
  }

  /// Noise on the great circle from one place to another. On the straight line, half way would be nearer to 0 than noise
  /// ever is (White 2016, "Sampling generative networks", section 2.1).
  ///
  /// - Parameter share: 0 for `a`, 1 for `b`.
  package static func between(_ a: [Float], _ b: [Float], share: Float) -> [Float] {
    func dot(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let lengths = (dot(a, a) * dot(b, b)).squareRoot()
    let angle = lengths > 0 ? acos(min(max(dot(a, b) / lengths, -1), 1)) : 0
    let sine = sin(angle)
    // Nearly the same or opposite directions: no circle is given, and the line does.
    guard sine > 1e-4 else { return zip(a, b).map { $0 + ($1 - $0) * share } }
    let (first, second) = (sin((1 - share) * angle) / sine, sin(share * angle) / sine)
    return zip(a, b).map { first * $0 + second * $1 }
  }
}

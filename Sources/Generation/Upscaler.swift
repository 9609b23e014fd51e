import Networks
import Pictures

/// A small network that doubles a picture's side, with the sketch at the larger side beside it.
///
/// It finds half the difference to the picture that was merely scaled up: norms forget how bright a picture is; a
/// difference does not mind.
package final class Upscaler: Sendable {
  private let plans: PlanPool
  private let encoder = InputEncoder(.upscaling)
  private let architecture: GeneratorArchitecture

  /// Doubled pictures have sides of such steps at the least, since generators' own have a quarter of them.
  static let sideMultiple = 8

  /// Whether a network makes all sides that doubling leads to.
  static func canServe(_ architecture: GeneratorArchitecture) -> Bool {
    sideMultiple % architecture.sideMultiple == 0 && architecture.smallestSide <= 2 * sideMultiple
  }

  func canMake(side: Int) -> Bool { architecture.canMake(side: side) }

  /// - Throws: ``GenerationError`` unless the checkpoint's network reads a sketch and a smaller picture, and can double
  ///   the pictures of any generator.
  package init(_ checkpoint: GeneratorCheckpoint) throws(GenerationError) {
    guard checkpoint.card.layout == .upscaling, Self.canServe(checkpoint.card.architecture) else {
      throw GenerationError("\(checkpoint.card.domain) does not double pictures; its network reads something else.")
    }
    architecture = checkpoint.card.architecture
    plans = PlanPool(checkpoint)
  }

  /// The picture at `side` pixels.
  ///
  /// - Parameters:
  ///   - input: the drawing, or the sketch in a picture.
  ///   - coarse: the same at half the side.
  func upscale(
    _ input: GenerationInput, coarse: Image, side: Int, isCancelled: () -> Bool, progress: (Double) -> Void
  ) throws -> Image {
    var material = InputMaterial(input, for: encoder.layout, side: side)
    material.coarsePicture = coarse
    let values = encoder.values(material, side: side)
    return try plans.run(side: side, input: values, isCancelled: isCancelled, progress: progress) { output in
      Self.picture(input: values, output: output, side: side)
    }
  }

  /// The picture scaled up, and the difference that the network found.
  ///
  /// - Parameters:
  ///   - input: what the network read.
  ///   - output: `side · side · 3` values in −1…1.
  package static func picture(input: [Float], output: UnsafePointer<Float>, side: Int) -> Image {
    let layout = InputLayout.upscaling
    let coarse = coarseOffset(layout)
    let sum = (0..<(side * side * 3)).map { index in
      input[index / 3 * layout.channels + coarse + index % 3] + 2 * output[index]
    }
    return sum.withUnsafeBufferPointer { sum in
      guard let base = sum.baseAddress else { return Image(width: side, height: side) }
      return Image(activations: base, width: side, height: side)
    }
  }

  /// What the network is trained to find, `side · side · 3` values.
  ///
  /// - Parameter picture: the truth in −1…1.
  package static func target(input: [Float], picture: [Float]) -> [Float] {
    let layout = InputLayout.upscaling
    let coarse = coarseOffset(layout)
    return picture.indices.map { index in
      (picture[index] - input[index / 3 * layout.channels + coarse + index % 3]) / 2
    }
  }

  private static func coarseOffset(_ layout: InputLayout) -> Int {
    guard let offset = layout.offset(of: .coarsePicture) else { preconditionFailure("nothing to scale up") }
    return offset
  }
}

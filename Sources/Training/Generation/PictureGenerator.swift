import Kernels
import Networks
import Pictures
import Synchronization

/// A domain's generator, followed by the enlarger where a larger picture is asked for than the generator was trained on.
///
/// A generator sees about ninety pixels far. Run at its own size it fills a drawing evenly; the enlarger, which needs to
/// see only what is near, then doubles the side as often as needed, with the sketch at each size beside it.
package final class PictureGenerator: Sendable {
  package let card: ModelCard
  private let generator: GeneratorCheckpoint
  private let enlarger: GeneratorCheckpoint?
  /// By the picture's side; the enlarger's have their side negated.
  private let plans = Mutex<[Int: InferencePlan]>([:])

  /// - Parameter enlarger: takes the channels of ``EnlargingPairs``; nil for none.
  package init(_ generator: GeneratorCheckpoint, enlarger: GeneratorCheckpoint?) {
    self.generator = generator
    card = generator.card
    self.enlarger =
      generator.card.architecture.inputChannels == 5
        && enlarger?.card.architecture.inputChannels == EnlargingPairs.channels ? enlarger : nil
  }

  /// The side of the pictures that look best: the generator's own, doubled where there is an enlarger; nil where the
  /// checkpoint does not tell.
  package var bestSide: Int? {
    card.nativeSize.map { enlarger != nil && $0 < 256 ? $0 * 2 : $0 }
  }

  /// The side to make where one of `wanted` pixels is asked for: no larger than what looks well.
  package func suitableSide(_ wanted: Int) -> Int {
    enlarger != nil && card.nativeSize != nil ? wanted : min(wanted, max(card.nativeSize ?? 256, 256))
  }

  /// Whether pictures of this side can be made.
  package func canMake(side: Int) -> Bool {
    let first = sides(for: side)[0]
    return first % card.architecture.sideMultiple == 0 && first >= card.architecture.smallestSide
  }

  /// The picture for a sketch.
  ///
  /// - Parameters:
  ///   - side: of the picture in pixels, see ``canMake(side:)``.
  ///   - sketch: gives the generator's input at a side, `side · side · inputChannels` values, NHWC.
  ///   - isCancelled: asked between layers.
  ///   - progress: told the share of the work done, 0…1.
  /// - Throws: `CancellationError`.
  package func picture(
    side: Int, isCancelled: () -> Bool = { false }, progress: (Double) -> Void = { _ in },
    sketch: (Int) -> [Float]
  ) throws -> Image {
    precondition(canMake(side: side), "side \(side)")
    let sides = sides(for: side)
    // The lock is held while the plans run: a plan serves one caller at a time.
    return try plans.withLock { plans in
      let total = sides.reduce(0.0) { $0 + Double($1 * $1) }
      var done = 0.0
      var picture: Image?
      for side in sides {
        let input = sketch(side)
        let share = Double(side * side) / total
        func report(_ part: Double) { progress(min(done + share * part, 1)) }
        if let coarse = picture, let enlarger {
          let larger = EnlargingPairs.input(sketch: input, coarse: coarse, size: side)
          let output = try Self.run(
            enlarger, key: -side, side: side, input: larger, plans: &plans, isCancelled, report)
          picture = EnlargingPairs.picture(input: larger, output: output.data, size: side)
        } else {
          let output = try Self.run(
            generator, key: side, side: side, input: input, plans: &plans, isCancelled, report)
          picture = Image(activations: output.data, width: side, height: side)
        }
        done += share
      }
      guard let picture else { preconditionFailure("there is always a first side") }
      return picture
    }
  }

  /// The generator's side, then those that the enlarger makes of it.
  private func sides(for side: Int) -> [Int] {
    guard enlarger != nil, let native = card.nativeSize, side > native else { return [side] }
    var sides = [native]
    while let last = sides.last, last < side { sides.append(last * 2) }
    return sides.last == side ? sides : [side]
  }

  private static func run(
    _ checkpoint: GeneratorCheckpoint, key: Int, side: Int, input: [Float], plans: inout [Int: InferencePlan],
    _ isCancelled: () -> Bool, _ progress: (Double) -> Void
  ) throws -> Tensor {
    let plan = plans[key] ?? InferencePlan(checkpoint, height: side, width: side)
    plans[key] = plan
    precondition(input.count == plan.input.values.count, "the input does not fill the picture")
    _ = plan.input.values.update(fromContentsOf: input)
    try plan.run(isCancelled: isCancelled, progress: progress)
    return plan.output
  }
}

import Kernels
import Networks
import Pictures

/// How close a generator comes to the truth on fresh pairs.
package struct PairScores: Sendable, Codable, Equatable {
  /// Mean absolute difference of red, green and blue, 0…1.
  package var l1: Double
  package var ssim: Double
  /// Mean absolute difference of red, green and blue to the hint's colour where there are hints, 0…1; nil without any.
  package var hintError: Double?
  /// How far the made pictures differ from one another: at each place the standard deviation among them, red, green and
  /// blue 0…1, mean over all places. Small where a generator makes the same picture of everything.
  package var spread: Double
  /// The same of the true pictures.
  package var trueSpread: Double
  /// Number of pairs.
  package var count: Int

  /// Far from any training seed, so that no pair was ever trained on.
  private static let seed: UInt64 = 0xE7A1_0A7E_D0CE_55ED

  /// - Parameters:
  ///   - count: number of pairs, at least one.
  ///   - precision: what the network multiplies.
  ///   - look: shown each made picture and the true one.
  package init(
    _ checkpoint: GeneratorCheckpoint, dataset: any Dataset, count: Int, size: Int,
    precision: Precision = .float32, look: (_ made: Image, _ truth: Image) throws -> Void = { _, _ in }
  ) throws {
    precondition(count > 0, "at least one pair")
    let plan = InferencePlan(checkpoint, height: size, width: size, precision: precision)
    let channels = checkpoint.card.architecture.inputChannels
    var differences = 0.0
    var similarities = 0.0
    var hints = HintError()
    var (madeSpread, trueSpread) = (PictureSpread(), PictureSpread())
    for index in 0..<count {
      let pair = dataset.example(seed: Self.seed, step: 0, index: index, size: size)
      guard pair[.input].shape == plan.input.shape else {
        throw TrainingError(
          "the checkpoint takes \(channels) input channels, but these pairs have \(pair[.input].shape.c)")
      }
      _ = plan.input.values.update(fromContentsOf: pair[.input].values)
      try plan.run()
      try look(
        Image(activations: plan.output.data, width: size, height: size),
        Image(activations: pair[.target].values, width: size, height: size))
      let picture = plan.output.values.map { ($0 + 1) / 2 }
      let truth = pair[.target].values.map { ($0 + 1) / 2 }
      madeSpread.add(picture)
      trueSpread.add(truth)
      differences += PixelDifference.meanAbsolute(picture, truth)
      similarities += StructuralSimilarity.value(picture, truth, width: size, height: size, channels: 3)
      if let layout = checkpoint.card.layout, layout.contains(.ink), layout.contains(.hints) {
        hints.add(input: pair[.input].values, layout: layout, picture: picture)
      }
    }
    self.count = count
    l1 = differences / Double(count)
    ssim = similarities / Double(count)
    hintError = hints.mean
    spread = madeSpread.value
    self.trueSpread = trueSpread.value
  }
}

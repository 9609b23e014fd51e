import Networks

/// How a generator's pictures change when its convolutions multiply bfloat16 instead of float32: what was measured on a
/// set of drawings, in steps of 0…255 of red, green and blue.
package struct PrecisionFigures: Codable, Hashable, Sendable {
  /// Mean difference over all colours of all pictures.
  package var mean: Double
  /// The difference that all but one in a thousand of these colours stay within.
  package var extreme: Double

  /// Most that the figures may be where a picture is said to stay the same.
  package static let mostMean = 1.0
  package static let mostExtreme = 12.0

  package init(mean: Double, extreme: Double) {
    self.mean = mean
    self.extreme = extreme
  }

  /// What a model card tells; nil where it tells nothing.
  package init?(_ scores: [String: Double]) {
    guard let mean = scores[ModelFigure.bfloat16Mean.rawValue],
      let extreme = scores[ModelFigure.bfloat16Extreme.rawValue]
    else { return nil }
    self.init(mean: mean, extreme: extreme)
  }

  /// As a model card tells them.
  package var scores: [String: Double] {
    [ModelFigure.bfloat16Mean.rawValue: mean, ModelFigure.bfloat16Extreme.rawValue: extreme]
  }

  /// To hundredths, for people to read.
  package var rounded: PrecisionFigures {
    PrecisionFigures(mean: (mean * 100).rounded() / 100, extreme: (extreme * 100).rounded() / 100)
  }

  /// Whether pictures stay what they are for anybody who looks at them.
  package var isFaithful: Bool { mean <= Self.mostMean && extreme <= Self.mostExtreme }
}

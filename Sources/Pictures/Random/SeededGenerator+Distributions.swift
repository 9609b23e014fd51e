import Glibc

extension SeededGenerator {
  /// Uniform between `low` and `high`.
  package mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * Double(next() >> 11) * 0x1p-53
  }

  /// True with the given probability.
  package mutating func chance(_ probability: Double) -> Bool { uniform(0, 1) < probability }

  /// Normal with mean 0 and deviation 1 (Box and Muller 1958).
  package mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform(0, 1))).squareRoot()
    return radius * cos(2 * Double.pi * uniform(0, 1))
  }

  /// −1 or 1.
  package mutating func sign() -> Double { chance(0.5) ? 1 : -1 }

  /// An index drawn with probability proportional to its weight.
  package mutating func index(weights: [Double]) -> Int {
    var rest = uniform(0, weights.reduce(0, +))
    for (index, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return index }
    }
    return max(0, weights.count - 1)
  }
}

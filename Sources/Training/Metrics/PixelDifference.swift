import Foundation

/// Differences between pictures, value by value.
package enum PixelDifference {
  /// Mean |a − b|.
  package static func meanAbsolute(_ a: [Float], _ b: [Float]) -> Double {
    precondition(a.count == b.count && !a.isEmpty, "shapes differ")
    return zip(a, b).reduce(0.0) { $0 + Double(abs($1.0 - $1.1)) } / Double(a.count)
  }

  /// Peak signal-to-noise ratio in decibels for values in 0…`range`; infinite for equal pictures.
  package static func peakSignalToNoise(_ a: [Float], _ b: [Float], range: Double = 1) -> Double {
    precondition(a.count == b.count && !a.isEmpty, "shapes differ")
    let squares = zip(a, b).reduce(0.0) { sum, pair in
      let difference = Double(pair.0) - Double(pair.1)
      return sum + difference * difference
    }
    return 10 * log10(range * range / (squares / Double(a.count)))
  }
}

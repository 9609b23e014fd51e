import Foundation
import Pictures

/// How much a picture looks woven: networks that enlarge leave patterns that repeat every two or four pixels (Odena et
/// al. 2016, "Deconvolution and checkerboard artifacts").
package enum Weave {
  /// Power of the lightness at periods of two and four pixels over that at periods near by, along rows and columns; 1
  /// where there is no such pattern.
  ///
  /// What is larger than the pattern is taken away by a Gaussian of deviation 3 first, and what lies outside the mask
  /// is 0.
  ///
  /// - Parameter values: row by row, of the mask's size, which must be square.
  package static func ratio(_ values: [Double], inside mask: BinaryMask) -> Double {
    let side = mask.width
    precondition(side == mask.height && values.count == side * side, "a weave is measured on squares")
    let blurred = blur(values, side)
    var rest = values.indices.map { mask.bits[$0] ? values[$0] - blurred[$0] : 0 }
    var power = Powers()
    power.add(bands(rest, side))
    rest = transposed(rest, side)
    power.add(bands(rest, side))
    return (power.two + power.four) / (power.nearTwo + power.nearFour + 1e-9)
  }

  /// Mean powers in four bands of frequency.
  private struct Powers {
    var four = 0.0
    var two = 0.0
    var nearFour = 0.0
    var nearTwo = 0.0

    mutating func add(_ other: Powers) {
      four += other.four
      two += other.two
      nearFour += other.nearFour
      nearTwo += other.nearTwo
    }
  }

  /// Patterns that change along rows and hardly down columns (frequencies in cycles per pixel).
  private static func bands(_ values: [Double], _ side: Int) -> Powers {
    let cosines = (0..<side).map { cos(2 * .pi * Double($0) / Double(side)) }
    let sines = (0..<side).map { sin(2 * .pi * Double($0) / Double(side)) }
    let slow = (0..<side).filter { Double($0) / Double(side) < 0.06 }
    // Down the columns first: a few slow waves are all that is wanted there.
    let columns = slow.map { wave in
      var real = [Double](repeating: 0, count: side)
      var imaginary = real
      for y in 0..<side {
        let turn = wave * y % side
        let (c, s) = (cosines[turn], -sines[turn])
        for x in 0..<side {
          real[x] += values[y * side + x] * c
          imaginary[x] += values[y * side + x] * s
        }
      }
      return (real, imaginary)
    }
    func mean(_ low: Double, _ high: Double) -> Double {
      var sum = 0.0
      var count = 0.0
      for wave in 0...(side / 2) {
        let frequency = Double(wave) / Double(side)
        guard frequency >= low, frequency <= high else { continue }
        // A real picture has the same power at a frequency and its opposite; half a cycle per pixel is its own.
        let copies = 2 * wave == side ? 1.0 : 2.0
        for (index, (real, imaginary)) in columns.enumerated() {
          for sign in index == 0 ? [1.0] : [1.0, -1.0] {
            var sumReal = 0.0
            var sumImaginary = 0.0
            for x in 0..<side {
              let turn = wave * x % side
              let (c, s) = (cosines[turn], -sines[turn])
              sumReal += real[x] * c - sign * imaginary[x] * s
              sumImaginary += real[x] * s + sign * imaginary[x] * c
            }
            sum += copies * (sumReal * sumReal + sumImaginary * sumImaginary)
            count += copies
          }
        }
      }
      return count == 0 ? 0 : sum / count
    }
    return Powers(
      four: mean(0.242, 0.258), two: mean(0.484, 0.5), nearFour: mean(0.2, 0.235), nearTwo: mean(0.42, 0.47))
  }

  private static func transposed(_ values: [Double], _ side: Int) -> [Double] {
    values.indices.map { values[($0 % side) * side + $0 / side] }
  }

  /// A Gaussian of deviation 3, cut at 4 deviations; the picture goes on beyond its border as in a mirror.
  private static func blur(_ values: [Double], _ side: Int) -> [Double] {
    let radius = 12
    let weights = (-radius...radius).map { exp(-Double($0 * $0) / 18) }
    let total = weights.reduce(0, +)
    func along(_ values: [Double]) -> [Double] {
      var result = [Double](repeating: 0, count: values.count)
      var row = [Double](repeating: 0, count: side + 2 * radius)
      for y in 0..<side {
        for x in row.indices {
          // Mirrored about the border itself: the first pixel comes twice.
          let place = (x - radius + 4 * side) % (2 * side)
          row[x] = values[y * side + (place < side ? place : 2 * side - 1 - place)]
        }
        for x in 0..<side {
          var sum = 0.0
          for offset in weights.indices { sum += weights[offset] * row[x + offset] }
          result[y * side + x] = sum / total
        }
      }
      return result
    }
    return transposed(along(transposed(along(values), side)), side)
  }
}

import Foundation

/// SSIM (Wang et al. 2004): Gaussian window of deviation 1.5 cut at 11×11, K1 = 0.01, K2 = 0.03, averaged over the
/// pixels whose window lies inside the picture and over the channels.
package enum StructuralSimilarity {
  private static let radius = 5
  private static let window: [Double] = {
    let weights = (-radius...radius).map { exp(-Double($0 * $0) / (2 * 1.5 * 1.5)) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }()

  /// - Parameters:
  ///   - a: `height · width · channels` values, interleaved.
  ///   - b: likewise.
  ///   - range: the difference between the largest and the smallest value possible.
  /// - Returns: at most 1, which means equal.
  package static func value(
    _ a: [Float], _ b: [Float], width: Int, height: Int, channels: Int, range: Double = 1
  ) -> Double {
    precondition(width > 2 * radius && height > 2 * radius, "SSIM needs 11×11 pixels or more")
    precondition(a.count == width * height * channels && b.count == a.count, "values do not fill the pictures")
    let c1 = (0.01 * range) * (0.01 * range)
    let c2 = (0.03 * range) * (0.03 * range)
    var sum = 0.0
    for channel in 0..<channels {
      let x = stride(from: channel, to: a.count, by: channels).map { Double(a[$0]) }
      let y = stride(from: channel, to: b.count, by: channels).map { Double(b[$0]) }
      let meanX = blur(x, width, height)
      let meanY = blur(y, width, height)
      let meanXX = blur(x.map { $0 * $0 }, width, height)
      let meanYY = blur(y.map { $0 * $0 }, width, height)
      let meanXY = blur(zip(x, y).map { $0 * $1 }, width, height)
      for index in meanX.indices {
        let mx = meanX[index]
        let my = meanY[index]
        let covariance = meanXY[index] - mx * my
        let variances = meanXX[index] - mx * mx + meanYY[index] - my * my
        sum +=
          (2 * mx * my + c1) * (2 * covariance + c2) / ((mx * mx + my * my + c1) * (variances + c2))
      }
    }
    return sum / Double(channels * (width - 2 * radius) * (height - 2 * radius))
  }

  /// The window's weighted mean at every pixel whose window lies inside: columns first, then rows.
  private static func blur(_ values: [Double], _ width: Int, _ height: Int) -> [Double] {
    let innerWidth = width - 2 * radius
    let innerHeight = height - 2 * radius
    var vertical = [Double](repeating: 0, count: width * innerHeight)
    for row in 0..<innerHeight {
      for (offset, weight) in window.enumerated() {
        for column in 0..<width {
          vertical[row * width + column] += weight * values[(row + offset) * width + column]
        }
      }
    }
    var result = [Double](repeating: 0, count: innerWidth * innerHeight)
    for row in 0..<innerHeight {
      for (offset, weight) in window.enumerated() {
        for column in 0..<innerWidth {
          result[row * innerWidth + column] += weight * vertical[row * width + column + offset]
        }
      }
    }
    return result
  }
}

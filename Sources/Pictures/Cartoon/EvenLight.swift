import Glibc

extension Image {
  /// The same picture with its light evened out: where the surroundings of a place are darker than the picture, the
  /// place gets lighter, and the reverse. A hard shadow across a face becomes a soft one, and its small contrasts stay.
  ///
  /// Each pixel is multiplied by (m / s)ᵏ, where s is the mean brightness of its surroundings, m that of the picture and
  /// k the strength: a homomorphic filter (Oppenheim, Schafer and Stockham 1968) with a box as its low pass.
  ///
  /// - Parameter strength: 0 for nothing, 1 for surroundings of one brightness everywhere.
  package func evenlyLit(strength: Double) -> Image {
    guard strength > 0 else { return self }
    let logs = pixelBrightness.map { log(($0 + Self.darkest) / (1 + Self.darkest)) }
    // Twice a box is nearly a tent, which leaves no corners.
    let reach = max(2, min(width, height) / 7)
    let around = Self.boxMean(Self.boxMean(logs, width, height, reach), width, height, reach)
    let mean = logs.reduce(0, +) / Double(logs.count)
    var result = self
    for index in around.indices {
      let factor = exp(min(max((mean - around[index]) * strength, -0.5), 0.8))
      for channel in 0..<3 {
        let level = Double(pixels[index * 3 + channel]) * factor
        result.pixels[index * 3 + channel] = UInt8(min(level + 0.5, 255))
      }
    }
    return result
  }

  /// Added to brightness, so that black is not infinitely dark.
  private static let darkest = 0.06

  /// Rec. 601, 0…1.
  private var pixelBrightness: [Double] { luminance().values.map(Double.init) }

  /// The mean over a square of 2 · reach + 1 pixels, as much of it as lies in the picture.
  private static func boxMean(_ values: [Double], _ width: Int, _ height: Int, _ reach: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: (width + 1) * (height + 1))
    for y in 0..<height {
      var row = 0.0
      for x in 0..<width {
        row += values[y * width + x]
        sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row
      }
    }
    var result = values
    for y in 0..<height {
      let (top, bottom) = (max(0, y - reach), min(height, y + reach + 1))
      for x in 0..<width {
        let (left, right) = (max(0, x - reach), min(width, x + reach + 1))
        let sum =
          sums[bottom * (width + 1) + right] - sums[top * (width + 1) + right] - sums[bottom * (width + 1) + left]
          + sums[top * (width + 1) + left]
        result[y * width + x] = sum / Double((bottom - top) * (right - left))
      }
    }
    return result
  }
}

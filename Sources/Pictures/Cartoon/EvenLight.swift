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
    var logs = luminance()
    logs.values = logs.values.map { log(($0 + Self.darkest) / (1 + Self.darkest)) }
    // Twice a box is nearly a tent, which leaves no corners.
    let reach = max(2, min(width, height) / 7)
    let around = logs.boxMean(reach: reach).boxMean(reach: reach)
    let mean = logs.values.reduce(0.0) { $0 + Double($1) } / Double(logs.values.count)
    var result = self
    for index in around.values.indices {
      let factor = exp(min(max((mean - Double(around.values[index])) * strength, -0.5), 0.8))
      for channel in 0..<3 {
        let level = Double(pixels[index * 3 + channel]) * factor
        result.pixels[index * 3 + channel] = UInt8(min(level + 0.5, 255))
      }
    }
    return result
  }

  /// Added to brightness, so that black is not infinitely dark.
  private static let darkest: Float = 0.06
}

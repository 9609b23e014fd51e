import Glibc

extension Image {
  /// The same picture with its edges blurred, and nothing else: what a discriminator learns to call no cartoon, so that
  /// a generator draws clear edges (Chen, Lai and Liu 2018, "CartoonGAN", section 3.1.1). Edges are found by Canny,
  /// widened, and blurred by a Gaussian.
  ///
  /// - Parameters:
  ///   - reach: how far around an edge, in pixels.
  ///   - deviation: of the Gaussian, in pixels.
  package func edgesBlurred(reach: Int = 3, deviation: Double = 1.6) -> Image {
    let edges = Canny.edges(GreyPicture(self)).dilated(reach: reach)
    let blurred = blurred(deviation: deviation)
    var result = self
    for index in edges.bits.indices where edges.bits[index] {
      for channel in 0..<3 { result.pixels[index * 3 + channel] = blurred.pixels[index * 3 + channel] }
    }
    return result
  }

  /// Blurred by a Gaussian; the border goes on beyond it.
  ///
  /// - Parameter deviation: in pixels, above 0.
  package func blurred(deviation: Double) -> Image {
    let radius = max(1, Int((3 * deviation).rounded(.up)))
    let raw = (-radius...radius).map { Float(exp(-Double($0 * $0) / (2 * deviation * deviation))) }
    let total = raw.reduce(0, +)
    let weights = raw.map { $0 / total }
    var across = [Float](repeating: 0, count: pixels.count)
    pixels.withUnsafeBufferPointer { pixels in
      for y in 0..<height {
        for x in 0..<width {
          for (tap, weight) in weights.enumerated() {
            let source = (y * width + min(max(x + tap - radius, 0), width - 1)) * 3
            for channel in 0..<3 {
              across[(y * width + x) * 3 + channel] += weight * Float(pixels[source + channel])
            }
          }
        }
      }
    }
    var result = self
    across.withUnsafeBufferPointer { across in
      for y in 0..<height {
        for x in 0..<width {
          var sum: (Float, Float, Float) = (0, 0, 0)
          for (tap, weight) in weights.enumerated() {
            let source = (min(max(y + tap - radius, 0), height - 1) * width + x) * 3
            sum.0 += weight * across[source]
            sum.1 += weight * across[source + 1]
            sum.2 += weight * across[source + 2]
          }
          let target = (y * width + x) * 3
          result.pixels[target] = UInt8(min(max(sum.0 + 0.5, 0), 255))
          result.pixels[target + 1] = UInt8(min(max(sum.1 + 0.5, 0), 255))
          result.pixels[target + 2] = UInt8(min(max(sum.2 + 0.5, 0), 255))
        }
      }
    }
    return result
  }
}

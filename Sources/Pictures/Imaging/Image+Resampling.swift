import Foundation

/// How the pixels of a picture of another size are made of those of the first one.
package enum ResamplingFilter: String, CaseIterable, Sendable {
  /// The mean of what falls on a pixel; repeated pixels where the picture grows.
  case box
  /// Straight lines between pixels.
  case triangle
  /// Keys's cubic with a = −1/2 (Keys 1981, "Cubic convolution interpolation for digital image processing").
  case bicubic
  /// Lanczos's window of three lobes (Duchon 1979, "Lanczos filtering in one and two dimensions"): sharper, with a faint
  /// ringing at strong edges.
  case lanczos

  /// How far from its middle the filter reaches, in pixels of the coarser picture.
  var radius: Double {
    switch self {
    case .box: 0.5
    case .triangle: 1
    case .bicubic: 2
    case .lanczos: 3
    }
  }

  /// Its value at a distance from its middle.
  func weight(_ distance: Double) -> Double {
    let x = abs(distance)
    switch self {
    case .box: return x <= 0.5 ? 1 : 0
    case .triangle: return max(0, 1 - x)
    case .bicubic:
      if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
      return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
    case .lanczos:
      if x < 1e-9 { return 1 }
      guard x < 3 else { return 0 }
      let angle = Double.pi * x
      return 3 * sin(angle) * sin(angle / 3) / (angle * angle)
    }
  }
}

extension Image {
  /// The picture in another size: enlarged by Lanczos's window, made smaller by the mean of what falls on a pixel.
  package func resized(width: Int, height: Int) -> Image {
    width >= self.width && height >= self.height
      ? resampled(width: width, height: height, by: .lanczos) : scaled(width: width, height: height)
  }

  /// The picture in another size. Where it shrinks, the filter grows by as much, so that nothing is skipped; beyond its
  /// border the picture goes on as its last pixel.
  package func resampled(width: Int, height: Int, by filter: ResamplingFilter) -> Image {
    precondition(width > 0 && height > 0, "a picture needs at least one pixel")
    if width == self.width && height == self.height { return self }
    return filtered(
      across: SeparableTaps(from: self.width, to: width, by: filter),
      down: SeparableTaps(from: self.height, to: height, by: filter))
  }

  private func filtered(across: SeparableTaps, down: SeparableTaps) -> Image {
    let (width, height, sources) = (across.count, down.count, self.height)
    var rows = [Float](repeating: 0, count: width * sources * 3)
    rows.withUnsafeMutableBufferPointer { rows in
      pixels.withUnsafeBufferPointer { pixels in
        for y in 0..<sources {
          for x in 0..<width {
            let to = (y * width + x) * 3
            for (source, weight) in across[x] {
              let from = (y * self.width + source) * 3
              for channel in 0..<3 { rows[to + channel] += weight * Float(pixels[from + channel]) }
            }
          }
        }
      }
    }
    var result = Image(width: width, height: height)
    result.pixels.withUnsafeMutableBufferPointer { pixels in
      rows.withUnsafeBufferPointer { rows in
        for y in 0..<height {
          let taps = down[y]
          for x in 0..<(width * 3) {
            var value: Float = 0
            for (source, weight) in taps { value += weight * rows[source * width * 3 + x] }
            pixels[y * width * 3 + x] = UInt8(min(max(value + 0.5, 0), 255))
          }
        }
      }
    }
    return result
  }
}

/// Along one axis, which pixels each new pixel is made of and how much of each; the weights sum to 1.
private struct SeparableTaps {
  private let taps: [[(source: Int, weight: Float)]]

  var count: Int { taps.count }

  subscript(place: Int) -> [(source: Int, weight: Float)] { taps[place] }

  init(from small: Int, to large: Int, by filter: ResamplingFilter) {
    let stretch = max(1, Double(small) / Double(large))
    taps = Self.taps(large, among: small, radius: filter.radius * stretch) { filter.weight($0 / stretch) }
  }

  private static func taps(
    _ count: Int, among sources: Int, radius: Double, weight: (Double) -> Double
  ) -> [[(source: Int, weight: Float)]] {
    (0..<count).map { place in
      let middle = (Double(place) + 0.5) * Double(sources) / Double(count) - 0.5
      let first = Int((middle - radius).rounded(.up))
      let last = max(first, Int((middle + radius).rounded(.down)))
      let taps = (first...last).map { (min(max($0, 0), sources - 1), weight(Double($0) - middle)) }
      let sum = taps.reduce(0) { $0 + $1.1 }
      return taps.map { ($0.0, Float($0.1 / sum)) }
    }
  }
}

import Foundation

extension Image {
  /// The picture in another size: enlarged by Lanczos's window, made smaller by the mean of what falls on a pixel.
  package func resized(width: Int, height: Int) -> Image {
    width >= self.width && height >= self.height
      ? lanczosEnlarged(width: width, height: height) : scaled(width: width, height: height)
  }

  /// The picture enlarged with Lanczos's window of three lobes (Duchon 1979, "Lanczos filtering in one and two
  /// dimensions"): sharper than bilinear, with a faint ringing at strong edges. Its border is repeated beyond it.
  package func lanczosEnlarged(width: Int, height: Int) -> Image {
    precondition(width >= self.width && height >= self.height, "the window is as wide as that of the smaller picture")
    if width == self.width && height == self.height { return self }
    let (across, down) = (
      Self.window(from: self.width, to: width), Self.window(from: self.height, to: height)
    )
    var rows = [Float](repeating: 0, count: width * self.height * 3)
    for y in 0..<self.height {
      for x in 0..<width {
        for (source, weight) in across[x] {
          let from = (y * self.width + source) * 3
          let to = (y * width + x) * 3
          for channel in 0..<3 { rows[to + channel] += weight * Float(pixels[from + channel]) }
        }
      }
    }
    var result = Image(width: width, height: height)
    for y in 0..<height {
      for x in 0..<(width * 3) {
        let value = down[y].reduce(Float(0)) { $0 + $1.weight * rows[$1.source * width * 3 + x] }
        result.pixels[y * width * 3 + x] = UInt8(min(max(value + 0.5, 0), 255))
      }
    }
    return result
  }

  /// Which pixels each pixel of the larger picture is made of, and how much of each; the weights sum to 1.
  private static func window(from small: Int, to large: Int) -> [[(source: Int, weight: Float)]] {
    (0..<large).map { place in
      let middle = (Double(place) + 0.5) * Double(small) / Double(large) - 0.5
      let first = Int(middle.rounded(.down)) - 2
      let taps = (first..<(first + 6)).map { (min(max($0, 0), small - 1), lanczos(Double($0) - middle)) }
      let sum = taps.reduce(0) { $0 + $1.1 }
      return taps.map { ($0.0, Float($0.1 / sum)) }
    }
  }

  private static func lanczos(_ x: Double) -> Double {
    if abs(x) < 1e-9 { return 1 }
    guard abs(x) < 3 else { return 0 }
    let angle = Double.pi * x
    return 3 * sin(angle) * sin(angle / 3) / (angle * angle)
  }
}

import Glibc

/// The pencil effect of image editors: grey levels over their own blurred surroundings ("colour dodge"), which leaves
/// white but for what is darker than what lies around it.
package enum PencilDodge {
  private static let reach = 10
  /// Weights of the 21-pixel Gaussian with OpenCV's deviation for that size, 3.5, with 8 bits behind the point. What
  /// rounding leaves is carried on towards the middle, which takes the rest.
  private static let kernel: [Int] = {
    let weights = (-reach...reach).map { exp(-Double($0 * $0) / (2 * 3.5 * 3.5)) }
    let sum = weights.reduce(0, +)
    var kernel = [Int](repeating: 0, count: weights.count)
    var error = 0.0
    var total = 0
    for index in 0..<reach {
      let exact = weights[index] / sum * 256 + error
      let rounded = Int(exact.rounded(.toNearestOrEven))
      error = exact - Double(rounded)
      kernel[index] = rounded
      kernel[2 * reach - index] = rounded
      total += 2 * rounded
    }
    kernel[reach] = 256 - total
    return kernel
  }()

  /// The drawing: white paper, dark lines.
  ///
  /// grey · 256 / (255 − blurred inverse), as OpenCV rounds it; 0 where that is divided by 0.
  package static func drawing(_ picture: GreyPicture) -> GreyPicture {
    let (width, height) = (picture.width, picture.height)
    // Sums with 8, then 16 bits behind the point.
    var across = [Int](repeating: 0, count: width * height)
    var result = picture
    picture.levels.withUnsafeBufferPointer { levels in
      for y in 0..<height {
        for x in 0..<width {
          var sum = 0
          for tap in -reach...reach {
            sum += kernel[tap + reach] * (255 - Int(levels[y * width + mirrored(x + tap, width)]))
          }
          across[y * width + x] = sum
        }
      }
      for y in 0..<height {
        let rows = (-reach...reach).map { mirrored(y + $0, height) * width }
        for x in 0..<width {
          var sum = 0
          for (weight, row) in zip(kernel, rows) { sum += weight * across[row + x] }
          let surroundings = 255 - (sum + 0x8000) >> 16
          let level = Int(levels[y * width + x])
          result.levels[y * width + x] =
            surroundings == 0
            ? 0
            : UInt8(min(255, (Double(level * 256) / Double(surroundings)).rounded(.toNearestOrEven)))
        }
      }
    }
    return result
  }

  /// The place that a place beyond the border mirrors, without the border itself; of very small pictures as often as
  /// needed.
  private static func mirrored(_ place: Int, _ count: Int) -> Int {
    guard count > 1 else { return 0 }
    let period = 2 * (count - 1)
    let wrapped = ((place % period) + period) % period
    return wrapped < count ? wrapped : period - wrapped
  }
}

import Foundation

/// Pairs that teach a network to double a picture's side: a sketched picture, and the same picture at half the side,
/// degraded a little as one from a generator is: blurred, noisy, or with the checkered pattern that transposed
/// convolutions leave.
package struct UpscalingPairs: Sendable {
  private let domains: [SyntheticPairs]

  package init(_ domains: [any DrawnDomain]) {
    precondition(!domains.isEmpty, "there is nothing to draw")
    self.domains = domains.map { SyntheticPairs($0) }
  }

  /// One pair; the arguments alone decide it.
  ///
  /// - Parameter size: side of the larger picture in pixels.
  package func pair(
    seed: UInt64, step: Int, index: Int, size: Int
  ) -> (sketched: SketchedPicture, coarse: Image) {
    var random = SeededGenerator(seed: seed ^ 0xE41A_26E5, step, index)
    let pairs = domains[Int(random.next() % UInt64(domains.count))]
    let pair: SketchedPicture = pairs.pair(seed: seed, step: step, index: index, size: size)
    return (pair, Self.degraded(pair.picture.scaled(width: size / 2, height: size / 2), using: &random))
  }

  private static func degraded(_ picture: Image, using random: inout SeededGenerator) -> Image {
    var result = picture
    if random.chance(0.4) {
      let share = random.uniform(0.45, 0.9)
      let side = max(1, Int(Double(picture.width) * share))
      result = picture.scaled(width: side, height: side).scaled(width: picture.width, height: picture.height)
    }
    if random.chance(0.7) { result = checkered(result, using: &random) }
    let noise = random.chance(0.6) ? random.uniform(0, 9) : 0
    guard noise > 0 else { return result }
    for index in result.pixels.indices {
      // The mean of three uniform numbers is near enough to a normal one.
      let push = (random.uniform(-1, 1) + random.uniform(-1, 1) + random.uniform(-1, 1)) * noise
      result.pixels[index] = UInt8(min(max(Double(result.pixels[index]) + push, 0), 255))
    }
    return result
  }

  /// Adds what alternates from pixel to pixel, here more and there less, of another tint in each channel.
  private static func checkered(_ picture: Image, using random: inout SeededGenerator) -> Image {
    let tints = (0..<3).map { _ in random.uniform(2, 16) }
    let shares = (0..<3).map { _ in random.uniform(-1, 1) }
    let waves = (x: random.uniform(0, 9), y: random.uniform(0, 9), phase: random.uniform(0, 6))
    var result = picture
    for y in 0..<picture.height {
      for x in 0..<picture.width {
        let wave = sin(
          waves.phase + waves.x * Double(x) / Double(picture.width) + waves.y * Double(y) / Double(picture.height))
        let across = x % 2 == 0 ? shares[0] : -shares[0]
        let down = y % 2 == 0 ? shares[1] : -shares[1]
        let both = (x + y) % 2 == 0 ? shares[2] : -shares[2]
        for channel in 0..<3 {
          let index = (y * picture.width + x) * 3 + channel
          let push = (across + down + both) * wave * tints[channel]
          result.pixels[index] = UInt8(min(max(Double(result.pixels[index]) + push, 0), 255))
        }
      }
    }
    return result
  }
}

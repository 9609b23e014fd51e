import Foundation

/// Pairs that teach a generator to double a picture's side: the sketch at full size and the picture at half size go in,
/// what is missing from the smaller picture comes out. Norms forget how bright a picture is; a difference does not mind.
///
/// The half-sized picture is spoilt a little, as one from a generator is: blurred, noisy, or with the checkered pattern
/// that transposed convolutions leave.
package struct EnlargingPairs: Sendable {
  private let domains: [DrawnPairs]

  /// Ink, hint mask, hint colour, and the three colours of the smaller picture.
  package static let channels = 8

  package init(_ domains: [any DrawnDomain]) {
    precondition(!domains.isEmpty, "there is nothing to draw")
    self.domains = domains.map { DrawnPairs($0) }
  }

  /// Input (size · size · 8) and target (size · size · 3, −1…1: half the difference to the picture that was scaled up),
  /// both NHWC with one picture.
  package func sample(seed: UInt64, step: Int, index: Int, size: Int) -> (input: [Float], target: [Float]) {
    var random = SeededGenerator(seed: seed ^ 0xE41A_26E5, step, index)
    let pairs = domains[Int(random.next() % UInt64(domains.count))]
    let pair = pairs.pair(seed: seed, step: step, index: index, size: size)
    let coarse = Self.spoilt(pair.picture.scaled(width: size / 2, height: size / 2), using: &random)
    let input = Self.input(sketch: pair.input(), coarse: coarse, size: size)
    var target = pair.picture.activations()
    for pixel in 0..<(size * size) {
      for channel in 0..<3 {
        target[pixel * 3 + channel] = (target[pixel * 3 + channel] - input[pixel * Self.channels + 5 + channel]) / 2
      }
    }
    return (input, target)
  }

  /// The network's input.
  ///
  /// - Parameters:
  ///   - sketch: `size · size · 5` values, see ``SketchRaster/networkInput(_:size:channels:)``.
  ///   - coarse: the smaller picture; it is scaled up here.
  package static func input(sketch: [Float], coarse: Image, size: Int) -> [Float] {
    precondition(sketch.count == size * size * 5, "the sketch does not fill the picture")
    let colours = coarse.scaled(width: size, height: size).activations()
    return [Float](unsafeUninitializedCapacity: size * size * channels) { buffer, count in
      for pixel in 0..<(size * size) {
        for channel in 0..<5 { buffer[pixel * channels + channel] = sketch[pixel * 5 + channel] }
        for channel in 0..<3 { buffer[pixel * channels + 5 + channel] = colours[pixel * 3 + channel] }
      }
      count = size * size * channels
    }
  }

  /// The larger picture: the smaller one scaled up, and the difference that the network found.
  ///
  /// - Parameters:
  ///   - input: what ``input(sketch:coarse:size:)`` gave.
  ///   - output: `size · size · 3` values −1…1.
  package static func picture(input: [Float], output: UnsafePointer<Float>, size: Int) -> Image {
    let sum = (0..<(size * size * 3)).map { index in
      input[index / 3 * channels + 5 + index % 3] + 2 * output[index]
    }
    return sum.withUnsafeBufferPointer { sum in
      guard let base = sum.baseAddress else { return Image(width: size, height: size) }
      return Image(activations: base, width: size, height: size)
    }
  }

  private static func spoilt(_ picture: Image, using random: inout SeededGenerator) -> Image {
    var spoilt = picture
    if random.chance(0.4) {
      let share = random.uniform(0.45, 0.9)
      let side = max(1, Int(Double(picture.width) * share))
      spoilt = picture.scaled(width: side, height: side).scaled(width: picture.width, height: picture.height)
    }
    if random.chance(0.7) { spoilt = checkered(spoilt, using: &random) }
    let noise = random.chance(0.6) ? random.uniform(0, 9) : 0
    guard noise > 0 else { return spoilt }
    for index in spoilt.pixels.indices {
      // The mean of three even numbers is near enough to a normal one.
      let push = (random.uniform(-1, 1) + random.uniform(-1, 1) + random.uniform(-1, 1)) * noise
      spoilt.pixels[index] = UInt8(min(max(Double(spoilt.pixels[index]) + push, 0), 255))
    }
    return spoilt
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

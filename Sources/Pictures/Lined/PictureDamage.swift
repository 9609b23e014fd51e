/// What happens to a picture between a thing and a file: light from one side, a weak contrast, unsharpness, grain.
/// Lines stay where they are.
package struct PictureDamage: Sendable {
  /// Deviation of the grain in levels of 255; each channel has its own.
  package var grain = 0.0
  /// The picture was this much smaller in between, 0…1.
  package var sharpness = 1.0
  /// Contrast about the middle grey, and what is added after, in levels.
  package var contrast = 1.0
  package var brightness = 0.0
  /// Light at the right and lower border relative to the left and upper one, less 1.
  package var slope = Point(0, 0)
  package var smear = Smear.none
  private var grainSeed: UInt64 = 0

  /// What is done to a picture and its grain together.
  package enum Smear: Equatable, Sendable {
    case none
    /// The picture was this much smaller in between, 0…1.
    case blurred(Double)
    /// Each place takes the brightest level of the square that reaches so many pixels beyond it.
    case dilated(Int)
  }

  package init(grain: Double = 0, sharpness: Double = 1, smear: Smear = .none, grainSeed: UInt64 = 0) {
    self.grain = grain
    self.sharpness = sharpness
    self.smear = smear
    self.grainSeed = grainSeed
  }

  /// Damage as it comes: half of the pictures have grain or are unsharp, and all sorts of light.
  ///
  /// - Parameter smears: whether two in five are then blurred or dilated, grain and all.
  package init(using random: inout SeededGenerator, smears: Bool = false) {
    if random.chance(0.5) { grain = random.uniform(0, 32) }
    if random.chance(0.4) { sharpness = random.uniform(0.3, 1) }
    if random.chance(0.6) {
      contrast = random.uniform(0.5, 1.15)
      brightness = random.uniform(-40, 40)
    }
    if random.chance(0.4) { slope = Point(random.uniform(-0.6, 0.6), random.uniform(-0.6, 0.6)) }
    grainSeed = random.next()
    if smears && random.chance(0.4) {
      smear = random.chance(0.7) ? .blurred(random.uniform(0.3, 0.8)) : .dilated(1)
    }
  }

  package func applied(to picture: Image) -> Image {
    var image = picture
    let (width, height) = (image.width, image.height)
    if sharpness < 0.98 { image = image.blurred(to: sharpness) }
    var random = SeededGenerator(seed: grainSeed)
    for y in 0..<height {
      for x in 0..<width {
        let light =
          1 + slope.x * (Double(x) / Double(width) - 0.5) + slope.y * (Double(y) / Double(height) - 0.5)
        for channel in 0..<3 {
          let index = (y * width + x) * 3 + channel
          var level = ((Double(image.pixels[index]) - 128) * contrast + 128 + brightness) * light
          if grain > 0 { level += Self.grain(&random) * grain }
          image.pixels[index] = UInt8(min(max(level + 0.5, 0), 255))
        }
      }
    }
    switch smear {
    case .none: return image
    case .blurred(let share): return image.blurred(to: share)
    case .dilated(let reach): return image.dilated(reach: reach)
    }
  }

  /// Nearly normal with deviation 1: the sum of four uniform numbers, taken from one random word.
  private static func grain(_ random: inout SeededGenerator) -> Double {
    let word = random.next()
    let sum = (word & 0xFFFF) + (word >> 16 & 0xFFFF) + (word >> 32 & 0xFFFF) + (word >> 48)
    // Four uniform numbers have a variance of 4/12.
    return (Double(sum) / 65536 - 2) * 1.732_050_8
  }
}

extension Image {
  /// Made this much smaller and as large again.
  fileprivate func blurred(to share: Double) -> Image {
    scaled(width: max(1, Int(Double(width) * share)), height: max(1, Int(Double(height) * share)))
      .scaled(width: width, height: height)
  }

  /// The brightest level of each channel within so many pixels in either direction.
  fileprivate func dilated(reach: Int) -> Image {
    var result = self
    for y in 0..<height {
      for x in 0..<width {
        for channel in 0..<3 {
          var brightest: UInt8 = 0
          for ny in max(0, y - reach)...min(height - 1, y + reach) {
            for nx in max(0, x - reach)...min(width - 1, x + reach) {
              brightest = max(brightest, pixels[(ny * width + nx) * 3 + channel])
            }
          }
          result.pixels[(y * width + x) * 3 + channel] = brightest
        }
      }
    }
    return result
  }
}

/// What befalls a picture on its way to a small file: unsharpness, a smaller size, grain, and JPEG's compression, in this
/// order (the first order of Wang et al. 2021, "Real-ESRGAN", section 3.1).
package struct PictureDegradation: Hashable, Sendable {
  /// Deviation of the blur before the picture is made smaller, in its own pixels.
  package var blur = 0.0
  /// How it is made smaller.
  package var filter = ResamplingFilter.bicubic
  /// Deviation of the grain in levels of 255.
  package var grain = 0.0
  /// Of JPEG, 0…100; nil for no compression.
  package var quality: Int?
  private var grainSeed: UInt64 = 0

  package init(filter: ResamplingFilter = .bicubic) { self.filter = filter }

  /// Share of pictures that are only made smaller, so that good ones are not smoothed.
  private static let shareClean = 0.3

  /// Damage as it comes, and sometimes none.
  ///
  /// - Parameter factor: how many times smaller the picture is going to be.
  package static func anyOrNone(factor: Int, using random: inout SeededGenerator) -> PictureDegradation {
    random.chance(shareClean) ? PictureDegradation(filter: anyFilter(&random)) : some(factor: factor, using: &random)
  }

  /// Damage as it comes.
  ///
  /// - Parameter factor: how many times smaller the picture is going to be.
  package static func some(factor: Int, using random: inout SeededGenerator) -> PictureDegradation {
    var damage = PictureDegradation(filter: anyFilter(&random))
    if random.chance(0.6) { damage.blur = random.uniform(0.1, 0.6) * Double(factor) }
    if random.chance(0.6) { damage.grain = random.uniform(1, 12) }
    if random.chance(0.7) { damage.quality = Int(random.uniform(40, 96)) }
    damage.grainSeed = random.next()
    return damage
  }

  private static func anyFilter(_ random: inout SeededGenerator) -> ResamplingFilter {
    ResamplingFilter.allCases[random.index(weights: [0.3, 0.2, 0.3, 0.2])]
  }

  /// What is left of a picture at a `factor`th of its side, which divides it.
  package func applied(to picture: Image, factor: Int) -> Image {
    precondition(picture.width % factor == 0 && picture.height % factor == 0, "\(picture.width)×\(picture.height)")
    var small = (blur > 0 ? picture.blurred(deviation: blur) : picture)
      .resampled(width: picture.width / factor, height: picture.height / factor, by: filter)
    if grain > 0 { small = PictureDamage(grain: grain, grainSeed: grainSeed).applied(to: small) }
    guard let quality else { return small }
    // A machine without a writer of JPEG leaves the picture as it is.
    guard let file = try? small.jpegData(quality: quality), let read = try? Image(data: file) else { return small }
    return read
  }
}

import Glibc

/// Pictures of a thing as a classifier shall know it: in any size, place, hue and light, on any ground, drawn or
/// painted, sharp or blurred, and partly hidden. What is left in common is its form.
package enum RecognisableView {
  /// A cut-out thing on a ground of its own.
  package static func picture(of thing: Cutout, size: Int, using random: inout SeededGenerator) -> Image {
    let scale = random.uniform(0.56, 1.04)
    let slack = max(0, 1 - scale) * 0.45
    let middle = Point(0.5 + random.uniform(-slack, slack), 0.5 + random.uniform(-slack, slack))
    let warp = PictureWarp(scale: scale, middle: middle, using: &random)
    var thing = thing.warped(warp, size: size)
    if random.chance(0.75) { thing = thing.hueTurned(by: random.uniform(0, 2 * .pi)) }
    thing = thing.withTones(using: &random)
    if random.chance(0.3) { thing = thing.outlined(reach: size >= 96 ? 2 : 1) }
    let scene = CairoSurface(width: size, height: size)
    Scene.any(using: &random).paint(
      on: scene, hue: random.chance(0.5) ? Figure.anyColour(using: &random) : nil)
    let sheet = UInt8(random.uniform(225, 255))
    let ground =
      random.chance(0.3) ? Image(width: size, height: size, red: sheet, green: sheet, blue: sheet) : scene.image()
    return spoilt(thing.over(ground), using: &random)
  }

  /// A drawn thing, which brings its scene along.
  package static func picture(of kind: DrawnKind, size: Int, using random: inout SeededGenerator) -> Image {
    let image = kind.draw(size: size, using: &random)
    let full = Image(width: size, height: size)
    var thing = Cutout(colours: image, coverage: full)
    if random.chance(0.75) { thing = thing.hueTurned(by: random.uniform(0, 2 * .pi)) }
    return spoilt(thing.withTones(using: &random).colours, using: &random)
  }

  /// What lenses, painters and networks do to a picture.
  private static func spoilt(_ picture: Image, using random: inout SeededGenerator) -> Image {
    var picture = picture
    if random.chance(0.3) { picture = blotched(picture, using: &random) }
    if random.chance(0.3) {
      let side = max(8, Int(Double(picture.width) * random.uniform(0.5, 0.9)))
      picture = picture.scaled(width: side, height: side).scaled(width: picture.width, height: picture.height)
    }
    if random.chance(0.2) {
      let deviation = random.uniform(2, 9)
      for index in picture.pixels.indices {
        picture.pixels[index] = level(Double(picture.pixels[index]) + deviation * random.normal())
      }
    }
    if random.chance(0.2) { hide(&picture, using: &random) }
    return picture
  }

  /// Soft patches of other colours, as networks paint large areas.
  private static func blotched(_ picture: Image, using random: inout SeededGenerator) -> Image {
    let patches = 4
    let reach = random.uniform(8, 40)
    var coarse = Image(width: patches, height: patches)
    for index in coarse.pixels.indices { coarse.pixels[index] = level(128 + reach * random.normal()) }
    let field = coarse.scaled(width: picture.width, height: picture.height)
    var result = picture
    for index in result.pixels.indices {
      result.pixels[index] = level(Double(picture.pixels[index]) + Double(field.pixels[index]) - 128)
    }
    return result
  }

  /// A rectangle of one colour over a part (Zhong et al. 2020, "Random erasing").
  private static func hide(_ picture: inout Image, using random: inout SeededGenerator) {
    let side = picture.width
    let width = Int(Double(side) * random.uniform(0.12, 0.36))
    let height = Int(Double(side) * random.uniform(0.12, 0.36))
    let left = Int(random.uniform(0, Double(side - width)))
    let top = Int(random.uniform(0, Double(side - height)))
    let colour = (0..<3).map { _ in UInt8(random.uniform(0, 255)) }
    for y in top..<(top + height) {
      for x in left..<(left + width) {
        for channel in 0..<3 { picture.pixels[(y * side + x) * 3 + channel] = colour[channel] }
      }
    }
  }

  fileprivate static func level(_ value: Double) -> UInt8 { UInt8(min(max(value, 0), 255)) }
}

extension Cutout {
  /// With another strength of colour, contrast and light.
  fileprivate func withTones(using random: inout SeededGenerator) -> Cutout {
    let strength = random.chance(0.12) ? 0 : random.uniform(0.5, 1.4)
    let contrast = random.uniform(0.65, 1.25)
    let light = random.uniform(-40, 40)
    return repainted { red, green, blue, coverage in
      let grey = 0.299 * red + 0.587 * green + 0.114 * blue
      func toned(_ value: Double) -> Double {
        (grey + (value - grey) * strength - 128 * coverage) * contrast + (128 + light) * coverage
      }
      return (toned(red), toned(green), toned(blue))
    }
  }

  /// With a dark line along the edge of what it covers, as in drawings.
  fileprivate func outlined(reach: Int) -> Cutout {
    let side = coverage.width
    var result = self
    for y in 0..<side {
      for x in 0..<side where coverage.pixels[(y * side + x) * 3] > 100 {
        let rows = max(0, y - reach)...min(side - 1, y + reach)
        let columns = max(0, x - reach)...min(side - 1, x + reach)
        let isEdge = rows.contains { row in columns.contains { coverage.pixels[(row * side + $0) * 3] < 60 } }
        if isEdge { result.darken(y * side + x) }
      }
    }
    return result
  }
}

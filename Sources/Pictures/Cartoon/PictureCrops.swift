import Glibc

/// Endless parts of a set's pictures, each in ever new sizes and places, mirrored or not. The arguments alone decide
/// each.
package struct PictureCrops: Sendable {
  /// What is changed besides size and place.
  package enum Kind: Sendable {
    /// Nothing: a picture is shown as somebody drew it. White paper around it gets a colour, since cartoons have
    /// backgrounds.
    case drawing
    /// Its light is evened, as a photograph's is before a network reads it.
    case photograph
  }

  private let set: PictureSet
  private let kind: Kind
  private let indices: [Int]

  /// Number of pictures that parts are made of.
  package var count: Int { indices.count }

  /// Of a photograph before a network reads it, see `Image.evenlyLit`.
  package static let evening = 0.45

  package init(_ set: PictureSet, _ kind: Kind, part: PicturePairs.Part = .training) {
    self.set = set
    self.kind = kind
    indices = part.indices(of: set.count)
  }

  /// A part of a picture as a network shall read it, and as it was before anything befell it: the same for drawings.
  package func part(seed: UInt64, step: Int, index: Int, size: Int) -> (read: Image, clean: Image) {
    var random = SeededGenerator(seed: seed, step, index)
    var whole = set.image(indices[Int(random.next() % UInt64(indices.count))])
    if case .drawing = kind, random.chance(0.75) { whole = whole.withPaper(Self.paper(using: &random)) }
    let side = max(8, Int(Double(whole.width) * random.uniform(0.45, 1)))
    let x = Int(random.next() % UInt64(whole.width - side + 1))
    let y = Int(random.next() % UInt64(whole.height - side + 1))
    var part = whole.cropped(x: x, y: y, width: side, height: side).scaled(width: size, height: size)
    if random.chance(0.5) { part = part.flippedHorizontally }
    guard case .photograph = kind else { return (part, part) }
    let shadowed = random.chance(0.5) ? part.shadowed(using: &random) : part
    return (shadowed.evenlyLit(strength: Self.evening), part.evenlyLit(strength: Self.evening))
  }

  private static func paper(using random: inout SeededGenerator) -> Colour {
    Colour(hue: random.uniform(0, 1), saturation: random.uniform(0.1, 0.75), brightness: random.uniform(0.55, 1))
  }
}

extension Image {
  /// With another colour wherever white paper reaches in from the border.
  fileprivate func withPaper(_ colour: Colour) -> Image {
    var ink = BinaryMask(width: width, height: height)
    for index in ink.bits.indices {
      ink.bits[index] = (0..<3).contains { pixels[index * 3 + $0] < 244 }
    }
    var seen = ink.bits
    var paper: [Int] = []
    for x in 0..<width {
      for start in [x, (height - 1) * width + x] { paper += ink.flood(from: start, seen: &seen) { !ink.bits[$0] } }
    }
    for y in 0..<height {
      for start in [y * width, y * width + width - 1] {
        paper += ink.flood(from: start, seen: &seen) { !ink.bits[$0] }
      }
    }
    let levels = [colour.red, colour.green, colour.blue].map { UInt8(min(max($0, 0), 1) * 255 + 0.5) }
    var result = self
    for index in paper {
      for channel in 0..<3 { result.pixels[index * 3 + channel] = levels[channel] }
    }
    return result
  }

  /// With a hard shadow over one side, as of a window frame or a hat, and another contrast.
  package func shadowed(using random: inout SeededGenerator) -> Image {
    let angle = random.uniform(0, 2 * Double.pi)
    let place = Point(random.uniform(0.25, 0.75), random.uniform(0.25, 0.75))
    let dark = random.uniform(0.35, 0.8)
    let softness = random.uniform(0.005, 0.08)
    let gamma = random.uniform(0.75, 1.4)
    let table = (0...255).map { pow(Double($0) / 255, gamma) * 255 }
    var result = self
    for y in 0..<height {
      for x in 0..<width {
        let p = Point(Double(x) / Double(width), Double(y) / Double(height)) - place
        let beyond = (p.x * cos(angle) + p.y * sin(angle)) / softness
        let light = dark + (1 - dark) / (1 + exp(min(max(beyond, -30), 30)))
        for channel in 0..<3 {
          let index = (y * width + x) * 3 + channel
          result.pixels[index] = UInt8(min(max(table[Int(pixels[index])] * light + 0.5, 0), 255))
        }
      }
    }
    return result
  }
}

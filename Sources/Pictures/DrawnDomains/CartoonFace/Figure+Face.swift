import Glibc

extension Figure {
  private static let skins = [
    Colour(1, 0.86, 0.74), Colour(0.96, 0.76, 0.60), Colour(0.82, 0.60, 0.43), Colour(0.62, 0.42, 0.30),
    Colour(0.44, 0.29, 0.22),
  ]

  /// A head with all that belongs to it.
  mutating func addFace() {
    let traits = FaceTraits(using: &random)
    var skin: Tone
    if isUsual {
      skin = Tone(base: traits.isPerson ? Self.skins[1] : Colour(1, 0.84, 0.22))
    } else if traits.isPerson && random.chance(0.8) {
      skin = chosenTone(Self.skins[Int(random.next() % UInt64(Self.skins.count))])
    } else {
      skin = tone(traits.isPerson ? Self.skins[1] : Colour(1, 0.84, 0.22), variety: 0.6)
    }
    // A ball is never as dark as its own features.
    if skin.isDark && !traits.isPerson { skin.base = skin.base.lighter(0.55) }
    let hairTone = tone(Colour(0.42, 0.26, 0.17))
    let head = Outline.superellipse(Point(0, 0), traits.width, 1, exponent: traits.squareness, count: 64).map {
      Point($0.x, $0.y > 0 ? $0.y * traits.chin : $0.y)
    }
    addBackHair(traits, hairTone)
    if traits.hasNeck {
      part(
        .body, Outline.rounded([Point(-0.3, 0.7), Point(0.3, 0.7), Point(0.34, 1.5), Point(-0.34, 1.5)], cut: 0.1), skin
      )
      part(
        .body,
        Outline.rounded([Point(-0.95, 1.75), Point(-0.55, 1.32), Point(0.55, 1.32), Point(0.95, 1.75)], cut: 0.14),
        tone(Colour(0.36, 0.62, 0.92)))
    }
    if traits.hasEars {
      for side in [-1.0, 1] {
        let ear = Point(side * (traits.width + 0.05), random.uniform(-0.1, 0.1))
        part(.ear, Outline.ellipse(ear, 0.16 * uneven(0.15), 0.22 * uneven(0.15)), skin)
        if !skin.isDark {
          glow(Outline.ellipse(ear, 0.09, 0.13), Colour(0.9, 0.4, 0.35), 0.4)
        }
      }
    }
    part(.head, head, skin)
    for side in [-1.0, 1] {
      let cheek = Outline.ellipse(Point(side * traits.width * 0.58, 0.2), 0.24, 0.18)
      glow(cheek, Colour(1, 0.36, 0.36), 0.45, clip: head)
    }
    if traits.hasBeard { addBeard(traits, hairTone, head) }
    addMouth(traits)
    addEyes(traits)
    if traits.hasNose { addNose(traits, skin) }
    addFrontHair(traits, hairTone, head)
    if traits.hasHat { addHat(traits) }
    glow(Outline.ellipse(Point(-0.35, -0.5), 0.3, 0.24), .white, 0.35, clip: head)
  }

  /// A colour that no line tells, taken from a choice.
  private mutating func chosenTone(_ colour: Colour) -> Tone {
    var tone = tone(colour, variety: 1)
    tone.base = colour
    return tone
  }

  private mutating func addEyes(_ traits: FaceTraits) {
    let dark = Colour(0.17, 0.12, 0.15)
    for side in [-1.0, 1] {
      let size = traits.eyeSize * uneven(0.12)
      let centre = Point(side * traits.eyeDistance, traits.eyeHeight + random.normal() * 0.02)
      switch traits.eyes {
      case .dots:
        part(.eye, Outline.ellipse(centre, size * 0.5, size * 0.55, count: 20), Tone(base: dark))
        spot(Outline.ellipse(centre + Point(-size * 0.14, -size * 0.18), size * 0.14, size * 0.14, count: 10), .white)
      case .ovals:
        part(.eye, Outline.ellipse(centre, size * 0.6, size * 1.1, count: 28), Tone(base: dark))
        art.shapes[art.shapes.count - 1].isDark = random.chance(0.3)
        spot(Outline.ellipse(centre + Point(-size * 0.18, -size * 0.4), size * 0.2, size * 0.26, count: 12), .white)
      case .lines:
        line(.eye, Outline.sides([centre - Point(0, size), centre + Point(0, size)]), dark, width: lineWidth * 2.2)
      case .open, .glasses:
        part(.eye, Outline.ellipse(centre, size * 1.1, size * 1.05, count: 30), Tone(base: Colour(1, 1, 1)))
        part(
          .pupil, Outline.ellipse(centre + Point(0, size * 0.1), size * 0.55, size * 0.6, count: 22), Tone(base: dark))
        spot(Outline.ellipse(centre + Point(-size * 0.2, -size * 0.15), size * 0.18, size * 0.18, count: 10), .white)
        if traits.eyes == .glasses {
          let rim = Outline.superellipse(centre, size * 1.75, size * 1.6, exponent: 2.6)
          line(.feature, rim + [rim[0]], Colour(0.25, 0.2, 0.35), width: lineWidth * 1.4)
        }
      case .closed:
        line(.eye, Outline.arc(centre, size, size * 0.8, from: .pi, to: 2 * .pi), dark, width: lineWidth * 1.6)
      }
      if traits.hasBrows {
        let y = traits.eyeHeight - traits.eyeSize * 2.2
        line(
          .feature,
          Outline.arc(
            Point(side * traits.eyeDistance, y + 0.08), traits.eyeSize * 1.3, 0.12, from: .pi * 1.15, to: .pi * 1.85),
          dark, width: lineWidth * 1.6)
      }
    }
  }

  private mutating func addMouth(_ traits: FaceTraits) {
    let dark = Colour(0.36, 0.12, 0.14)
    let place = Point(random.normal() * 0.03, traits.mouthHeight)
    let w = traits.mouthWidth
    switch traits.mouth {
    case .smile:
      line(
        .mouth, Outline.arc(place - Point(0, w * 0.35), w, w * random.uniform(0.5, 0.95), from: 0.15, to: .pi - 0.15),
        dark, width: lineWidth * 1.3)
    case .flat:
      line(.mouth, Outline.sides([place - Point(w, 0), place + Point(w, 0)]), dark, width: lineWidth * 1.3)
    case .openSmile, .teeth, .tongue:
      let lips = Outline.polygon(Outline.arc(place - Point(0, w * 0.3), w, w * 0.85, from: 0, to: .pi))
      part(.mouth, lips, Tone(base: Colour(0.55, 0.14, 0.2)))
      art.shapes[art.shapes.count - 1].isDark = false
      if traits.mouth == .teeth {
        let y = place.y - w * 0.3
        spot(
          [
            Point(place.x - w * 0.94, y), Point(place.x + w * 0.94, y), Point(place.x + w * 0.8, y + w * 0.26),
            Point(place.x - w * 0.8, y + w * 0.26),
          ], .white, clip: lips)
        for x in [-0.5, 0, 0.5] {
          line(
            .detail, [Point(place.x + x * w, y), Point(place.x + x * w, y + w * 0.26)], dark, width: lineWidth * 0.7)
        }
      } else if traits.mouth == .tongue {
        part(
          .detail, Outline.ellipse(place + Point(0, w * 0.42), w * 0.36, w * 0.28, count: 26),
          Tone(base: Colour(0.98, 0.48, 0.52)))
      } else {
        spot(
          Outline.ellipse(place + Point(0, w * 0.4), w * 0.42, w * 0.22, count: 20), Colour(0.96, 0.45, 0.48),
          clip: lips)
      }
    case .round:
      part(.mouth, Outline.ellipse(place, w * 0.34, w * 0.4, count: 26), Tone(base: Colour(0.5, 0.14, 0.18)))
    }
  }

  private mutating func addNose(_ traits: FaceTraits, _ skin: Tone) {
    let dark = skin.base.darker(0.5)
    let y = (traits.eyeHeight + traits.mouthHeight) * 0.5 - 0.02
    switch random.index(weights: [0.35, 0.3, 0.2, 0.15]) {
    case 0: line(.nose, Outline.arc(Point(0, y), 0.1, 0.1, from: -0.3, to: .pi + 0.3), dark)
    case 1:
      line(.nose, Outline.sides([Point(0.02, y - 0.26), Point(-0.1, y + 0.06), Point(0.08, y + 0.08)]), dark)
    case 2: part(.nose, Outline.ellipse(Point(0, y), 0.11, 0.1, count: 24), Tone(base: skin.base.darker(0.1)))
    default: line(.nose, Outline.sides([Point(0, y - 0.16), Point(0, y + 0.08)]), dark)
    }
    art.shapes[art.shapes.count - 1].isDark = false
  }
}

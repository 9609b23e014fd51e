import Glibc

extension Figure {
  /// A robot of boxes.
  mutating func addRobot() {
    let metal = tone(Colour(0.62, 0.72, 0.84))
    let trim = tone(Colour(0.98, 0.66, 0.2), variety: 0.5)
    let headWidth = random.uniform(0.32, 0.5)
    let bodyWidth = random.uniform(0.4, 0.6)
    for side in [-1.0, 1] {
      let hip = side * bodyWidth * 0.55
      part(.leg, Outline.box(Point(hip - 0.11, 0.55), Point(hip + 0.11, 1.05), cut: 0.06), metal)
      let hand = random.uniform(0.1, 0.55)
      part(
        .arm, Outline.limb(from: Point(side * bodyWidth, -0.05), to: Point(side * (bodyWidth + 0.35), hand), 0.1, 0.1),
        metal)
    }
    part(.body, Outline.box(Point(-bodyWidth, -0.2), Point(bodyWidth, 0.62), cut: random.uniform(0.02, 0.12)), metal)
    part(
      .feature, Outline.box(Point(-bodyWidth * 0.5, 0), Point(bodyWidth * 0.5, 0.3), cut: 0.08), trim,
      isSketched: random.chance(0.6))
    if random.chance(0.6) {
      line(.feature, Outline.sides([Point(0, -0.9), Point(0, -1.2)]), metal.base.darker(0.5))
      part(.feature, Outline.ellipse(Point(0, -1.24), 0.08, 0.08, count: 22), Tone(base: Colour(0.96, 0.28, 0.3)))
    }
    part(.head, Outline.box(Point(-headWidth, -0.9), Point(headWidth, -0.22), cut: random.uniform(0.03, 0.14)), metal)
    for side in [-1.0, 1] {
      part(
        .eye, Outline.ellipse(Point(side * headWidth * 0.45, -0.64), 0.1, 0.1, count: 22),
        Tone(base: Colour(0.45, 0.95, 1)))
    }
    part(
      .mouth, Outline.box(Point(-headWidth * 0.5, -0.44), Point(headWidth * 0.5, -0.34), cut: 0.06),
      Tone(base: Colour(0.25, 0.28, 0.36)))
  }

  /// A knight or an adventurer, with or without sword and shield.
  mutating func addHero() {
    let cloth = tone(Colour(0.27, 0.48, 0.90))
    let isKnight = random.chance(0.5)
    let skin = Tone(base: Colour(1, 0.84, 0.7))
    let steel = tone(Colour(0.74, 0.80, 0.88), variety: 0.4)
    let headSize = random.uniform(0.34, 0.46)
    for side in [-1.0, 1] {
      part(
        .leg, Outline.limb(from: Point(side * 0.16, 0.5), to: Point(side * 0.2, 0.98), 0.12, 0.11),
        isKnight ? steel : Tone(base: Colour(0.45, 0.32, 0.24)))
    }
    let swordSide = random.sign()
    if random.chance(0.5) {
      let hand = Point(swordSide * 0.68, 0.16)
      part(
        .prop,
        Outline.polygon([
          hand + Point(-0.06, 0), hand + Point(-0.06, -0.8), hand + Point(0, -0.95), hand + Point(0.06, -0.8),
          hand + Point(0.06, 0),
        ]), Tone(base: Colour(0.86, 0.91, 0.97)))
      part(
        .prop, Outline.box(hand + Point(-0.17, -0.06), hand + Point(0.17, 0.04), cut: 0.08),
        Tone(base: Colour(0.98, 0.76, 0.22)))
    }
    for side in [-1.0, 1] {
      let hand =
        side == swordSide ? Point(side * 0.66, 0.18) : Point(side * random.uniform(0.5, 0.7), random.uniform(0.1, 0.45))
      part(.arm, Outline.limb(from: Point(side * 0.26, -0.02), to: hand, 0.11, 0.1), isKnight ? steel : cloth)
    }
    part(
      .body,
      Outline.rounded([Point(-0.32, -0.16), Point(0.32, -0.16), Point(0.36, 0.62), Point(-0.36, 0.62)], cut: 0.12),
      cloth)
    let head = Point(0, -0.5)
    if isKnight {
      if random.chance(0.5) {
        part(
          .prop,
          Outline.closedSpline([
            head + Point(0, -headSize * 0.9), head + Point(0.16, -headSize * 1.5), head + Point(0.42, -headSize * 1.2),
            head + Point(0.2, -headSize * 0.95),
          ]),
          tone(Colour(0.93, 0.25, 0.3), variety: 0.4))
      }
      part(.head, Outline.superellipse(head, headSize * 0.92, headSize, exponent: 2.8), steel)
      part(
        .feature,
        Outline.box(
          head + Point(-headSize * 0.62, -headSize * 0.22), head + Point(headSize * 0.62, headSize * 0.12), cut: 0.12),
        Tone(base: Colour(0.2, 0.2, 0.26)))
      art.shapes[art.shapes.count - 1].isDark = false
      for side in [-1.0, 1] {
        spot(Outline.ellipse(head + Point(side * headSize * 0.26, -headSize * 0.05), 0.045, 0.05, count: 14), .white)
      }
    } else {
      let hair = tone(Colour(0.45, 0.27, 0.16))
      part(.head, Outline.ellipse(head, headSize * 0.95, headSize), skin)
      addFeatures(at: head + Point(0, headSize * 0.1), width: headSize, height: headSize)
      part(
        .feature,
        Outline.polygon(
          Outline.arc(head + Point(0, -headSize * 0.1), headSize, headSize * 1.02, from: .pi, to: 2 * .pi)
            + [
              head + Point(headSize * 0.5, -headSize * 0.35), head + Point(0, -headSize * 0.15),
              head + Point(-headSize * 0.5, -headSize * 0.4),
            ]),
        hair)
    }
    if random.chance(0.3) {
      let centre = Point(-swordSide * 0.58, 0.3)
      part(
        .prop,
        Outline.rounded(
          [
            centre + Point(-0.26, -0.28), centre + Point(0.26, -0.28), centre + Point(0.22, 0.12),
            centre + Point(0, 0.36), centre + Point(-0.22, 0.12),
          ], cut: 0.08),
        tone(Colour(0.92, 0.28, 0.28), variety: 0.4))
    }
  }

  /// A slime or a little monster: a blob with eyes, perhaps horns.
  mutating func addSlime() {
    let jelly = tone(Colour(0.42, 0.80, 0.95))
    let width = random.uniform(0.7, 1)
    if random.chance(0.4) {
      for side in [-1.0, 1] {
        part(
          .ear, Outline.polygon([Point(side * 0.2, -0.5), Point(side * 0.5, -1), Point(side * 0.55, -0.3)]),
          Tone(base: Colour(0.98, 0.9, 0.7)))
      }
    }
    let body = Outline.closedSpline([
      Point(0, -0.72 * uneven()), Point(width * 0.62, -0.4), Point(width, 0.3), Point(width * 0.8, 0.62),
      Point(0, 0.66),
      Point(-width * 0.8, 0.62), Point(-width, 0.3), Point(-width * 0.62, -0.4),
    ])
    part(.head, body, jelly)
    glow(Outline.ellipse(Point(-0.3, -0.25), 0.25, 0.2), .white, 0.6, clip: body)
    if random.chance(0.3) {
      part(.eye, Outline.ellipse(Point(0, -0.05), 0.25, 0.25), Tone(base: .white))
      part(.pupil, Outline.ellipse(Point(0, -0.02), 0.12, 0.13, count: 24), Tone(base: Colour(0.15, 0.12, 0.2)))
      line(
        .mouth, Outline.arc(Point(0, 0.28), 0.25, 0.14, from: 0.2, to: .pi - 0.2), Colour(0.2, 0.12, 0.2),
        width: lineWidth * 1.2)
    } else {
      addFeatures(at: Point(0, 0), width: 0.7, height: 0.6)
    }
  }
}

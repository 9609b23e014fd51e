import Glibc

extension Figure {
  /// A teddy bear: round head, round ears, a belly, paws.
  mutating func addBear() {
    let fur = tone(Colour(0.80, 0.55, 0.32))
    let pale = Tone(base: fur.base.lighter(0.5))
    let headWidth = random.uniform(0.42, 0.62)
    let headHeight = random.uniform(0.38, 0.55)
    let bodyWidth = random.uniform(0.36, 0.6)
    let bodyHeight = random.uniform(0.5, 0.72)
    let head = Point(0, -0.62)
    let body = Point(0, -0.62 + headHeight * 0.9 + bodyHeight * 0.92)
    let isThin = random.chance(0.12)
    for side in [-1.0, 1] {
      let hip = body + Point(side * bodyWidth * 0.55, bodyHeight * 0.7)
      let foot = hip + Point(side * random.uniform(0.1, 0.45), random.uniform(0.25, 0.5))
      let r = isThin ? 0.05 : random.uniform(0.13, 0.2)
      part(.leg, Outline.limb(from: hip, to: foot, r, r * random.uniform(1, 1.3)), fur)
      let shoulder = body + Point(side * bodyWidth * 0.8, -bodyHeight * 0.55)
      let hand = shoulder + Point(side * random.uniform(0.25, 0.55), random.uniform(-0.3, 0.4))
      let a = isThin ? 0.05 : random.uniform(0.11, 0.17)
      part(.arm, Outline.limb(from: shoulder, to: hand, a, a * random.uniform(0.9, 1.3)), fur)
    }
    part(.body, Outline.superellipse(body, bodyWidth, bodyHeight, exponent: random.uniform(1.9, 2.8)), fur)
    let hasBelly = random.chance(0.35)
    part(
      .feature, Outline.ellipse(body + Point(0, 0.06), bodyWidth * 0.55, bodyHeight * 0.58), pale, isSketched: hasBelly)
    let isPointed = random.chance(0.15)
    for side in [-1.0, 1] {
      let ear = head + Point(side * headWidth * random.uniform(0.66, 0.86), -headHeight * random.uniform(0.7, 0.92))
      let r = headWidth * random.uniform(0.28, 0.42)
      let outline =
        isPointed
        ? Outline.rounded([ear + Point(-r, r), ear + Point(0, -r * 1.3), ear + Point(r, r)], cut: 0.08)
        : Outline.ellipse(ear, r, r * uneven(0.1))
      part(.ear, outline, fur)
      glow(Outline.ellipse(ear + Point(0, r * 0.1), r * 0.6, r * 0.6), Colour(0.98, 0.62, 0.6), 0.55)
    }
    part(
      .head, Outline.superellipse(head, headWidth, headHeight, exponent: random.uniform(1.9, 2.8)), fur)
    let hasMuzzle = random.chance(0.3)
    let muzzle = head + Point(0, headHeight * 0.35)
    part(
      .feature, Outline.ellipse(muzzle, headWidth * 0.42, headHeight * 0.36), pale, isSketched: hasMuzzle)
    addFeatures(at: head, width: headWidth, height: headHeight)
    part(
      .nose, Outline.ellipse(muzzle - Point(0, headHeight * 0.14), headWidth * 0.14, headHeight * 0.1, count: 24),
      Tone(base: Colour(0.22, 0.14, 0.13)))
    if random.chance(0.2) {
      let neck = Point(0, head.y + headHeight * 1.02)
      for side in [-1.0, 1] {
        part(
          .clothing,
          Outline.rounded([neck, neck + Point(side * 0.26, -0.14), neck + Point(side * 0.26, 0.14)], cut: 0.12),
          tone(Colour(0.92, 0.25, 0.3), variety: 0.3))
      }
    }
  }

  /// Eyes and a mouth in a small head.
  mutating func addFeatures(at head: Point, width: Double, height: Double) {
    let dark = Colour(0.17, 0.11, 0.12)
    let eyeSize = width * random.uniform(0.1, 0.2)
    let isOpen = random.chance(0.25)
    for side in [-1.0, 1] {
      let eye = head + Point(side * width * random.uniform(0.34, 0.44), -height * random.uniform(0.02, 0.25))
      if isOpen {
        part(.eye, Outline.ellipse(eye, eyeSize * 1.2, eyeSize * 1.2, count: 24), Tone(base: .white))
      }
      part(
        isOpen ? .pupil : .eye, Outline.ellipse(eye, eyeSize * 0.7, eyeSize * 0.8, count: 20), Tone(base: dark))
      spot(
        Outline.ellipse(eye + Point(-eyeSize * 0.2, -eyeSize * 0.25), eyeSize * 0.22, eyeSize * 0.22, count: 10), .white
      )
    }
    let mouth = head + Point(0, height * 0.42)
    line(
      .mouth, Outline.arc(mouth, width * 0.26, height * 0.2, from: 0.2, to: .pi - 0.2, count: 14), dark,
      width: lineWidth * 1.1)
  }
}

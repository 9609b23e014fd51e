extension PandaFigure {
  /// Walking: the body goes to the right of the head, on four legs.
  mutating func addWalkingBody() {
    let length = random.uniform(1.25, 1.75)
    let height = random.uniform(0.72, 0.95)
    let middle = Point(length * 0.92, traits.head.y * random.uniform(0.35, 0.6))
    let body = Outline.superellipse(middle, length, height, exponent: random.uniform(2, 2.8))
    let limb = traits.limb * 1.1
    let floor = middle.y + height + random.uniform(0.35, 0.7)
    let front = middle.x - length * 0.55
    let back = middle.x + length * 0.6
    // The far legs first, a little higher and darker.
    for x in [front + 0.42, back - 0.42] {
      add(
        .leg,
        Outline.limb(
          from: Point(x, middle.y + height * 0.3), to: Point(x + random.uniform(-0.15, 0.15), floor - 0.12), limb,
          limb * 0.85), .dark)
    }
    add(.tail, Outline.ellipse(Point(middle.x + length * 0.98, middle.y - height * 0.25), 0.17, 0.15), .fur)
    add(.body, body, .fur)
    glow(
      Outline.ellipse(Point(middle.x + 0.1, middle.y - height * 0.55), length * 0.6, height * 0.3), .white, 0.6,
      clip: body)
    glow(
      Outline.ellipse(Point(middle.x, middle.y + height), length * 0.9, height * 0.5), Colour(0.4, 0.38, 0.58), 0.34,
      clip: body)
    let yoke = Outline.ellipse(Point(front + 0.05, middle.y), length * random.uniform(0.26, 0.36), height * 1.3)
    art.shapes.append(
      ArtShape(
        role: .detail, outline: yoke, paint: palette.darkPaint, clip: body, isSketched: random.chance(0.25),
        isDark: true))
    if palette.isFurSurprising { art.surprises.append(Point(middle.x + length * 0.3, middle.y)) }
    for x in [front, back] {
      add(
        .leg,
        Outline.limb(
          from: Point(x, middle.y + height * 0.35), to: Point(x + random.uniform(-0.15, 0.15), floor), limb * 1.1,
          limb * uneven()), .dark)
    }
    if palette.isDarkSurprising { art.surprises.append(Point(back, floor - 0.2)) }
    addHead(at: Point(random.uniform(-0.15, 0.1), 0), turn: random.normal() * 0.08)
  }

  /// Lying on the belly, head to the front, arms forward.
  mutating func addLyingBody() {
    let rise = random.uniform(0.1, 0.5)
    let width = random.uniform(1.35, 1.9)
    let middle = Point(random.sign() * random.uniform(0.2, 0.6), traits.head.y - 0.55 - rise * 0.5)
    let height = 0.75 + rise * 0.5
    let body = Outline.superellipse(middle, width, height, exponent: random.uniform(2, 2.8))
    let limb = traits.limb * 1.15
    let floor = middle.y + height
    for side in [-1.0, 1] {
      add(.leg, Outline.ellipse(Point(middle.x + side * width * 0.86, floor - limb * 0.8), limb * 1.25, limb), .dark)
    }
    add(.body, body, .fur)
    glow(Outline.ellipse(Point(middle.x, middle.y - height * 0.5), width * 0.6, height * 0.3), .white, 0.6, clip: body)
    if palette.isFurSurprising { art.surprises.append(Point(middle.x + width * 0.6, middle.y)) }
    for side in [-1.0, 1] {
      let from = Point(side * traits.head.x * 0.7, traits.head.y * 0.55)
      let to = Point(side * traits.head.x * random.uniform(0.9, 1.25), floor - limb * 0.4)
      add(.arm, Outline.limb(from: from, to: to, limb, limb * uneven()), .dark)
    }
    if palette.isDarkSurprising { art.surprises.append(Point(traits.head.x, floor - limb * 0.6)) }
    addHead(at: Point(0, 0), turn: random.normal() * 0.1)
  }
}

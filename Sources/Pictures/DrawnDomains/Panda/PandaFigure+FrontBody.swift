extension PandaFigure {
  /// A panda seen from the front: sitting, standing, waving, or holding bamboo.
  mutating func addFrontBody() {
    let isSitting = traits.pose == .sitting || (traits.pose == .bamboo && random.chance(0.7))
    let neck = traits.chin * random.uniform(0.7, 0.92)
    let width = traits.bodyWidth
    let height = traits.bodyHeight * (isSitting ? 1 : 1.1)
    let middle = Point(random.normal() * 0.06, neck + height * 0.82)
    let torso = Outline.superellipse(
      middle, width, height, exponent: random.chance(0.7) ? random.uniform(2, 2.5) : random.uniform(2.5, 4)
    ).map { p in
      // Narrow shoulders, broad seat.
      Point(middle.x + (p.x - middle.x) * (0.92 + 0.13 * (p.y - middle.y) / height), p.y)
    }
    let limb = traits.limb
    let shoulder = middle.y - height * 0.5
    let floor = middle.y + height

    if !isSitting {
      for side in [-1.0, 1] {
        let hip = Point(middle.x + side * width * 0.48, middle.y + height * 0.6)
        let foot = Point(middle.x + side * width * random.uniform(0.45, 0.62), floor + random.uniform(0.1, 0.5))
        add(.leg, Outline.limb(from: hip, to: foot, limb * 1.15, limb * uneven()), .dark)
      }
    }
    add(.body, torso, traits.hasDarkBody ? .dark : .fur)
    // The dark yoke over the shoulders, and the belly's roundness.
    let yoke = Outline.ellipse(Point(middle.x, middle.y - height), width * 1.2, height * random.uniform(0.36, 0.5))
    art.shapes.append(
      ArtShape(
        role: .detail, outline: yoke, paint: palette.darkPaint, clip: torso, isSketched: random.chance(0.25),
        isDark: true))
    glow(
      Outline.ellipse(Point(middle.x - width * 0.1, middle.y + height * 0.1), width * 0.6, height * 0.45), .white,
      traits.hasDarkBody ? 0.12 : 0.5,
      clip: torso)
    if palette.isFurSurprising && !traits.hasDarkBody { art.surprises.append(Point(middle.x, middle.y + height * 0.3)) }

    if isSitting {
      for side in [-1.0, 1] {
        let foot = Point(middle.x + side * width * random.uniform(0.55, 0.85), floor - limb * random.uniform(0, 0.5))
        addFoot(at: foot, size: limb * random.uniform(1.1, 1.4) * uneven())
      }
    }
    let raised = traits.pose == .waving ? random.sign() : 0
    let holding = traits.pose == .bamboo ? random.sign() : 0
    if holding != 0 {
      addBambooStick(
        at: Point(middle.x + holding * width * 0.95, middle.y + height * 0.1), length: random.uniform(1.6, 2.6),
        lean: holding * random.uniform(-0.1, 0.35))
    }
    for side in [-1.0, 1] {
      let start = Point(middle.x + side * width * 0.76, shoulder)
      let reach = random.uniform(0.65, 0.95)
      let hand: Point
      if side == raised {
        hand = start + Point(side * reach * 0.85, -reach * random.uniform(0.3, 0.8))
      } else if side == holding {
        hand = Point(middle.x + side * width * 0.95, middle.y + height * 0.08)
      } else {
        // From the belly to stretched out like wings.
        let spread = random.chance(0.7) ? random.uniform(-0.25, 0.5) : random.uniform(0.5, 1)
        hand = start + Point(side * reach * spread, reach * (1 - 0.55 * max(0, spread)))
      }
      add(
        .arm,
        Outline.limb(from: start, to: hand, limb * 0.92, limb * 0.9 * uneven(), bend: side * random.uniform(-0.1, 0.1)),
        .dark)
    }
    if palette.isDarkSurprising { art.surprises.append(Point(middle.x + width * 0.66, shoulder + 0.1)) }
    glow(
      Outline.ellipse(Point(middle.x, neck + 0.05), traits.head.x * 0.85, 0.32), Colour(0.1, 0.08, 0.2), 0.4,
      clip: torso)
    if random.chance(isUsual ? 0.12 : 0.35) { addNeckwear(at: Point(middle.x, neck + 0.04), width: width * 0.62) }
    addHead(at: Point(0, 0), turn: random.normal() * 0.07)
  }

  /// A sole with pads, as a sitting bear shows it.
  private mutating func addFoot(at place: Point, size: Double) {
    add(.leg, Outline.ellipse(place, size, size * random.uniform(0.88, 1.1)), .dark)
    let pad = palette.dark.mixed(0.55, with: Colour(0.95, 0.66, 0.68))
    spot(Outline.ellipse(place + Point(0, size * 0.2), size * 0.46, size * 0.36), pad)
    for toe in [-1.0, 0, 1] {
      spot(
        Outline.ellipse(place + Point(toe * size * 0.42, -size * (toe == 0 ? 0.5 : 0.36)), size * 0.16, size * 0.17),
        pad
      )
    }
  }
}

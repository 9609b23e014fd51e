import Glibc

extension PandaFigure {
  /// A scarf or a bow under the chin.
  mutating func addNeckwear(at place: Point, width: Double) {
    if random.chance(0.5) {
      addBow(at: place + Point(0, 0.12), size: random.uniform(0.26, 0.4))
    } else {
      let tail = random.sign()
      add(
        .clothing,
        Outline.limb(
          from: place + Point(tail * width * 0.4, 0.1), to: place + Point(tail * width * 0.55, 0.75), 0.13, 0.17),
        .cloth)
      add(.clothing, Outline.superellipse(place + Point(0, 0.05), width, 0.2, exponent: 3), .cloth)
      if palette.isClothSurprising { art.surprises.append(place + Point(tail * width * 0.55, 0.6)) }
    }
  }

  /// A bow tie.
  mutating func addBow(at place: Point, size: Double) {
    for side in [-1.0, 1] {
      let wing = Outline.closedSpline(
        [(0.05, 0), (0.6, -0.55), (1.15, -0.5), (1.2, 0), (1.15, 0.5), (0.6, 0.55)].map { x, y in
          place + Point(side * x * size, y * size)
        }, perSpan: 5)
      add(.clothing, wing, .cloth)
    }
    add(.clothing, Outline.superellipse(place, size * 0.26, size * 0.3, exponent: 2.6, count: 24), .cloth)
    if palette.isClothSurprising { art.surprises.append(place + Point(size * 0.8, 0)) }
  }

  /// A stick of bamboo with leaves, upright but for `lean` (radians).
  mutating func addBambooStick(at place: Point, length: Double, lean: Double) {
    let way = Point(sin(lean), -cos(lean))
    let side = Point(-way.y, way.x)
    let radius = random.uniform(0.09, 0.14)
    let segments = 4
    for index in 0..<segments {
      let start = place + way * (length * (Double(index) / Double(segments) - 0.45))
      let end = place + way * (length * (Double(index + 1) / Double(segments) - 0.45) - 0.02)
      let centre = (start + end) * 0.5
      let outline = Outline.superellipse(Point(0, 0), radius, (end - start).length / 2, exponent: 5, count: 28).map {
        centre + side * $0.x + way * $0.y
      }
      add(.prop, outline, .leaf)
      if index > 0 && random.chance(0.75) {
        let sign = random.sign()
        let out = side * sign
        let root = start + out * radius
        let leaf = Outline.closedSpline([
          root, root + out * 0.22 + way * 0.2, root + out * 0.55 + way * 0.22, root + out * 0.3 + way * 0.04,
        ])
        add(.prop, leaf, .leaf)
      }
    }
  }
}

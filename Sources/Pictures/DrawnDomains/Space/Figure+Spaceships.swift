import Glibc

extension Figure {
  /// A disc with a dome on it.
  mutating func addSaucer() {
    let metal = tone(Colour(0.62, 0.68, 0.80))
    let glass = tone(Colour(0.50, 0.95, 0.62), variety: 0.5)
    let ry = random.uniform(0.22, 0.42)
    let domeWidth = random.uniform(0.36, 0.62)
    let domeHeight = random.uniform(0.36, 0.8)
    if random.chance(0.14) {
      let spread = random.uniform(0.5, 0.9)
      part(
        .feature,
        Outline.polygon([Point(-0.3, ry * 0.6), Point(0.3, ry * 0.6), Point(spread, 1.2), Point(-spread, 1.2)]),
        Tone(base: Colour(1, 0.95, 0.6)))
    }
    // Either the dome stands behind the disc's rim, or its foot is drawn across the disc.
    let foot = random.chance(0.6) ? -ry * 0.3 : ry * random.uniform(0, 0.35)
    let dome = Outline.polygon(
      Outline.arc(Point(0, foot), domeWidth, domeHeight * uneven(0.06), from: .pi, to: 2 * .pi))
    let isDomeInFront = foot > 0 || random.chance(0.4)
    if !isDomeInFront { part(.silhouette, dome, glass) }
    let disc =
      random.chance(0.75)
      ? Outline.ellipse(Point(0, 0), 1, ry, count: 56)
      : Outline.rounded(
        [Point(-1, -0.02), Point(-0.4, -ry), Point(0.4, -ry), Point(1, -0.02), Point(0.4, ry), Point(-0.4, ry)],
        cut: 0.16)
    part(.silhouette, disc, metal)
    if isDomeInFront { part(.silhouette, dome, glass) }
    if random.chance(0.35) {
      line(
        .feature, Outline.arc(Point(0, -ry * 0.15), 0.96, ry * 0.62, from: 0.1, to: .pi - 0.1), metal.base.darker(0.5))
    }
    if random.chance(0.32) {
      for x in [-0.6, -0.2, 0.2, 0.6] {
        part(
          .feature, Outline.ellipse(Point(x, ry * 0.42 - abs(x) * 0.12), 0.09, 0.075, count: 20),
          Tone(base: Colour(1, 0.86, 0.35)))
      }
    }
    if random.chance(0.18) { addAlien(at: Point(0, foot - domeHeight * 0.42), size: domeWidth * 0.5, clip: dome) }
    if random.chance(0.12) {
      let top = Point(0, foot - domeHeight)
      line(.feature, [top, top + Point(0.02, -0.22)], Colour(0.8, 0.82, 0.9))
      part(
        .feature, Outline.ellipse(top + Point(0.02, -0.27), 0.07, 0.07, count: 20), Tone(base: Colour(1, 0.35, 0.35)))
    }
    if random.chance(0.14) {
      for index in 0..<3 {
        let start = Point(-1.1, -0.1 + Double(index) * 0.16)
        line(.prop, [start, start + Point(-random.uniform(0.25, 0.5), 0.06)], Colour(0.85, 0.9, 1))
      }
    }
    glow(Outline.ellipse(Point(-domeWidth * 0.35, foot - domeHeight * 0.6), 0.14, 0.2), .white, 0.65, clip: dome)
    glow(Outline.ellipse(Point(-0.5, -ry * 0.45), 0.35, ry * 0.3), .white, 0.45, clip: disc)
  }

  /// A rocket that stands or flies, with fins, a window and a flame.
  mutating func addRocket() {
    let hull = tone(Colour(0.93, 0.94, 0.98))
    let trim = tone(Colour(0.93, 0.26, 0.28))
    let width = random.uniform(0.28, 0.46)
    let isPointed = random.chance(0.5)
    if random.chance(0.55) {
      let length = random.uniform(0.3, 0.7)
      part(
        .feature,
        Outline.rounded(
          [
            Point(-width * 0.7, 0.75), Point(width * 0.7, 0.75), Point(width * 0.75, 0.95), Point(0.02, 0.8 + length),
            Point(-width * 0.75, 0.95),
          ], cut: 0.14), Tone(base: Colour(1, 0.62, 0.16)))
    }
    for side in [-1.0, 1] {
      part(
        .feature,
        Outline.rounded(
          [
            Point(side * width * 0.85, 0.2), Point(side * (width + 0.36), 0.72), Point(side * (width + 0.34), 0.95),
            Point(side * width * 0.8, 0.74),
          ], cut: random.chance(0.5) ? 0.05 : 0.16), trim)
    }
    let shoulder = random.uniform(-0.5, -0.2)
    let body =
      isPointed
      ? Outline.rounded(
        [Point(-width, 0.78), Point(-width, shoulder), Point(0, -1), Point(width, shoulder), Point(width, 0.78)],
        cut: 0.06)
      : Outline.closedSpline([
        Point(0, -1), Point(width * 0.75, -0.55), Point(width, 0), Point(width * 0.8, 0.7), Point(0, 0.78),
        Point(-width * 0.8, 0.7), Point(-width, 0), Point(-width * 0.75, -0.55),
      ])
    part(.silhouette, body, hull)
    let nose = shoulder + (isPointed ? 0.02 : -0.12)
    part(
      .detail, [Point(-1, -1.2), Point(1, -1.2), Point(1, nose), Point(-1, nose)], trim, clip: body, isSketched: false)
    if random.chance(0.65) {
      line(.feature, Outline.sides([Point(-width, nose), Point(width, nose)]), trim.base.darker(0.55), clip: body)
    }
    let windows = 1 + Int(random.next() % 2)
    let areSketched = random.chance(0.8)
    for index in 0..<(areSketched ? windows : 1) {
      let centre = Point(0, nose + 0.32 + Double(index) * 0.42)
      let radius = width * random.uniform(0.42, 0.56)
      part(
        .feature, Outline.ellipse(centre, radius, radius, count: 28), Tone(base: Colour(0.55, 0.85, 1)),
        isSketched: areSketched)
      glow(Outline.ellipse(centre + Point(-0.05, -0.06), radius * 0.5, radius * 0.4), .white, 0.7)
    }
    glow(Outline.ellipse(Point(-width * 0.45, 0.1), width * 0.25, 0.5), .white, 0.55, clip: body)
  }

  private mutating func addAlien(at place: Point, size: Double, clip: [Point]) {
    part(.feature, Outline.ellipse(place, size * 0.62, size * 0.75), Tone(base: Colour(0.62, 0.90, 0.35)), clip: clip)
    for side in [-1.0, 1] {
      part(
        .eye, Outline.ellipse(place + Point(side * size * 0.26, -size * 0.05), size * 0.14, size * 0.2, count: 20),
        Tone(base: Colour(0.12, 0.12, 0.16)))
    }
  }
}

import Glibc

extension Figure {
  /// A dragon from the side, or only its head.
  mutating func addDragon() {
    let scales = tone(Colour(0.38, 0.76, 0.40))
    let belly = Tone(base: scales.base.lighter(0.55))
    if random.chance(0.25) { addDragonHead(scales) } else { addWholeDragon(scales, belly) }
  }

  private mutating func addWholeDragon(_ scales: Tone, _ belly: Tone) {
    let membrane = tone(Colour(0.95, 0.62, 0.25))
    let isSerpent = random.chance(0.3)
    let height = isSerpent ? random.uniform(0.1, 0.18) : random.uniform(0.24, 0.42)
    let neckRise = isSerpent ? random.uniform(0, 0.35) : random.uniform(0.2, 0.6)
    let tailRise = random.uniform(-0.2, 0.35)
    // The body from the tail's tip on the right to the neck on the left, as one closed line.
    let outline = Outline.closedSpline([
      Point(1.25, -tailRise), Point(0.85, 0.1), Point(0.45, -height * 0.8), Point(-0.1, -height),
      Point(-0.42, -height - neckRise * 0.5), Point(-0.62, -height - neckRise), Point(-0.86, -height - neckRise * 0.8),
      Point(-0.6, -neckRise * 0.4), Point(-0.38, height * 0.8), Point(0.1, height * 1.1), Point(0.5, height * 0.8),
      Point(0.9, 0.28),
    ])
    let legs = isSerpent ? 2 : 2 + Int(random.next() % 3)
    for index in 0..<legs {
      let x = -0.32 + 0.75 * Double(index) / Double(max(1, legs - 1)) + random.normal() * 0.03
      let foot = Point(x + random.normal() * 0.06, height + random.uniform(0.25, 0.45))
      part(.leg, Outline.limb(from: Point(x, height * 0.3), to: foot, 0.11, 0.08), scales)
    }
    if random.chance(0.75) {
      let root = Point(0.05, -height * 0.6)
      let span = random.uniform(0.5, 0.95)
      func at(_ x: Double, _ y: Double) -> Point { root + Point(x * span, y * span) }
      let corners = [
        at(-0.12, 0.05), at(0.1, -1.05), at(0.42, -0.66), at(0.72, -0.86), at(0.72, -0.4), at(1.05, -0.42),
        at(0.32, 0.08),
      ]
      part(.feature, random.chance(0.6) ? Outline.polygon(corners) : Outline.rounded(corners, cut: 0.12), membrane)
    }
    part(.silhouette, outline, scales)
    if random.chance(0.35) {
      for share in [0.1, 0.3, 0.5, 0.7] {
        let root = Point(0.7 - share * 1.1, -height * (0.5 + share * 0.45))
        part(
          .detail, [root + Point(-0.07, 0.03), root + Point(0.01, -0.15), root + Point(0.08, 0.03)], membrane)
      }
    }
    glow(Outline.ellipse(Point(0.05, height * 0.5), 0.45, height * 0.5), belly.base, 0.75, clip: outline)
    let head = Point(-0.78, -height - neckRise * 0.92)
    addSnout(at: head, size: random.uniform(0.22, 0.32), scales)
  }

  /// A snout with jaws towards the left, an eye and a horn; sometimes it breathes fire.
  private mutating func addSnout(at head: Point, size: Double, _ scales: Tone) {
    func at(_ x: Double, _ y: Double) -> Point { head + Point(x * size, y * size) }
    if random.chance(0.3) {
      part(
        .prop,
        Outline.polygon([
          at(-1.5, 0.05), at(-2.5, -0.35), at(-2.2, -0.02), at(-2.9, 0.08), at(-2.2, 0.26), at(-2.5, 0.62),
          at(-1.45, 0.3),
        ]), Tone(base: Colour(1, 0.55, 0.12)))
    }
    if random.chance(0.6) {
      part(
        .ear, Outline.polygon([at(0.15, -0.5), at(0.75, -1.15), at(0.6, -0.35)]), Tone(base: Colour(0.97, 0.9, 0.72)))
    }
    part(
      .head,
      Outline.rounded(
        [
          at(0.8, -0.4), at(0, -0.78), at(-0.8, -0.42), at(-1.5, -0.32), at(-1.55, 0.02), at(-0.7, 0.14),
          at(-1.35, 0.34), at(-1.2, 0.52), at(0.1, 0.62), at(0.8, 0.4),
        ], cut: random.uniform(0.05, 0.2)), scales)
    part(.eye, Outline.ellipse(at(-0.18, -0.3), size * 0.2, size * 0.2, count: 22), Tone(base: Colour(1, 0.95, 0.5)))
    part(
      .pupil, Outline.ellipse(at(-0.22, -0.28), size * 0.08, size * 0.14, count: 16), Tone(base: Colour(0.1, 0.1, 0.1)))
    spot(Outline.ellipse(at(-1.32, -0.18), size * 0.06, size * 0.05, count: 12), scales.base.darker(0.6))
    if random.chance(0.3) {
      let teeth = (0..<4).flatMap { [at(-0.7 - 0.2 * Double($0), 0.13), at(-0.8 - 0.2 * Double($0), 0.28)] }
      line(.detail, teeth, Colour(1, 1, 1), width: lineWidth)
    }
  }

  /// The head with a maned neck, filling the page.
  private mutating func addDragonHead(_ scales: Tone) {
    let mane = tone(Colour(0.95, 0.62, 0.25))
    var corners: [Point] = []
    for index in 0...5 {
      let t = Double(index) / 5
      corners.append(Point(0.25 + t * 0.35, -0.62 + t * 1.4))
      if index < 5 { corners.append(Point(0.62 + t * 0.4, -0.74 + t * 1.4)) }
    }
    corners.append(Point(0.1, 0.8))
    part(.feature, Outline.polygon(corners), mane)
    part(
      .silhouette,
      Outline.closedSpline([
        Point(0.2, -0.5), Point(0.45, 0), Point(0.62, 0.9), Point(-0.2, 0.95), Point(-0.12, 0.3), Point(-0.3, -0.1),
      ]), scales)
    addSnout(at: Point(-0.05, -0.3), size: 0.6, scales)
  }
}

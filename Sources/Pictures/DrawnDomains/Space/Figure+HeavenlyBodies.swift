import Glibc

extension Figure {
  private static let starlight = Colour(1, 0.84, 0.25)

  /// A star of five points, or six, as an outline or in one line that crosses itself.
  mutating func addStar() {
    let tone = tone(Self.starlight)
    let isCrossing = random.chance(0.4)
    let points = random.chance(0.88) ? 5 : 6
    let inner = isCrossing && points == 5 ? 0.382 : points == 6 ? 0.577 : random.uniform(0.3, 0.55)
    let tips = (0..<points).map { index -> Point in
      let angle = -Double.pi / 2 + 2 * Double.pi * Double(index) / Double(points) + random.normal() * 0.07
      return Point(cos(angle), sin(angle)) * uneven(0.11)
    }
    let corners = tips.indices.flatMap { index -> [Point] in
      let angle = -Double.pi / 2 + 2 * Double.pi * (Double(index) + 0.5) / Double(points)
      let notch = Point(cos(angle), sin(angle)) * (inner * uneven(isCrossing ? 0.02 : 0.1))
      return [tips[index], notch]
    }
    let isSoft = !isCrossing && random.chance(0.35)
    let outline = isSoft ? Outline.rounded(corners, cut: 0.1) : Outline.polygon(corners)
    glow(Outline.ellipse(Point(0, 0), 1.35, 1.35), Colour(1, 0.9, 0.5), 0.35)
    part(.silhouette, outline, tone, isSketched: !isCrossing)
    if isCrossing {
      let dark = tone.base.darker(0.5)
      if points == 5 {
        // One line from tip to tip, as people draw stars without lifting the pen.
        line(.silhouette, Outline.sides([0, 2, 4, 1, 3, 0].map { tips[$0] }), dark)
      } else {
        for start in 0...1 {
          line(.silhouette, Outline.sides([0, 2, 4, 0].map { tips[($0 + start) % 6] }), dark)
        }
      }
    } else if random.chance(0.12) {
      addSmile(at: Point(0, 0.08), size: 0.3)
    }
    glow(Outline.ellipse(Point(-0.15, -0.2), 0.4, 0.35), .white, 0.4, clip: outline)
  }

  /// A full moon with craters, or a crescent.
  mutating func addMoon() {
    let tone = tone(Colour(0.98, 0.92, 0.66))
    glow(Outline.ellipse(Point(0, 0), 1.4, 1.4), Colour(1, 0.96, 0.75), 0.3)
    let outline: [Point]
    if random.chance(0.4) {
      outline = Outline.superellipse(Point(0, 0), uneven(), uneven(), exponent: random.uniform(1.9, 2.5))
      part(.silhouette, outline, tone)
      addCraters(inside: outline, tone)
    } else {
      let phase = random.uniform(0.02, 0.55)
      let gap = random.uniform(0.9, 1.5)
      let outer = Outline.arc(Point(0, 0), 0.8, 1, from: -gap, to: gap, count: 40)
      let inner = Outline.arc(
        Point(0.8 * cos(gap) - 0.001, 0), 0.8 * phase * (1 - cos(gap)) + 0.02, abs(sin(gap)), from: .pi / 2,
        to: -.pi / 2, count: 30)
      outline = Outline.polygon(outer + inner)
      part(.silhouette, outline, tone)
      if random.chance(0.25) { addCraters(inside: outline, tone) }
    }
    glow(Outline.ellipse(Point(-0.3, -0.4), 0.45, 0.4), .white, 0.35, clip: outline)
  }

  /// A planet with or without a ring, bands or craters.
  mutating func addPlanet() {
    let tone = tone(Colour(0.96, 0.56, 0.30))
    let ball = Outline.ellipse(Point(0, 0), 0.8 * uneven(0.05), 0.8 * uneven(0.05), count: 56)
    let hasRing = random.chance(0.65)
    let ringTone = self.tone(Colour(0.85, 0.72, 0.98))
    let rx = random.uniform(1.15, 1.5)
    let ry = random.uniform(0.16, 0.36)
    let slope = random.uniform(-0.35, 0.35)
    func ring(_ share: Double, from: Double, to: Double) -> [Point] {
      Outline.arc(Point(0, 0), rx * share, ry * share, from: from, to: to, count: 40).map {
        Point($0.x * cos(slope) - $0.y * sin(slope), $0.x * sin(slope) + $0.y * cos(slope))
      }
    }
    func half(from: Double, to: Double) {
      let outer = ring(1, from: from, to: to)
      let inner = ring(0.72, from: from, to: to)
      part(.feature, outer + inner.reversed(), ringTone, isSketched: false, isOutlined: false)
      line(.feature, outer, ringTone.base.darker(0.55))
      line(.feature, inner, ringTone.base.darker(0.55))
    }
    if hasRing { half(from: .pi, to: 2 * .pi) }
    part(.silhouette, ball, tone)
    // Without a ring only its bands tell a planet from a moon.
    switch random.index(weights: hasRing ? [0.5, 0.25, 0.25] : [0, 1, 0]) {
    case 1:
      for y in [-0.35, 0.02, 0.38].map({ $0 + random.normal() * 0.06 }) {
        line(
          .feature, Outline.openSpline([Point(-0.9, y), Point(-0.2, y + 0.08), Point(0.3, y - 0.03), Point(0.9, y)]),
          tone.base.darker(0.4), clip: ball)
      }
    case 2: addCraters(inside: ball, tone)
    default: break
    }
    if hasRing { half(from: 0, to: .pi) }
    glow(Outline.ellipse(Point(-0.3, -0.35), 0.4, 0.35), .white, 0.4, clip: ball)
  }

  mutating func addComet() {
    let tail = tone(Colour(0.45, 0.75, 1))
    let head = tone(Self.starlight)
    let length = random.uniform(1.4, 2.2)
    part(
      .feature,
      Outline.closedSpline([
        Point(0, -0.35), Point(length * 0.5, -0.42), Point(length, -0.5), Point(length * 0.72, -0.15),
        Point(length * 1.02, 0.05), Point(length * 0.66, 0.14), Point(length * 0.85, 0.42), Point(0, 0.36),
      ]), tail)
    part(.silhouette, Outline.ellipse(Point(-0.1, 0), 0.46, 0.46 * uneven()), head)
    glow(Outline.ellipse(Point(-0.22, -0.14), 0.22, 0.2), .white, 0.6)
  }

  /// Little stars beside the thing, drawn as crosses or tiny stars.
  mutating func addSmallStars() {
    let bounds = art.bounds
    for _ in 0..<(2 + Int(random.next() % 3)) {
      let angle = random.uniform(0, 2 * .pi)
      let place =
        bounds.centre
        + Point(
          cos(angle) * bounds.size.x * random.uniform(0.55, 0.7), sin(angle) * bounds.size.y * random.uniform(0.55, 0.7)
        )
      let r = random.uniform(0.07, 0.13)
      let corners = (0..<10).map { index -> Point in
        let a = -Double.pi / 2 + Double(index) * .pi / 5
        return place + Point(cos(a), sin(a)) * (index.isMultiple(of: 2) ? r : r * 0.45)
      }
      part(.prop, corners, Tone(base: Self.starlight))
    }
  }

  private mutating func addCraters(inside outline: [Point], _ tone: Tone) {
    let isSketched = random.chance(0.75)
    // Craters that nobody draws are always the same three.
    let places =
      isSketched
      ? (0..<(1 + Int(random.next() % 5))).map { _ in
        (Point(random.uniform(-0.55, 0.55), random.uniform(-0.55, 0.55)), random.uniform(0.08, 0.22))
      } : [(Point(0.3, -0.3), 0.16), (Point(-0.25, 0.3), 0.2), (Point(0.38, 0.35), 0.1)]
    for (place, radius) in places {
      part(
        .feature, Outline.ellipse(place, radius * uneven(0.15), radius * uneven(0.15), count: 24),
        Tone(base: tone.base.darker(0.16)), clip: outline, isSketched: isSketched)
    }
  }
}

import Glibc

extension Figure {
  /// A facet: flat stone that is the brighter the more it faces the light at the upper left. Its lines are drawn apart.
  ///
  /// - Parameter shade: −1 for the darkest facet, 1 for the brightest.
  mutating func facet(_ outline: [Point], _ tone: Tone, shade: Double) {
    let base = shade > 0 ? tone.base.lighter(0.62 * shade) : tone.base.darker(-0.42 * shade)
    let bounds = Bounds(outline)
    art.shapes.append(
      ArtShape(
        role: .detail, outline: Outline.polygon(outline), paint: .flat(base),
        line: (tone.base.darker(0.2), lineWidth * 0.5), isSketched: false))
    // Light that falls through the stone.
    glow(
      Outline.ellipse(bounds.centre, bounds.size.x * 0.4, bounds.size.y * 0.4), .white, 0.22 + 0.2 * max(0, shade),
      clip: outline)
  }

  /// Lines between facets, as many as people draw.
  mutating func ridges(_ lines: [[Point]], _ tone: Tone) {
    for corners in lines { line(.feature, Outline.sides(corners), tone.base.darker(0.5), width: lineWidth * 0.8) }
  }

  /// The outer line of a stone with its colour; facets go on top.
  mutating func stone(_ outline: [Point], _ tone: Tone) {
    part(.silhouette, Outline.polygon(outline), tone)
  }

  /// Short rays around the stone, which people draw for its sparkle.
  mutating func addSparkles() {
    let bounds = art.bounds
    let reach = max(bounds.size.x, bounds.size.y) / 2
    let count = 3 + Int(random.next() % 3)
    let start = -Double.pi * random.uniform(0.7, 1)
    for index in 0..<count {
      let angle = start + Double.pi * Double(index) / Double(count) * 1.1 + random.normal() * 0.1
      let way = Point(cos(angle), sin(angle))
      let near = reach * random.uniform(1.06, 1.2)
      line(
        .prop, [bounds.centre + way * near, bounds.centre + way * (near + random.uniform(0.15, 0.4))],
        Colour(0.98, 0.72, 0.16), width: lineWidth * 1.5)
    }
  }

  /// A white star of four points where light is thrown back; people do not draw it.
  mutating func addGleam(at place: Point, size: Double) {
    let star = (0..<8).map { index -> Point in
      let radius = index.isMultiple(of: 2) ? size : size * 0.22
      let angle = Double(index) * Double.pi / 4
      return place + Point(cos(angle), sin(angle)) * radius
    }
    spot(star, Colour(1, 1, 1))
  }
}

extension Outline {
  /// A line with corners as many points, so that warps bend its sides.
  static func polygon(_ corners: [Point], spacing: Double = 0.06) -> [Point] {
    guard let first = corners.first else { return corners }
    return Array(Polyline.resampled(sides(corners + [first], spacing: spacing), spacing: spacing / 2).dropLast())
  }

  /// The same for an open line.
  static func sides(_ corners: [Point], spacing: Double = 0.06) -> [Point] {
    guard let last = corners.last else { return corners }
    return zip(corners, corners.dropFirst()).flatMap { a, b -> [Point] in
      let steps = max(1, Int((b - a).length / spacing))
      return (0..<steps).map { a + (b - a) * (Double($0) / Double(steps)) }
    } + [last]
  }
}

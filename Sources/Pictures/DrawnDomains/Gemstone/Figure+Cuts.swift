import Glibc

extension Figure {
  /// The side view that stands for all gems: a flat crown over a pavilion that ends in a point.
  mutating func addBrilliant() {
    let tone = tone(Colour(0.30, 0.72, 0.96))
    let isTriangle = random.chance(0.22)
    let crown = isTriangle ? 0 : random.uniform(0.2, 0.55)
    let table = isTriangle ? 1 : random.uniform(0.42, 0.86)
    let depth = random.uniform(0.85, 1.5)
    let tips = random.chance(0.14) ? random.uniform(0.08, 0.4) : 0
    let lean = random.normal() * 0.08
    let girdleLeft = Point(-1 * uneven(), 0)
    let girdleRight = Point(1 * uneven(), 0)
    let tableLeft = isTriangle ? girdleLeft : Point(-table, -crown * uneven())
    let tableRight = isTriangle ? girdleRight : Point(table, -crown * uneven())
    let tipLeft = Point(lean - tips, depth)
    let tipRight = Point(lean + tips, depth)
    var outline = [girdleLeft]
    if !isTriangle { outline += [tableLeft, tableRight] }
    outline += [girdleRight, tipRight]
    if tips > 0 { outline.append(tipLeft) }
    stone(outline, tone)
    // How many of the facet lines this person draws: none, the girdle, or all.
    let detail = random.index(weights: [0.3, 0.3, 0.4])
    // Facets that no line tells of are always three.
    let columns = detail < 2 ? 3 : [2, 3, 4][random.index(weights: [1, 2, 1])]
    func along(_ a: Point, _ b: Point, _ share: Double) -> Point { a + (b - a) * share }
    let shades = [0.55, 0.95, 0.1, -0.45]
    for column in 0..<columns {
      let from = Double(column) / Double(columns)
      let to = Double(column + 1) / Double(columns)
      let shade = shades[column * (shades.count - 1) / max(1, columns - 1)]
      facet(
        [
          along(girdleLeft, girdleRight, from), along(girdleLeft, girdleRight, to), along(tipLeft, tipRight, to),
          along(tipLeft, tipRight, from),
        ], tone, shade: shade * 0.8)
    }
    if !isTriangle {
      for column in 0..<columns {
        let from = Double(column) / Double(columns)
        let to = Double(column + 1) / Double(columns)
        let middle = along(tableLeft, tableRight, (from + to) / 2)
        facet(
          [along(girdleLeft, girdleRight, from), middle, along(girdleLeft, girdleRight, to)], tone,
          shade: shades[shades.count - 1 - column * (shades.count - 1) / max(1, columns - 1)] * 0.7 + 0.15)
      }
    }
    if detail > 0 { ridges([[girdleLeft, girdleRight]], tone) }
    if detail == 2 {
      let joints = (0...columns).map { Double($0) / Double(columns) }
      ridges(
        joints.dropFirst().dropLast().map { [along(girdleLeft, girdleRight, $0), along(tipLeft, tipRight, $0)] }, tone)
      if !isTriangle {
        var crownLine = [girdleLeft]
        for (from, to) in zip(joints, joints.dropFirst()) {
          crownLine += [along(tableLeft, tableRight, (from + to) / 2), along(girdleLeft, girdleRight, to)]
        }
        ridges([crownLine], tone)
      }
    }
    addGleam(at: Point(-0.5, isTriangle ? 0.22 : -crown * 0.2), size: 0.2)
  }

  /// A playing card's diamond, with or without an inner one.
  mutating func addRhombus() {
    let tone = tone(Colour(0.93, 0.28, 0.42))
    let width = random.uniform(0.55, 0.95)
    let corners = [
      Point(0, -1 * uneven()), Point(width * uneven(), random.normal() * 0.06), Point(0, 1 * uneven()),
      Point(-width * uneven(), random.normal() * 0.06),
    ]
    stone(corners, tone)
    let isSketched = random.chance(0.35)
    let inner = random.uniform(0.42, 0.55)
    let shades = [0.1, -0.55, -0.2, 0.75]
    for side in 0..<4 {
      let a = corners[side]
      let b = corners[(side + 1) % 4]
      facet([a, b, b * inner, a * inner], tone, shade: shades[side])
    }
    facet(corners.map { $0 * inner }, tone, shade: 0.5)
    if isSketched {
      ridges([corners.map { $0 * inner } + [corners[0] * inner]] + corners.map { [$0, $0 * inner] }, tone)
    }
    addGleam(at: Point(-width * 0.3, -0.38), size: 0.18)
  }

  /// A stone from above: a table within a round, an oval, an emerald, a heart or a drop.
  mutating func addTopView() {
    let outer: [Point]
    let usual: Colour
    switch random.index(weights: [0.3, 0.2, 0.25, 0.15, 0.1]) {
    case 0:
      outer = Self.ring(8 + 2 * Int(random.next() % 3), 1, 1)
      usual = Colour(0.62, 0.42, 0.92)
    case 1:
      outer = Self.ring(12, 1, random.uniform(0.6, 0.8))
      usual = Colour(0.25, 0.45, 0.90)
    case 2:
      let w = random.uniform(0.6, 1)
      let cut = random.uniform(0.2, 0.35)
      outer = [
        Point(-w + cut, -1), Point(w - cut, -1), Point(w, -1 + cut), Point(w, 1 - cut), Point(w - cut, 1),
        Point(-w + cut, 1), Point(-w, 1 - cut), Point(-w, -1 + cut),
      ]
      usual = Colour(0.20, 0.75, 0.48)
    case 3:
      outer = [
        (0, -0.5), (0.3, -0.85), (0.7, -0.88), (1, -0.5), (0.9, 0), (0.5, 0.5), (0, 1), (-0.5, 0.5), (-0.9, 0),
        (-1, -0.5), (-0.7, -0.88), (-0.3, -0.85),
      ].map { Point($0.0, $0.1) }
      usual = Colour(0.95, 0.32, 0.55)
    default:
      outer = [
        (0, -1), (0.28, -0.45), (0.62, 0.05), (0.72, 0.45), (0.5, 0.83), (0, 1), (-0.5, 0.83), (-0.72, 0.45),
        (-0.62, 0.05), (-0.28, -0.45),
      ].map { Point($0.0, $0.1) }
      usual = Colour(0.98, 0.70, 0.22)
    }
    let tone = tone(usual)
    stone(outer, tone)
    let table = random.uniform(0.48, 0.62)
    let centre = Bounds(outer).centre
    let isSketched = random.chance(0.65)
    for side in outer.indices {
      let a = outer[side]
      let b = outer[(side + 1) % outer.count]
      let middle = (a + b) * 0.5 - centre
      let facing = -(middle.x * 0.6 + middle.y * 0.8) / max(middle.length, 0.1)
      facet(
        [a, b, centre + (b - centre) * table, centre + (a - centre) * table], tone, shade: facing * 0.75)
    }
    let inside = outer.map { centre + ($0 - centre) * table }
    facet(inside, tone, shade: 0.35)
    if isSketched { ridges([inside + [inside[0]]] + zip(outer, inside).map { [$0, $1] }, tone) }
    addGleam(at: centre + Point(-0.3, -0.35), size: 0.17)
  }

  private static func ring(_ count: Int, _ rx: Double, _ ry: Double) -> [Point] {
    (0..<count).map { index in
      let angle = 2 * Double.pi * (Double(index) + 0.5) / Double(count)
      return Point(rx * cos(angle), ry * sin(angle))
    }
  }
}

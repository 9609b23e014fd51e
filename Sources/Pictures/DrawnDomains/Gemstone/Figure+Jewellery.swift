import Glibc

extension Figure {
  /// A ring with a stone on top.
  mutating func addRing() {
    let gold = tone(Colour(0.98, 0.78, 0.25), variety: 0.3)
    let radius = random.uniform(0.62, 0.8)
    let band = random.uniform(0.1, 0.2)
    let centre = Point(0, 0.35)
    let outer = Outline.ellipse(centre, radius, radius * uneven(0.05))
    let inner = Outline.ellipse(centre, radius - band, radius - band)
    addBand(outer, inner, gold)
    let before = art.shapes.count
    addBrilliant()
    let scale = random.uniform(0.34, 0.5)
    for index in art.shapes.indices.dropFirst(before) {
      art.shapes[index].outline = art.shapes[index].outline.map { $0 * scale + Point(0, 0.35 - radius - 0.3) }
      art.shapes[index].clip = art.shapes[index].clip?.map { $0 * scale + Point(0, 0.35 - radius - 0.3) }
    }
  }

  /// Long crystals that grow from one root.
  mutating func addCrystals() {
    let tone = tone(Colour(0.66, 0.42, 0.93))
    let count = 1 + Int(random.next() % 4)
    let order = (0..<count).sorted { abs($0 * 2 - count + 1) > abs($1 * 2 - count + 1) }
    for index in order {
      let spread = count == 1 ? 0 : Double(index) / Double(count - 1) - 0.5
      let lean = spread * 1.2 + random.normal() * 0.06
      let length = (1.7 - abs(spread) * 1.1) * random.uniform(0.85, 1.1)
      let width = random.uniform(0.24, 0.34)
      let root = Point(spread * 0.9, 0.9)
      let way = Point(sin(lean), -cos(lean))
      let side = Point(-way.y, way.x)
      func at(_ across: Double, _ up: Double) -> Point { root + side * (across * width) + way * (up * length) }
      stone([at(-1, 0), at(-1, 0.74), at(-0.1, 1), at(1, 0.7), at(1, 0)], tone)
      facet([at(-1, 0), at(-1, 0.74), at(-0.25, 0.66), at(-0.25, 0)], tone, shade: 0.6)
      facet([at(-0.25, 0), at(-0.25, 0.66), at(1, 0.7), at(1, 0)], tone, shade: -0.4)
      facet([at(-1, 0.74), at(-0.1, 1), at(-0.25, 0.66)], tone, shade: 0.9)
      if random.chance(0.6) {
        ridges([[at(-1, 0.74), at(-0.25, 0.66), at(1, 0.7)], [at(-0.1, 1), at(-0.25, 0.66), at(-0.25, 0)]], tone)
      }
    }
  }

  /// A band between two closed lines, through whose middle the scene shows.
  mutating func addBand(_ outer: [Point], _ inner: [Point], _ tone: Tone) {
    part(.feature, outer + [outer[0]] + [inner[0]] + inner.reversed(), tone, isSketched: false, isOutlined: false)
    for edge in [outer, inner] {
      art.shapes.append(
        ArtShape(role: .feature, outline: edge, paint: .none, line: (tone.base.darker(0.58), lineWidth)))
    }
  }
}

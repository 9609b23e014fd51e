import Glibc

/// Builds one drawn thing from back to front, about 2 units large around 0; ``Stage`` puts it on the canvas.
struct Figure {
  /// A colour of the thing, and whether anybody could guess it from the lines.
  struct Tone {
    var base: Colour
    /// Parts of one surprising tone share one number; nil where the lines tell the colour.
    var surprise: Int?

    var isDark: Bool { 0.3 * base.red + 0.59 * base.green + 0.11 * base.blue < 0.3 }
  }

  var art = Artwork()
  var random: SeededGenerator
  /// Whether only colours that the lines let one expect may be used.
  let isUsual: Bool
  /// Width of outlines in the figure's units.
  var lineWidth: Double

  private var surprisingParts: [Int: [Int]] = [:]
  private var tones = 0

  init(isUsual: Bool, random: SeededGenerator) {
    self.isUsual = isUsual
    self.random = random
    lineWidth = self.random.uniform(0.035, 0.05)
  }

  /// A colour: the given one in usual pictures, mostly any of the crayons' in others.
  mutating func tone(_ usual: Colour, variety: Double = 0.75) -> Tone {
    guard !isUsual, random.chance(variety) else { return Tone(base: usual) }
    tones += 1
    return Tone(base: Self.anyColour(using: &random), surprise: tones)
  }

  /// A colour around one of the crayons, now and then white, grey or nearly black.
  static func anyColour(using random: inout SeededGenerator) -> Colour {
    if random.chance(0.14) {
      let grey = [0.16, 0.55, 0.95][random.index(weights: [1, 1, 1.6])]
      return Colour(grey, grey, min(1, grey + 0.03))
    }
    let crayon = Colour(CrayonColour.allCases[Int(random.next() % 8)])
    return random.chance(0.6)
      ? crayon.mixed(random.uniform(0, 0.25), with: .white)
      : Colour(hue: random.uniform(0, 1), saturation: random.uniform(0.35, 0.9), brightness: random.uniform(0.55, 1))
  }

  /// Adds an outlined part, lit from the upper left.
  mutating func part(
    _ role: StrokeRole, _ outline: [Point], _ tone: Tone, clip: [Point]? = nil, isSketched: Bool = true,
    isFlat: Bool = false, isOutlined: Bool = true
  ) {
    let base = tone.base
    let paint: ArtShape.Paint =
      isFlat ? .flat(base) : .shaded(light: base.lighter(0.42), base: base, shade: base.darker(0.26))
    if let surprise = tone.surprise { surprisingParts[surprise, default: []].append(art.shapes.count) }
    art.shapes.append(
      ArtShape(
        role: role, outline: outline, paint: paint, line: isOutlined ? (base.darker(0.58), lineWidth) : nil, clip: clip,
        isSketched: isSketched, isDark: tone.isDark))
  }

  /// Adds a line, mostly in a dark tone of the part that it lies on.
  mutating func line(
    _ role: StrokeRole, _ points: [Point], _ colour: Colour, width: Double? = nil, isSketched: Bool = true,
    clip: [Point]? = nil
  ) {
    art.shapes.append(
      ArtShape(
        role: role, outline: points, isClosed: false, paint: .none, line: (colour, width ?? lineWidth), clip: clip,
        isSketched: isSketched))
  }

  /// Adds a part without an outline that people do not draw.
  mutating func spot(_ outline: [Point], _ colour: Colour, clip: [Point]? = nil) {
    art.shapes.append(
      ArtShape(role: .detail, outline: outline, paint: .flat(colour), clip: clip, isSketched: false))
  }

  /// Adds a soft spot that people do not draw.
  mutating func glow(_ outline: [Point], _ colour: Colour, _ opacity: Double, clip: [Point]? = nil) {
    art.shapes.append(
      ArtShape(role: .detail, outline: outline, paint: .glow(colour, opacity: opacity), clip: clip, isSketched: false))
  }

  /// Notes a visible place of each surprising tone. Call it when all parts are there.
  mutating func noteSurprises() {
    for surprise in surprisingParts.keys.sorted() {
      let parts = (surprisingParts[surprise] ?? []).sorted { area($0) > area($1) }
      for (rank, part) in parts.enumerated() where rank == 0 || random.chance(0.25) {
        if let place = visiblePlace(of: part) { art.surprises.append(place) }
      }
    }
  }

  /// About 1, further off for clumsy hands.
  mutating func uneven(_ deviation: Double = 0.08) -> Double { max(0.6, 1 + random.normal() * deviation) }

  private func area(_ part: Int) -> Double {
    let size = Bounds(art.shapes[part].outline).size
    return size.x * size.y
  }

  private mutating func visiblePlace(of part: Int) -> Point? {
    let shape = art.shapes[part]
    let bounds = Bounds(shape.outline)
    for _ in 0..<40 {
      let place = Point(random.uniform(bounds.low.x, bounds.high.x), random.uniform(bounds.low.y, bounds.high.y))
      let isHidden = art.shapes[(part + 1)...].contains {
        $0.isClosed && $0.paint.isOpaque && isInside(place, $0.outline)
      }
      if !isHidden && isInside(place, shape.outline) && shape.clip.map({ isInside(place, $0) }) ?? true { return place }
    }
    return nil
  }
}

import CCairo
import Glibc

/// The scene behind the drawn thing. It is not in the sketch, so it is simple and, unless a hint tells of it, always
/// the same meadow.
struct Backdrop {
  enum Kind: CaseIterable {
    case meadow, tintedSky, grove, snow, sunset, pastel, night
  }

  var kind: Kind
  /// The colour of a pastel wall.
  var hue: Colour
  /// Whether there is nothing in it that no dab can tell of.
  private var isPlain: Bool
  private var seed: SeededGenerator

  /// Where the ground begins, canvas units from the top.
  static let horizon = 0.66

  /// What every scene is unless something tells of another one.
  static let meadow = Backdrop(kind: .meadow, hue: .white, isPlain: true, seed: SeededGenerator(seed: 0))

  private init(kind: Kind, hue: Colour, isPlain: Bool, seed: SeededGenerator) {
    self.kind = kind
    self.hue = hue
    self.isPlain = isPlain
    self.seed = seed
  }

  /// - Parameters:
  ///   - isUsual: whether it is the meadow.
  ///   - isPlain: whether it is that or another sky or wall, whose colour one dab can tell, for pictures that are learnt
  ///     without ink: what nobody can expect is learnt as a haze.
  init(isUsual: Bool, isPlain: Bool, using random: inout SeededGenerator) {
    let crayon = CrayonColour.allCases[Int(random.next() % UInt64(CrayonColour.allCases.count))]
    hue = Colour(crayon).mixed(random.uniform(0, 0.3), with: .white)
    if isUsual || random.chance(0.45) {
      kind = .meadow
    } else if isPlain {
      kind = random.chance(0.5) ? .tintedSky : .pastel
    } else {
      kind = Kind.allCases[1 + random.index(weights: [0.14, 0.13, 0.1, 0.13, 0.42, 0.08])]
    }
    self.isPlain = isPlain
    seed = SeededGenerator(seed: random.next())
  }

  /// A place of the backdrop that tells which it is, not behind the figure if there is any other.
  func tellingPlace(beside art: Artwork, using random: inout SeededGenerator) -> Point {
    var place = Point(0.5, 0.03)
    for _ in 0..<24 {
      place = Point(random.uniform(0.03, 0.97), random.uniform(0.03, 0.55))
      if !art.covers(place) { break }
    }
    return place
  }

  func paint(on sheet: CairoSurface) {
    let context = sheet.context
    cairo_save(context)
    cairo_scale(context, Double(sheet.width), Double(sheet.height))
    var random = seed
    switch kind {
    case .meadow: scene(context, sky: Self.daySky, ground: Self.grass)
    case .tintedSky: scene(context, sky: [hue, hue.lighter(0.55)], ground: Self.grass)
    case .grove:
      scene(
        context, sky: [Colour(0.75, 0.92, 0.70), Colour(0.93, 0.99, 0.88)],
        ground: [Colour(0.52, 0.74, 0.38), Colour(0.36, 0.60, 0.30)])
      for _ in 0..<7 { stalk(context, x: random.uniform(0, 1), using: &random) }
    case .snow:
      scene(
        context, sky: [Colour(0.62, 0.76, 0.93), Colour(0.86, 0.93, 1)],
        ground: [Colour(0.97, 0.98, 1), Colour(0.84, 0.90, 0.98)])
      for _ in 0..<22 {
        spot(
          context, Point(random.uniform(0, 1), random.uniform(0, 0.75)), random.uniform(0.006, 0.014), .white, 0.95)
      }
    case .sunset:
      scene(
        context, sky: [Colour(0.98, 0.58, 0.42), Colour(1, 0.88, 0.60)],
        ground: [Colour(0.60, 0.52, 0.36), Colour(0.42, 0.36, 0.30)])
      spot(context, Point(random.uniform(0.15, 0.85), Self.horizon - 0.1), 0.2, Colour(1, 0.97, 0.8), 0.9)
    case .night:
      scene(
        context, sky: [Colour(0.12, 0.14, 0.36), Colour(0.32, 0.34, 0.62)],
        ground: [Colour(0.22, 0.40, 0.36), Colour(0.14, 0.28, 0.28)])
      for _ in 0..<16 {
        spot(
          context, Point(random.uniform(0, 1), random.uniform(0, 0.6)), random.uniform(0.005, 0.012),
          Colour(1, 1, 0.85), 1)
      }
    case .pastel:
      gradient(context, top: hue, bottom: hue.lighter(0.28), from: 0, to: 1)
      cairo_paint(context)
      for _ in 0..<(isPlain ? 0 : 5) {
        spot(
          context, Point(random.uniform(0, 1), random.uniform(0, 1)), random.uniform(0.12, 0.3), hue.lighter(0.7),
          0.35)
      }
    }
    cairo_restore(context)
  }

  private static let daySky = [Colour(0.45, 0.74, 0.96), Colour(0.88, 0.97, 1)]
  private static let grass = [Colour(0.60, 0.85, 0.42), Colour(0.36, 0.68, 0.30)]

  /// Sky above, ground below with the brow of a low hill.
  private func scene(_ context: OpaquePointer, sky: [Colour], ground: [Colour]) {
    gradient(context, top: sky[0], bottom: sky[1], from: 0, to: Self.horizon)
    cairo_paint(context)
    cairo_move_to(context, 0, Self.horizon + 0.015)
    cairo_curve_to(
      context, 0.3, Self.horizon - 0.025, 0.7, Self.horizon - 0.025, 1, Self.horizon + 0.015)
    cairo_line_to(context, 1, 1)
    cairo_line_to(context, 0, 1)
    cairo_close_path(context)
    gradient(context, top: ground[0], bottom: ground[1], from: Self.horizon, to: 1)
    cairo_fill(context)
  }

  private func gradient(_ context: OpaquePointer, top: Colour, bottom: Colour, from: Double, to: Double) {
    let pattern = cairo_pattern_create_linear(0, from, 0, to)
    cairo_pattern_add_color_stop_rgb(pattern, 0, top.red, top.green, top.blue)
    cairo_pattern_add_color_stop_rgb(pattern, 1, bottom.red, bottom.green, bottom.blue)
    cairo_set_source(context, pattern)
    cairo_pattern_destroy(pattern)
  }

  private func spot(_ context: OpaquePointer, _ place: Point, _ radius: Double, _ colour: Colour, _ opacity: Double) {
    let pattern = cairo_pattern_create_radial(place.x, place.y, 0, place.x, place.y, radius)
    cairo_pattern_add_color_stop_rgba(pattern, 0, colour.red, colour.green, colour.blue, opacity)
    cairo_pattern_add_color_stop_rgba(pattern, 0.6, colour.red, colour.green, colour.blue, opacity * 0.8)
    cairo_pattern_add_color_stop_rgba(pattern, 1, colour.red, colour.green, colour.blue, 0)
    cairo_set_source(context, pattern)
    cairo_pattern_destroy(pattern)
    cairo_arc(context, place.x, place.y, radius, 0, 2 * Double.pi)
    cairo_fill(context)
  }

  /// A pale bamboo far away.
  private func stalk(_ context: OpaquePointer, x: Double, using random: inout SeededGenerator) {
    let width = random.uniform(0.012, 0.026)
    let lean = random.uniform(-0.04, 0.04)
    cairo_set_source_rgb(context, 0.55, 0.78, 0.46)
    cairo_set_line_width(context, width)
    cairo_move_to(context, x, Self.horizon + 0.03)
    cairo_line_to(context, x + lean, -0.02)
    cairo_stroke(context)
    cairo_set_source_rgb(context, 0.42, 0.66, 0.36)
    cairo_set_line_width(context, 0.007)
    var y = random.uniform(0.02, 0.1)
    while y < Self.horizon {
      let middle = x + lean * (Self.horizon - y) / Self.horizon
      cairo_move_to(context, middle - width * 0.5, y)
      cairo_line_to(context, middle + width * 0.5, y)
      y += random.uniform(0.1, 0.16)
      cairo_stroke(context)
    }
  }
}

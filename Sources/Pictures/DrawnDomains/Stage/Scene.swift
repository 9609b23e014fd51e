import CCairo

/// A simple scene behind a drawn thing. Usually it is the same for all pictures of a domain, since no line tells of it.
enum Scene {
  /// A wall that becomes a floor without an edge, as in a photographer's studio.
  case studio(Colour)
  /// Sky, a low hill and a road.
  case road
  /// Night with stars that never change their places.
  case deepSpace

  /// The usual scene with nothing in it.
  func picture(size: Int) -> Image {
    let sheet = CairoSurface(width: size, height: size)
    paint(on: sheet, hue: nil)
    return sheet.image()
  }

  /// Paints the whole sheet.
  ///
  /// - Parameter hue: Another colour for it: of the wall, of the sky, of the night.
  func paint(on sheet: CairoSurface, hue: Colour?) {
    let context = sheet.context
    cairo_save(context)
    cairo_scale(context, Double(sheet.width), Double(sheet.height))
    switch self {
    case .studio(let usual):
      let wall = hue ?? usual
      Self.fill(context, [(0, wall.lighter(0.18)), (0.62, wall.lighter(0.5)), (0.72, wall.lighter(0.3)), (1, wall)])
    case .road:
      let sky = hue ?? Colour(0.42, 0.72, 0.96)
      Self.fill(context, [(0, sky), (0.7, sky.lighter(0.75))])
      Self.band(context, top: 0.6, Colour(0.58, 0.83, 0.42), Colour(0.42, 0.70, 0.34), arch: 0.03)
      Self.band(context, top: 0.76, Colour(0.56, 0.57, 0.62), Colour(0.42, 0.43, 0.49), arch: 0)
    case .deepSpace:
      let night = hue.map { $0.darker(0.62) } ?? Colour(0.10, 0.09, 0.30)
      Self.fill(context, [(0, night.darker(0.3)), (0.55, night), (1, night.lighter(0.2))])
      Self.stars(context)
    }
    cairo_restore(context)
  }

  private static func fill(_ context: OpaquePointer, _ stops: [(place: Double, colour: Colour)]) {
    let pattern = cairo_pattern_create_linear(0, 0, 0, 1)
    for stop in stops {
      cairo_pattern_add_color_stop_rgb(pattern, stop.place, stop.colour.red, stop.colour.green, stop.colour.blue)
    }
    cairo_set_source(context, pattern)
    cairo_pattern_destroy(pattern)
    cairo_paint(context)
  }

  /// Everything below `top`, with a brow that rises by `arch`.
  private static func band(_ context: OpaquePointer, top: Double, _ upper: Colour, _ lower: Colour, arch: Double) {
    cairo_move_to(context, 0, top)
    cairo_curve_to(context, 0.3, top - arch, 0.7, top - arch, 1, top)
    cairo_line_to(context, 1, 1)
    cairo_line_to(context, 0, 1)
    cairo_close_path(context)
    let pattern = cairo_pattern_create_linear(0, top, 0, 1)
    cairo_pattern_add_color_stop_rgb(pattern, 0, upper.red, upper.green, upper.blue)
    cairo_pattern_add_color_stop_rgb(pattern, 1, lower.red, lower.green, lower.blue)
    cairo_set_source(context, pattern)
    cairo_pattern_destroy(pattern)
    cairo_fill(context)
  }

  private static func stars(_ context: OpaquePointer) {
    var random = SeededGenerator(seed: 1961)
    for _ in 0..<42 {
      let place = Point(random.uniform(0, 1), random.uniform(0, 1))
      let radius = random.uniform(0.003, 0.0085)
      cairo_set_source_rgba(context, 1, 1, random.uniform(0.75, 1), random.uniform(0.55, 1))
      cairo_arc(context, place.x, place.y, radius, 0, 2 * Double.pi)
      cairo_fill(context)
    }
  }
}

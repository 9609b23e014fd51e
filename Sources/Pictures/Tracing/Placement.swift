import CCairo

/// How a picture is laid onto the canvas: mirrored, scaled around its middle, moved.
struct Placement: Hashable {
  var isFlipped = false
  var scale = 1.0
  /// In canvas units.
  var shift = Point(0, 0)

  init() {}

  init(using random: inout SeededGenerator) {
    isFlipped = random.chance(0.5)
    scale = random.uniform(0.82, 1.14)
    let slack = abs(1 - scale) / 2 + 0.03
    shift = Point(random.uniform(-slack, slack), random.uniform(-slack, slack))
  }

  func callAsFunction(_ point: Point) -> Point {
    let x = isFlipped ? 1 - point.x : point.x
    return Point((x - 0.5) * scale + 0.5 + shift.x, (point.y - 0.5) * scale + 0.5 + shift.y)
  }

  /// The picture where its lines go; its border's colours fill what it does not cover.
  func image(_ picture: Image, size: Int) -> Image {
    // Large steps down are averaged first, so that no line is lost between samples.
    let near = picture.width > size * 2 ? picture.scaled(width: size * 2, height: size * 2) : picture
    let source = CairoSurface(isFlipped ? near.flippedHorizontally : near)
    let sheet = CairoSurface(width: size, height: size)
    let context = sheet.context
    guard let pattern = cairo_pattern_create_for_surface(cairo_get_target(source.context)) else { return picture }
    cairo_pattern_set_extend(pattern, CAIRO_EXTEND_PAD)
    cairo_pattern_set_filter(pattern, CAIRO_FILTER_GOOD)
    // From the sheet's pixels to the picture's.
    let pixels = Double(near.width)
    let step = pixels / (Double(size) * scale)
    var matrix = cairo_matrix_t()
    cairo_matrix_init(
      &matrix, step, 0, 0, step, pixels * (0.5 - (0.5 + shift.x) / scale), pixels * (0.5 - (0.5 + shift.y) / scale))
    cairo_pattern_set_matrix(pattern, &matrix)
    cairo_set_source(context, pattern)
    cairo_pattern_destroy(pattern)
    cairo_paint(context)
    return sheet.image()
  }
}

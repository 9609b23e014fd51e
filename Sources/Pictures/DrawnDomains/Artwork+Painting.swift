import CCairo

extension Artwork {
  /// Paints the shapes over what is on the sheet; canvas coordinates 0…1 fill it.
  func paint(on sheet: CairoSurface) {
    let context = sheet.context
    cairo_save(context)
    cairo_scale(context, Double(sheet.width), Double(sheet.height))
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
    for shape in shapes {
      cairo_save(context)
      if let clip = shape.clip {
        Self.path(clip, isClosed: true, context)
        cairo_clip(context)
      }
      Self.path(shape.outline, isClosed: shape.isClosed, context)
      switch shape.paint {
      case .none: break
      case .flat(let colour):
        cairo_set_source_rgb(context, colour.red, colour.green, colour.blue)
        cairo_fill_preserve(context)
      case .shaded(let light, let base, let shade):
        Self.fill(context, Bounds(shape.outline), focus: Point(-0.32, -0.42), reach: 1.38) { pattern in
          Self.stop(pattern, 0, light)
          Self.stop(pattern, 0.52, base)
          Self.stop(pattern, 1, shade)
        }
      case .glow(let colour, let opacity):
        Self.fill(context, Bounds(shape.outline), focus: Point(0, 0), reach: 1) { pattern in
          Self.stop(pattern, 0, colour, opacity)
          Self.stop(pattern, 0.45, colour, opacity * 0.62)
          Self.stop(pattern, 1, colour, 0)
        }
      }
      if let line = shape.line {
        cairo_set_source_rgb(context, line.colour.red, line.colour.green, line.colour.blue)
        cairo_set_line_width(context, line.width)
        cairo_stroke(context)
      }
      cairo_new_path(context)
      cairo_restore(context)
    }
    cairo_restore(context)
  }

  private static func path(_ points: [Point], isClosed: Bool, _ context: OpaquePointer) {
    cairo_new_path(context)
    for point in points { cairo_line_to(context, point.x, point.y) }
    if isClosed { cairo_close_path(context) }
  }

  /// Fills the path with a radial gradient stretched over the bounds, whose half sides are 1 in the gradient's units.
  private static func fill(
    _ context: OpaquePointer, _ bounds: Bounds, focus: Point, reach: Double, stops: (OpaquePointer) -> Void
  ) {
    let rx = max(bounds.size.x / 2, 1e-6)
    let ry = max(bounds.size.y / 2, 1e-6)
    guard let pattern = cairo_pattern_create_radial(focus.x, focus.y, 0, focus.x * 0.4, focus.y * 0.4, reach) else {
      return
    }
    stops(pattern)
    var matrix = cairo_matrix_t()
    cairo_matrix_init(&matrix, 1 / rx, 0, 0, 1 / ry, -bounds.centre.x / rx, -bounds.centre.y / ry)
    cairo_pattern_set_matrix(pattern, &matrix)
    cairo_set_source(context, pattern)
    cairo_fill_preserve(context)
    cairo_pattern_destroy(pattern)
  }

  private static func stop(_ pattern: OpaquePointer, _ offset: Double, _ colour: Colour, _ alpha: Double = 1) {
    cairo_pattern_add_color_stop_rgba(pattern, offset, colour.red, colour.green, colour.blue, alpha)
  }
}

import CCairo

/// A hand with a pencil, for drawings that draw themselves.
enum HandPicture {
  /// How far from the pencil's tip it reaches, in sides of its square.
  static let reach = 1.5

  /// - Parameters:
  ///   - tipX: where the pencil touches the paper, in pixels from the left.
  ///   - tipY: the same from above.
  ///   - side: of the square that hand and pencil fill, in pixels.
  static func draw(tipX: Double, tipY: Double, side: Double, on context: OpaquePointer?) {
    cairo_save(context)
    cairo_translate(context, tipX, tipY)
    cairo_scale(context, side, side)
    cairo_set_line_width(context, max(0.035, 1.2 / side))
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
    // The sleeve comes from the lower right, the pencil points to the upper right.
    shape([(0.52, 0.5), (0.72, 0.34), (1.05, 0.72), (0.85, 0.92)], fill: Colour(60.0 / 255, 0.49, 0.84), on: context)
    shape([(0.12, -0.2), (0.2, -0.12), (0.62, -0.62), (0.5, -0.72)], fill: Colour(1, 0.78, 0.27), on: context)
    shape([(0, 0), (0.12, -0.2), (0.2, -0.12)], fill: Colour(0.95, 0.85, 0.7), on: context)
    let skin = Colour(1, 0.82, 0.67)
    // The fist, and the finger along the pencil.
    cairo_new_path(context)
    cairo_arc(context, 0.5, 0.2, 0.27, 0, 2 * .pi)
    finish(fill: skin, on: context)
    cairo_new_path(context)
    cairo_move_to(context, 0.2, -0.06)
    cairo_curve_to(context, 0.16, -0.2, 0.26, -0.24, 0.34, -0.14)
    cairo_line_to(context, 0.58, 0.06)
    cairo_line_to(context, 0.42, 0.2)
    cairo_close_path(context)
    finish(fill: skin, on: context)
    cairo_restore(context)
  }

  private static func shape(_ corners: [(Double, Double)], fill: Colour, on context: OpaquePointer?) {
    cairo_new_path(context)
    for (x, y) in corners { cairo_line_to(context, x, y) }
    cairo_close_path(context)
    finish(fill: fill, on: context)
  }

  private static func finish(fill: Colour, on context: OpaquePointer?) {
    cairo_set_source_rgb(context, fill.red, fill.green, fill.blue)
    cairo_fill_preserve(context)
    cairo_set_source_rgb(context, 0.15, 0.16, 0.26)
    cairo_stroke(context)
  }
}

import CCairo

extension Artwork {
  /// The artwork in front of a scene.
  func picture(_ style: DrawnStyle, scene: (CairoSurface) -> Void) -> DrawnPicture {
    let sheet = CairoSurface(width: style.size, height: style.size)
    scene(sheet)
    let thing = CairoSurface(width: style.size, height: style.size)
    paint(on: thing, look: style.look)
    sheet.paint(thing)
    return DrawnPicture(
      image: sheet.image(), strokes: semanticStrokes(), surprises: surprises, thing: thing.cutout())
  }

  /// Paints the shapes over what is on the sheet; canvas coordinates 0…1 fill it.
  func paint(on sheet: CairoSurface, look: DrawnStyle.Look = .outlined) {
    let context = sheet.context
    cairo_save(context)
    cairo_scale(context, Double(sheet.width), Double(sheet.height))
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
    for shape in shapes {
      let coat = look == .toy && shape.isClosed ? ToyCoat(shape.paint) : nil
      cairo_save(context)
      if let clip = shape.clip {
        Self.path(clip, isClosed: true, context)
        cairo_clip(context)
      }
      Self.path(shape.outline, isClosed: shape.isClosed, context)
      switch coat?.paint ?? shape.paint {
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
      if let coat {
        Self.polish(context, Bounds(shape.outline), coat)
      } else if let line = shape.line {
        cairo_set_source_rgb(context, line.colour.red, line.colour.green, line.colour.blue)
        cairo_set_line_width(context, line.width)
        cairo_stroke(context)
      }
      cairo_new_path(context)
      cairo_restore(context)
    }
    cairo_restore(context)
  }

  /// Rounds the path off towards its rim and lets it shine at the upper left.
  private static func polish(_ context: OpaquePointer, _ bounds: Bounds, _ coat: ToyCoat) {
    let depth = min(0.16, 0.34 * min(bounds.size.x, bounds.size.y))
    guard let outline = cairo_copy_path(context) else { return }
    cairo_save(context)
    cairo_clip_preserve(context)
    // Half of each stroke lies inside: together they are a soft shadow that is deepest at the rim.
    for share in [1, 0.72, 0.48, 0.28, 0.12] {
      cairo_set_source_rgba(context, coat.rim.red, coat.rim.green, coat.rim.blue, 0.15)
      cairo_set_line_width(context, depth * share)
      cairo_stroke_preserve(context)
    }
    fill(context, bounds, focus: Point(-0.5, -0.62), reach: 0.55) { pattern in
      stop(pattern, 0, coat.shine, 0.7)
      stop(pattern, 0.35, coat.shine, 0.34)
      stop(pattern, 1, coat.shine, 0)
    }
    fill(context, bounds, focus: Point(-0.56, -0.68), reach: 0.2) { pattern in
      stop(pattern, 0, .white, 0.75)
      stop(pattern, 0.5, .white, 0.4)
      stop(pattern, 1, .white, 0)
    }
    cairo_restore(context)
    cairo_new_path(context)
    cairo_append_path(context, outline)
    cairo_path_destroy(outline)
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

/// How a toy's part is painted: light and shade change how light it is and leave its colour, as on coloured plastic, so
/// that each part is of one colour all over. Only the lamp's own reflection is white.
private struct ToyCoat {
  let paint: ArtShape.Paint
  /// Deepest at the edge.
  let rim: Colour
  /// Around the lamp's reflection.
  let shine: Colour

  /// Below this chroma (CIELAB) a part has no colour to keep; its shades may be of any.
  private static let colourless = 15.0

  /// Nil for a part that is not shaded.
  init?(_ paint: ArtShape.Paint) {
    guard case .shaded(var light, let base, var shade) = paint else { return nil }
    let lab = LabColour(base)
    if lab.chroma >= Self.colourless {
      light = base.lit(by: LabColour(light).lightness - lab.lightness)
      shade = base.lit(by: LabColour(shade).lightness - lab.lightness)
    }
    self.paint = .shaded(light: light, base: base, shade: shade)
    rim = shade.lit(by: -0.3 * LabColour(shade).lightness)
    shine = light.lit(by: 0.6 * (100 - LabColour(light).lightness))
  }
}

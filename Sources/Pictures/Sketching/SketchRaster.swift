import CCairo

/// Strokes to pixels: for the generator and for people.
package enum SketchRaster {
  /// The ink of pencil strokes, less what erasers took away: 1 on the line, 0 on paper, antialiased.
  package static func ink(_ strokes: [Stroke], size: Int) -> Plane {
    precondition(size > 0, "a sketch needs at least one pixel")
    let sheet = CairoSurface(width: size, height: size, format: .coverage)
    cairo_set_source_rgba(sheet.context, 0, 0, 0, 1)
    for stroke in strokes {
      switch stroke.kind {
      case .pencil: cairo_set_operator(sheet.context, CAIRO_OPERATOR_OVER)
      case .eraser: cairo_set_operator(sheet.context, CAIRO_OPERATOR_DEST_OUT)
      case .crayon, .palette: continue
      }
      trace(stroke.points, width: stroke.width, on: sheet)
    }
    return sheet.coverage()
  }

  /// The sketch as a person sees it: black ink over crayon on white paper.
  package static func picture(_ strokes: [Stroke], size: Int) -> Image {
    let sheet = CairoSurface(width: size, height: size)
    cairo_set_source_rgb(sheet.context, 1, 1, 1)
    cairo_paint(sheet.context)
    let crayon = hintSheet(ColourHints(crayonStrokesOf: strokes), size: size)
    sheet.paint(crayon)
    let ink = CairoSurface(width: size, height: size)
    cairo_set_source_rgba(ink.context, 0, 0, 0, 1)
    for stroke in strokes {
      switch stroke.kind {
      case .pencil: cairo_set_operator(ink.context, CAIRO_OPERATOR_OVER)
      case .eraser: cairo_set_operator(ink.context, CAIRO_OPERATOR_DEST_OUT)
      case .crayon, .palette: continue
      }
      trace(stroke.points, width: stroke.width, on: ink)
    }
    sheet.paint(ink)
    return sheet.image()
  }

  /// The dabs of crayon on a transparent sheet.
  static func hintSheet(_ hints: ColourHints, size: Int) -> CairoSurface {
    let sheet = CairoSurface(width: size, height: size)
    var marks = hints.marks[...]
    while let first = marks.first {
      // Where faint marks of one spread overlap they are as faint as elsewhere.
      let together = first.strength < 1 ? marks.prefix { $0.strength == first.strength } : marks.prefix(1)
      if first.strength < 1 { cairo_push_group(sheet.context) }
      for mark in together { draw(mark, on: sheet) }
      if first.strength < 1 {
        cairo_pop_group_to_source(sheet.context)
        cairo_set_operator(sheet.context, CAIRO_OPERATOR_OVER)
        cairo_paint_with_alpha(sheet.context, max(first.strength, 0))
      }
      marks = marks.dropFirst(together.count)
    }
    return sheet
  }

  private static func draw(_ mark: ColourHints.Mark, on sheet: CairoSurface) {
    if let colour = mark.colour {
      cairo_set_operator(sheet.context, CAIRO_OPERATOR_OVER)
      cairo_set_source_rgb(sheet.context, colour.red, colour.green, colour.blue)
    } else {
      cairo_set_operator(sheet.context, CAIRO_OPERATOR_DEST_OUT)
      cairo_set_source_rgba(sheet.context, 0, 0, 0, 1)
    }
    trace(mark.points, width: mark.width, on: sheet)
  }

  /// Draws one movement of a round pen with the current colour. Places that are not numbers are skipped.
  private static func trace(_ points: [Point], width: Double, on sheet: CairoSurface) {
    let size = Double(sheet.width)
    PenTrace.draw(
      points, diameter: width.isFinite ? min(width, 2) * size : 0, size: (size, size), on: sheet.context)
  }
}

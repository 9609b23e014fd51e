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
    for mark in hints.marks {
      if let colour = mark.colour {
        cairo_set_operator(sheet.context, CAIRO_OPERATOR_OVER)
        cairo_set_source_rgb(sheet.context, colour.red, colour.green, colour.blue)
      } else {
        cairo_set_operator(sheet.context, CAIRO_OPERATOR_DEST_OUT)
        cairo_set_source_rgba(sheet.context, 0, 0, 0, 1)
      }
      trace(mark.points, width: mark.width, on: sheet)
    }
    return sheet
  }

  /// Draws one movement of a round pen with the current colour. Places that are not numbers are skipped.
  private static func trace(_ points: [Point], width: Double, on sheet: CairoSurface) {
    let context = sheet.context
    let size = Double(sheet.width)
    guard width.isFinite, width > 0 else { return }
    cairo_set_line_width(context, min(width, 2) * size)
    cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    cairo_new_path(context)
    var last: Point?
    var count = 0
    let isVeryLong = points.count > longestPath
    for point in points where point.x.isFinite && point.y.isFinite {
      // Far outside the canvas nothing is seen, and Cairo's fixed-point numbers would overflow.
      let place = Point(min(max(point.x, -4), 5), min(max(point.y, -4), 5)) * size
      if last == nil { cairo_move_to(context, place.x, place.y) }
      cairo_line_to(context, place.x, place.y)
      last = place
      count += 1
      // Cairo's time grows with the crossings within a path, so a scribble of hours is drawn in short pieces.
      if isVeryLong && count % 128 == 0 {
        cairo_stroke(context)
        cairo_move_to(context, place.x, place.y)
      }
    }
    // A path of one place is a line to itself: round caps make it a dot.
    cairo_stroke(context)
  }

  /// Points of a path that is drawn in one piece; people's lines have fewer.
  private static let longestPath = 2048
}

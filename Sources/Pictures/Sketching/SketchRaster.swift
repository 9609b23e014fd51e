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
      case .crayon: continue
      }
      trace(stroke.points, width: stroke.width, on: sheet)
    }
    return sheet.coverage()
  }

  /// What a generator reads: `size * size * channels` values, channels last, row by row.
  ///
  /// - Parameter channels: 1 for ink alone, or 5 for ink (0…1), hint mask (0…1) and hint colour (three values −1…1,
  ///   0 where there is no hint).
  package static func networkInput(_ strokes: [Stroke], size: Int, channels: Int) -> [Float] {
    precondition(channels == 1 || channels == 5, "a generator reads ink alone or ink and hints")
    let ink = ink(strokes, size: size)
    if channels == 1 { return ink.values }
    return interleave(ink: ink, hints: ColourHints(crayonStrokesOf: strokes))
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
      case .crayon: continue
      }
      trace(stroke.points, width: stroke.width, on: ink)
    }
    sheet.paint(ink)
    return sheet.image()
  }

  /// Ink and hints as a five-channel network input.
  static func interleave(ink: Plane, hints: ColourHints) -> [Float] {
    let size = ink.width
    precondition(ink.height == size, "a network input is square")
    if hints.marks.isEmpty {
      return [Float](unsafeUninitializedCapacity: size * size * 5) { buffer, count in
        buffer.initialize(repeating: 0)
        ink.values.withUnsafeBufferPointer { source in
          for pixel in 0..<(size * size) { buffer[pixel * 5] = source[pixel] }
        }
        count = size * size * 5
      }
    }
    let sheet = hintSheet(hints, size: size)
    return [Float](unsafeUninitializedCapacity: size * size * 5) { buffer, count in
      ink.values.withUnsafeBufferPointer { source in
        sheet.forEachRow { y, row in
          row.withMemoryRebound(to: UInt32.self, capacity: size) { pixels in
            for x in 0..<size {
              let out = (y * size + x) * 5
              let pixel = pixels[x]
              let mask = Float(pixel >> 24) * (1 / 255)
              buffer[out] = source[y * size + x]
              buffer[out + 1] = mask
              // Cairo's colours are multiplied by alpha: 2·(c·a) − a is the colour −1…1 times the mask, 0 off the dab.
              buffer[out + 2] = Float((pixel >> 16) & 255) * (2 / 255) - mask
              buffer[out + 3] = Float((pixel >> 8) & 255) * (2 / 255) - mask
              buffer[out + 4] = Float(pixel & 255) * (2 / 255) - mask
            }
          }
        }
      }
      count = size * size * 5
    }
  }

  private static func hintSheet(_ hints: ColourHints, size: Int) -> CairoSurface {
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
    for point in points where point.x.isFinite && point.y.isFinite {
      // Far outside the canvas nothing is seen, and Cairo's fixed-point numbers would overflow.
      let place = Point(min(max(point.x, -4), 5), min(max(point.y, -4), 5)) * size
      if last == nil { cairo_move_to(context, place.x, place.y) }
      cairo_line_to(context, place.x, place.y)
      last = place
    }
    // A path of one place is a line to itself: round caps make it a dot.
    cairo_stroke(context)
  }
}

import CCairo

extension Image {
  /// A drawing of lines in one colour, in the middle of its ground.
  ///
  /// - Parameters:
  ///   - strokes: in a square, 0…1 each way.
  ///   - thinnest: the least width of a line, as a share of the square's side.
  ///   - colour: red, green and blue, 0…255; likewise the ground's.
  ///   - width: the picture's, in pixels; the square is as large as it fits, with a margin.
  package static func lines(
    _ strokes: [Stroke], thinnest: Double, colour: [UInt8], ground: [UInt8], width: Int, height: Int
  ) -> Image {
    let sheet = CairoSurface(width: width, height: height)
    func set(_ colour: [UInt8]) {
      cairo_set_source_rgb(
        sheet.context, Double(colour[0]) / 255, Double(colour[1]) / 255, Double(colour[2]) / 255)
    }
    set(ground)
    cairo_paint(sheet.context)
    set(colour)
    let side = Double(min(width, height)) * 0.84
    cairo_translate(sheet.context, (Double(width) - side) / 2, (Double(height) - side) / 2)
    for stroke in strokes {
      PenTrace.draw(
        stroke.points, diameter: max(stroke.width, thinnest) * side, size: (side, side), on: sheet.context)
    }
    return sheet.image()
  }
}

import CCairo

extension CairoSurface {
  /// A sheet filled with a picture.
  convenience init(_ image: Image) {
    self.init(width: image.width, height: image.height)
    let surface = cairo_get_target(context)
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else { return }
    let stride = Int(cairo_image_surface_get_stride(surface))
    for y in 0..<image.height {
      (data + y * stride).withMemoryRebound(to: UInt32.self, capacity: image.width) { row in
        for x in 0..<image.width {
          let start = (y * image.width + x) * 3
          row[x] =
            0xFF00_0000 | UInt32(image.pixels[start]) << 16 | UInt32(image.pixels[start + 1]) << 8
            | UInt32(image.pixels[start + 2])
        }
      }
    }
    cairo_surface_mark_dirty(surface)
  }

  /// Draws a picture with its top left corner at (`x`, `y`).
  func draw(_ image: Image, x: Int, y: Int) {
    let other = CairoSurface(image)
    cairo_set_source_surface(context, cairo_get_target(other.context), Double(x), Double(y))
    cairo_paint(context)
  }

  /// Writes one line of text in the first of several fonts in which it fits, in the last where it fits in none.
  func write(_ text: String, x: Int, y: Int, width: Int, fonts: [String]) {
    let fitting = fonts.first { PangoText(text: text, font: $0, width: Double(width)).naturalWidth <= Double(width) }
    write(text, x: x, y: y, width: width, font: fitting ?? fonts[fonts.count - 1])
  }

  /// Writes one line of text in black; what does not fit into `width` ends in an ellipsis.
  func write(_ text: String, x: Int, y: Int, width: Int, font: String) {
    _ = PangoText(text: text, font: font, width: Double(width)).show(on: context, x: Double(x), y: Double(y))
  }
}

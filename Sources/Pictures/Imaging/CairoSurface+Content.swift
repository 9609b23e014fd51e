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

  /// Writes one line of text in black; what does not fit into `width` ends in an ellipsis.
  func write(_ text: String, x: Int, y: Int, width: Int, font: String) {
    guard let layout = pango_cairo_create_layout(context) else { return }
    defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
    let description = pango_font_description_from_string(font)
    pango_layout_set_font_description(layout, description)
    pango_font_description_free(description)
    pango_layout_set_single_paragraph_mode(layout, 1)
    pango_layout_set_width(layout, Int32(width) * 1024)
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
    pango_layout_set_text(layout, text, -1)
    cairo_set_source_rgb(context, 0.1, 0.1, 0.12)
    cairo_move_to(context, Double(x), Double(y))
    pango_cairo_show_layout(context, layout)
  }
}

import CCairo

extension Image {
  /// One line of large letters in the middle of a sheet, in any script that the system has a font for.
  ///
  /// - Parameters:
  ///   - colours: of the letters and of the sheet.
  ///   - width: of the sheet in pixels; words that are too long for it become smaller.
  ///   - height: of the sheet in pixels.
  package static func words(
    _ text: String, letters: (UInt8, UInt8, UInt8), sheet: (UInt8, UInt8, UInt8), width: Int, height: Int
  ) -> Image {
    precondition(width > 0 && height > 0, "a picture needs at least one pixel")
    let surface = CairoSurface(width: width, height: height)
    let context = surface.context
    func setColour(_ colour: (UInt8, UInt8, UInt8)) {
      cairo_set_source_rgb(context, Double(colour.0) / 255, Double(colour.1) / 255, Double(colour.2) / 255)
    }
    setColour(sheet)
    cairo_paint(context)
    guard let layout = pango_cairo_create_layout(context) else { return surface.image() }
    defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
    let font = pango_font_description_from_string("Sans Bold")
    defer { pango_font_description_free(font) }
    pango_layout_set_single_paragraph_mode(layout, 1)
    pango_layout_set_text(layout, text, -1)
    var size = Double(height) * 0.66
    var extent: (width: Int32, height: Int32) = (0, 0)
    for _ in 0..<2 {
      pango_font_description_set_absolute_size(font, size * Double(PANGO_SCALE))
      pango_layout_set_font_description(layout, font)
      pango_layout_get_pixel_size(layout, &extent.width, &extent.height)
      guard Int(extent.width) > width * 19 / 20, extent.width > 0 else { break }
      size *= Double(width) * 0.95 / Double(extent.width)
    }
    setColour(letters)
    cairo_move_to(context, (Double(width) - Double(extent.width)) / 2, (Double(height) - Double(extent.height)) / 2)
    pango_cairo_show_layout(context, layout)
    return surface.image()
  }
}

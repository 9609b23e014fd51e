import CCairo

/// A text set by Pango: letters of every script that the machine has a font for. Lengths are the surface's units.
struct PangoText {
  enum Alignment { case left, centre }

  var text: String
  /// As Pango describes fonts, such as `Sans Bold 12`.
  var font: String
  var width: Double
  var alignment = Alignment.left
  /// Breaks into lines; otherwise one line, which ends in an ellipsis where it does not fit.
  var wraps = false
  /// Red, green and blue, 0…1.
  var colour = (red: 0.1, green: 0.1, blue: 0.12)

  /// Korean breaks between words, but Pango may break between any two syllables: a word joiner (U+2060) keeps them
  /// together.
  private static func joined(_ text: String) -> String {
    let syllables: ClosedRange<Character> = "\u{AC00}"..."\u{D7A3}"
    var result = ""
    var isInWord = false
    for character in text {
      let isSyllable = syllables.contains(character)
      if isInWord && isSyllable { result += "\u{2060}" }
      result.append(character)
      isInWord = isSyllable
    }
    return result
  }

  struct Shown {
    /// Of what is seen.
    var width: Double
    var height: Double
    /// Letters that no font of this machine has.
    var unknownLetters: Int
  }

  /// How wide the text is in one line.
  var naturalWidth: Double {
    let sheet = CairoSurface(width: 1, height: 1)
    var free = self
    // Wider than any line.
    free.width = 100_000
    return free.show(on: sheet.context, x: 0, y: 0).width
  }

  /// Writes with the top left corner at (`x`, `y`).
  func show(on context: OpaquePointer, x: Double, y: Double) -> Shown {
    guard let layout = pango_cairo_create_layout(context) else { return Shown(width: 0, height: 0, unknownLetters: 0) }
    defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
    let description = pango_font_description_from_string(font)
    pango_layout_set_font_description(layout, description)
    pango_font_description_free(description)
    pango_layout_set_width(layout, Int32(max(width, 0) * 1024))
    pango_layout_set_alignment(layout, alignment == .left ? PANGO_ALIGN_LEFT : PANGO_ALIGN_CENTER)
    if wraps {
      pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    } else {
      pango_layout_set_single_paragraph_mode(layout, 1)
      pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
    }
    pango_layout_set_text(layout, wraps ? Self.joined(text) : text, -1)
    cairo_set_source_rgb(context, colour.red, colour.green, colour.blue)
    cairo_move_to(context, x, y)
    pango_cairo_show_layout(context, layout)
    var wide: Int32 = 0
    var high: Int32 = 0
    pango_layout_get_size(layout, &wide, &high)
    return Shown(
      width: Double(wide) / 1024, height: Double(high) / 1024,
      unknownLetters: Int(pango_layout_get_unknown_glyphs_count(layout)))
  }
}

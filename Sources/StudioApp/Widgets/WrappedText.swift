import Terminal

/// Breaks text into lines.
package enum WrappedText {
  /// Lines of at most `width` columns, broken at spaces, and within a word only where it alone is too long.
  package static func lines(_ text: String, width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let joined = line.isEmpty ? String(word) : line + " " + word
      if CharacterWidth.cells(of: joined) <= width {
        line = joined
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      for piece in CharacterWidth.pieces(of: String(word)) {
        if CharacterWidth.cells(of: line) + piece.width > width {
          lines.append(line)
          line = ""
        }
        line.append(piece.character)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}

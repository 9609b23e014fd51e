import Pictures

/// One cell of the character screen.
package struct Cell: Hashable, Sendable {
  /// The character; nil in the right half of one that is two cells wide.
  package var text: Character?
  package var style: Style

  package init(_ text: Character? = " ", style: Style = Style()) {
    self.text = text
    self.style = style
  }

  /// Whether it is an invisible space on the terminal's default background.
  package var isBlank: Bool {
    text == " " && style.background == .standard && !style.reverse && !style.underline
  }

  /// Whether it is one printable letter of ASCII.
  var isPlain: Bool {
    guard let text else { return false }
    let bytes = String(text).utf8
    guard bytes.count == 1, let byte = bytes.first else { return false }
    return byte >= 0x20 && byte < 0x7F
  }

  /// The right half of the wide character before it.
  package static func continuation(_ style: Style) -> Cell { Cell(nil, style: style) }
}

/// How a cell looks.
package struct Style: Hashable, Sendable {
  package var foreground: TerminalColour
  package var background: TerminalColour
  package var bold: Bool
  package var reverse: Bool
  package var underline: Bool
  package var dim: Bool

  package init(
    _ foreground: TerminalColour = .standard, on background: TerminalColour = .standard, bold: Bool = false,
    reverse: Bool = false,
    underline: Bool = false, dim: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    self.bold = bold
    self.reverse = reverse
    self.underline = underline
    self.dim = dim
  }
}

/// A cell's colour; the output picks the nearest the terminal has, or none under `NO_COLOR`.
package enum TerminalColour: Hashable, Sendable {
  /// The terminal's default.
  case standard
  case rgb(UInt8, UInt8, UInt8)
}

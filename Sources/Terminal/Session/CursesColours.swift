import CCurses

/// Colour pairs of curses, allocated as they are needed.
struct CursesColours {
  private let depth: Capabilities.ColourDepth
  private let count: Int

  /// Prepares the colours of the terminal that curses was started for.
  init(depth: Capabilities.ColourDepth) {
    guard depth != .none, has_colors() else {
      self.depth = .none
      count = 0
      return
    }
    start_color()
    use_default_colors()
    count = Int(curses_colours())
    // Curses can name 256 colours at most here; 24-bit ones are for pictures only.
    self.depth = count >= 256 && depth >= .palette256 ? .palette256 : .ansi16
  }

  /// The character with the pair of the colours nearest to the style's; 0, the terminal's own, without colours.
  ///
  /// Half-blocks are turned over where that spares a pair: terminals with 8 colours have only 64 of them, and curses
  /// takes back those it has not used for longest, even from the screen.
  func resolve(_ text: Character, _ style: Style) -> (text: Character, pair: Int32) {
    guard depth != .none else { return (text, 0) }
    let foreground = number(style.foreground)
    let background = number(style.background)
    if foreground < 0 && background < 0 { return (text, 0) }
    if text == "▀", depth == .ansi16, foreground < background {
      return ("▄", max(alloc_pair(background, foreground), 0))
    }
    return (text, max(alloc_pair(foreground, background), 0))
  }

  private func number(_ colour: TerminalColour) -> Int32 {
    guard case .rgb(let red, let green, let blue) = colour else { return -1 }
    switch depth {
    case .none: return -1
    case .ansi16: return Int32(TerminalPalette.nearestANSI(red, green, blue, count: min(count, 16)))
    case .palette256, .trueColour: return Int32(TerminalPalette.nearest256(red, green, blue))
    }
  }
}

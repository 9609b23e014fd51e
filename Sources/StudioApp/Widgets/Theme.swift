import Pictures
import Terminal

/// The studio's look: colours where the terminal has them, else bold and reverse.
///
/// Safe for colour-blind eyes: dark blue, amber and white on pale blue differ in lightness, and nothing is conveyed by
/// colour alone.
package struct Theme: Hashable, Sendable {
  package let colourful: Bool
  package let unicode: Capabilities.UnicodeLevel
  /// Whether everything but the paper is dark: on a projector a bright desk would outshine the picture.
  package let isDark: Bool

  package init(_ capabilities: Capabilities, isDark: Bool = false) {
    colourful = capabilities.colourDepth > .none
    unicode = capabilities.unicode
    self.isDark = isDark
  }

  private static let white = TerminalColour.rgb(255, 255, 255)
  private static let blue = TerminalColour.rgb(0, 90, 175)
  private static let amber = TerminalColour.rgb(255, 200, 70)
  private static let darkInk = TerminalColour.rgb(38, 40, 66)
  private static let darkGrey = TerminalColour.rgb(88, 96, 118)

  private var ink: TerminalColour { isDark ? .rgb(232, 236, 248) : Self.darkInk }
  private var deskColour: TerminalColour { isDark ? .rgb(18, 20, 34) : .rgb(224, 236, 248) }
  private var cardColour: TerminalColour { isDark ? .rgb(48, 54, 84) : Self.white }
  private var shade: TerminalColour { isDark ? .rgb(38, 50, 92) : .rgb(200, 222, 250) }
  private var accent: TerminalColour { isDark ? .rgb(140, 196, 255) : Self.blue }
  private var grey: TerminalColour { isDark ? .rgb(158, 168, 196) : Self.darkGrey }

  private func style(
    _ foreground: TerminalColour, on background: TerminalColour, bold: Bool = false, plain: Style = Style()
  ) -> Style {
    colourful ? Style(foreground, on: background, bold: bold) : plain
  }

  /// The background of everything.
  package var desk: Style { style(ink, on: deskColour) }
  package var quiet: Style { style(grey, on: deskColour) }
  package var heading: Style { style(accent, on: deskColour, bold: true, plain: Style(bold: true)) }
  package var frame: Style { style(accent, on: deskColour) }
  package var star: Style {
    style(isDark ? Self.amber : .rgb(140, 78, 0), on: deskColour, bold: true, plain: Style(bold: true))
  }

  package var paper: Style { style(TerminalColour.rgb(0, 0, 0), on: Self.white) }
  package var paperHint: Style { style(Self.darkGrey, on: Self.white) }
  /// What would be drawn at the next click, or has just come back.
  package var preview: Style { style(Self.blue, on: Self.white, bold: true, plain: Style(bold: true)) }
  /// What has just disappeared, and the mirror's axis.
  package var ghost: Style { style(TerminalColour.rgb(175, 184, 205), on: Self.white, plain: Style(dim: true)) }
  /// Lines to trace: visible on white paper, but not mistaken for ink.
  package var trace: Style { style(TerminalColour.rgb(150, 175, 215), on: Self.white, plain: Style(dim: true)) }
  package var cursor: Style { style(Self.white, on: Self.blue, bold: true, plain: Style(bold: true, reverse: true)) }

  package var card: Style { style(ink, on: cardColour) }
  package var cardCap: Style { style(accent, on: cardColour, bold: true, plain: Style(bold: true, underline: true)) }
  package var shadedCard: Style { style(ink, on: shade) }
  package var shadedCap: Style {
    style(accent, on: shade, bold: true, plain: Style(bold: true, underline: true))
  }
  package var chosen: Style { style(Self.white, on: Self.blue, bold: true, plain: Style(bold: true, reverse: true)) }
  package var primary: Style { style(Self.darkInk, on: Self.amber, bold: true, plain: Style(bold: true)) }
  package var disabled: Style {
    style(grey, on: isDark ? .rgb(28, 32, 50) : .rgb(238, 243, 250), plain: Style(dim: true))
  }

  /// A crayon's chip: letters dark on light crayons and light on dark ones.
  package func chip(_ colour: CrayonColour) -> Style {
    let rgb = colour.rgb
    let lightness = (299 * Int(rgb.red) + 587 * Int(rgb.green) + 114 * Int(rgb.blue)) / 1000
    return style(
      lightness > 140 ? Self.darkInk : Self.white, on: TerminalColour(colour), bold: true,
      plain: Style(bold: true))
  }

  /// The colour of an icon on a card; all are dark enough to stand out from white even in grey.
  package func tint(_ icon: Icon) -> TerminalColour {
    switch icon {
    case .pencil, .crayon, .bucket, .magic, .live: .rgb(176, 92, 0)
    case .eraser, .keep, .stamp: .rgb(190, 40, 90)
    case .line, .ellipse, .gallery: Self.blue
    case .mirror, .surprise: .rgb(112, 60, 160)
    case .joinGaps, .freshPage: .rgb(0, 110, 90)
    case .size, .undo, .redo, .help, .quit, .mascot: Self.darkInk
    }
  }

  /// Whether large buttons are blocks of colour with half-block edges rather than frames of lines.
  package var hasSoftEdges: Bool { colourful && unicode > .ascii }
  package var isASCII: Bool { unicode == .ascii }
  package var lines: BoxLines {
    switch unicode {
    case .braille: .rounded
    // The Linux console's font has no round corners.
    case .halfBlocks: .square
    case .ascii: .ascii
    }
  }
  package var strongLines: BoxLines { isASCII ? .ascii : .double }
  package func symbol(_ colour: CrayonColour) -> Character { isASCII ? colour.asciiSymbol : colour.symbol }
  package var mascot: String { unicode == .braille ? "ʕ•ᴥ•ʔ" : "(o.o)" }
  /// The mascot from ears to chin, where the font has no dots to draw it with.
  package var mascotFigure: [String] { [" ()   () ", "  /---\\  ", " ( o o ) ", " (  v  ) ", "  \\---/  "] }
  package var heart: String { isASCII ? "<3" : "♥" }
  package func stars(_ count: Int) -> String {
    let full = min(max(count, 0), 3)
    return isASCII
      ? String(repeating: "*", count: full) + String(repeating: ".", count: 3 - full)
      : String(repeating: "★", count: full) + String(repeating: "☆", count: 3 - full)
  }
  package var bar: (full: Character, empty: Character) { isASCII ? ("#", ".") : ("█", "░") }
  package var ellipsis: String { isASCII ? "~" : "…" }
}

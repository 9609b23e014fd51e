import Pictures
import Terminal

/// The studio's look: colours where the terminal has them, else bold and reverse.
///
/// Safe for colour-blind eyes: dark blue, amber and white on pale blue differ in lightness, and nothing is conveyed by
/// colour alone.
package struct Theme: Hashable, Sendable {
  package let colourful: Bool
  package let unicode: Capabilities.UnicodeLevel

  package init(_ capabilities: Capabilities) {
    colourful = capabilities.colourDepth > .none
    unicode = capabilities.unicode
  }

  private static let ink = TerminalColour.rgb(38, 40, 66)
  private static let deskColour = TerminalColour.rgb(224, 236, 248)
  private static let white = TerminalColour.rgb(255, 255, 255)
  private static let blue = TerminalColour.rgb(0, 90, 175)
  private static let amber = TerminalColour.rgb(255, 200, 70)
  private static let shade = TerminalColour.rgb(200, 222, 250)
  private static let grey = TerminalColour.rgb(128, 136, 156)

  private func style(
    _ foreground: TerminalColour, on background: TerminalColour, bold: Bool = false, plain: Style = Style()
  ) -> Style {
    colourful ? Style(foreground, on: background, bold: bold) : plain
  }

  /// The background of everything.
  package var desk: Style { style(Self.ink, on: Self.deskColour) }
  package var quiet: Style { style(Self.grey, on: Self.deskColour, plain: Style(dim: true)) }
  package var heading: Style { style(Self.blue, on: Self.deskColour, bold: true, plain: Style(bold: true)) }
  package var frame: Style { style(Self.blue, on: Self.deskColour) }
  package var star: Style {
    style(TerminalColour.rgb(190, 110, 0), on: Self.deskColour, bold: true, plain: Style(bold: true))
  }

  package var paper: Style { style(TerminalColour.rgb(0, 0, 0), on: Self.white) }
  package var paperHint: Style { style(Self.grey, on: Self.white, plain: Style(dim: true)) }
  /// What would be drawn at the next click, or has just come back.
  package var preview: Style { style(Self.blue, on: Self.white, bold: true, plain: Style(bold: true)) }
  /// What has just disappeared, and the mirror's axis.
  package var ghost: Style { style(TerminalColour.rgb(175, 184, 205), on: Self.white, plain: Style(dim: true)) }
  /// Lines to trace: visible on white paper, but not mistaken for ink.
  package var trace: Style { style(TerminalColour.rgb(150, 175, 215), on: Self.white, plain: Style(dim: true)) }
  package var cursor: Style { style(Self.white, on: Self.blue, bold: true, plain: Style(bold: true, reverse: true)) }

  package var card: Style { style(Self.ink, on: Self.white) }
  package var cardCap: Style { style(Self.blue, on: Self.white, bold: true, plain: Style(bold: true, underline: true)) }
  package var shadedCard: Style { style(Self.ink, on: Self.shade) }
  package var shadedCap: Style {
    style(Self.blue, on: Self.shade, bold: true, plain: Style(bold: true, underline: true))
  }
  package var chosen: Style { style(Self.white, on: Self.blue, bold: true, plain: Style(bold: true, reverse: true)) }
  package var primary: Style { style(Self.ink, on: Self.amber, bold: true, plain: Style(bold: true)) }
  package var disabled: Style { style(Self.grey, on: TerminalColour.rgb(238, 243, 250), plain: Style(dim: true)) }

  /// A crayon's chip: letters dark on light crayons and light on dark ones.
  package func chip(_ colour: CrayonColour) -> Style {
    let rgb = colour.rgb
    let lightness = (299 * Int(rgb.red) + 587 * Int(rgb.green) + 114 * Int(rgb.blue)) / 1000
    return style(
      lightness > 140 ? Self.ink : Self.white, on: TerminalColour(colour), bold: true,
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
    case .size, .undo, .redo, .help, .quit, .mascot: Self.ink
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

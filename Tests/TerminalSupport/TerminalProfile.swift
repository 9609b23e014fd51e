import Terminal

/// How a terminal answers questions, as seen on Debian 12.
package struct TerminalProfile: Sendable {
  package var name: String
  /// The parameters of the primary device attributes; 4 is sixel.
  package var attributes: String
  package var version: String?
  /// Answers to XTSMGRAPHICS: colour registers and the largest picture, everything after `CSI ?` item.
  package var colours: String?
  package var limit: String?
  /// How it speaks kitty's protocol; nil if it does not.
  package var kitty: KittyOptions?
  /// Whether it answers 14t and 16t.
  package var reportsPixels = false
  /// The states of modes 1016 and 2026: 2 offered, 0 unknown; nil is silence.
  package var pixelMouse: Int?
  package var synchronized: Int?
  /// How long it takes to answer, in milliseconds.
  package var slowness = 0
  package var cellWidth = 10
  package var cellHeight = 20

  package static let xterm = TerminalProfile(
    name: "xterm", attributes: "64;1;2;6;9;15;16;17;18;21;22;28", version: "XTerm(379)", colours: ";3;0S",
    limit: ";3;0S", pixelMouse: 2, synchronized: 0)
  package static let xtermSixel = TerminalProfile(
    name: "xterm -ti vt340", attributes: "63;1;2;4;6;9;15;16;22;28", version: "XTerm(379)", colours: ";0;1024S",
    limit: ";0;1000;1000S", pixelMouse: 2, synchronized: 0)
  package static let mlterm = TerminalProfile(
    name: "mlterm", attributes: "63;1;2;3;4;7;29", colours: ";0;1024S", limit: ";0;1024S", reportsPixels: true)
  package static let foot = TerminalProfile(
    name: "foot", attributes: "62;4;22;28", version: "foot(1.13.1)", colours: ";0;1024S", limit: ";0;10000;10000S",
    reportsPixels: true, pixelMouse: 2, synchronized: 2)
  package static let kitty = TerminalProfile(
    name: "kitty", attributes: "62", version: "kitty(0.26.5)", kitty: KittyOptions(sharedMemory: true),
    reportsPixels: true, pixelMouse: 2, synchronized: 2)
  package static let iterm = TerminalProfile(
    name: "iTerm2", attributes: "64;1;2;4;6;17;18;21;22", version: "iTerm2 3.5.11", reportsPixels: true, pixelMouse: 2,
    synchronized: 2)
  /// tmux in a new kitty, with allow-passthrough.
  package static let tmuxInKitty = TerminalProfile(
    name: "tmux in kitty", attributes: "1;2", version: "tmux 3.3a", kitty: KittyOptions(sharedMemory: true))
  package static let tmux = TerminalProfile(name: "tmux", attributes: "1;2", version: "tmux 3.3a")
  /// Answers only who it is, with sixel among it.
  package static let plainSixel = TerminalProfile(name: "plain", attributes: "62;4;22")
  /// Answers nothing at all.
  package static let silent = TerminalProfile(name: "silent", attributes: "")

  /// The answer to one question; empty if the terminal stays silent.
  ///
  /// - Parameters:
  ///   - prefix: the character after the bracket if it is none of a number.
  ///   - final: the last character, with what stands between the numbers and it.
  package func answer(prefix: Character?, numbers: [Int], final: String, columns: Int, rows: Int) -> String {
    switch (prefix, final) {
    case (nil, "c"): return attributes.isEmpty ? "" : "\u{1B}[?\(attributes)c"
    case (">", "q"): return version.map { "\u{1B}P>|\($0)\u{1B}\\" } ?? ""
    case ("?", "S") where numbers.first == 1: return colours.map { "\u{1B}[?1" + $0 } ?? ""
    case ("?", "S") where numbers.first == 2: return limit.map { "\u{1B}[?2" + $0 } ?? ""
    case ("?", "$p") where numbers.first == 1016: return pixelMouse.map { "\u{1B}[?1016;\($0)$y" } ?? ""
    case ("?", "$p") where numbers.first == 2026: return synchronized.map { "\u{1B}[?2026;\($0)$y" } ?? ""
    case (nil, "t") where numbers.first == 14 && reportsPixels:
      return "\u{1B}[4;\(rows * cellHeight);\(columns * cellWidth)t"
    case (nil, "t") where numbers.first == 16 && reportsPixels: return "\u{1B}[6;\(cellHeight);\(cellWidth)t"
    default: return ""
    }
  }
}

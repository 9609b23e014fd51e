/// The ways in which pictures can reach a terminal, the best first.
package enum GraphicsProtocol: String, Hashable, Sendable, CaseIterable {
  /// Kitty's protocol: any colour, and pictures that lie over the text (kitty, Ghostty, Konsole).
  case kitty
  /// iTerm2's inline images: PNG files in the place of cells (iTerm2, WezTerm, VS Code).
  case iterm
  /// DEC's sixels: at most 256 colours in the place of cells (xterm, mlterm, foot, Windows Terminal, and more).
  case sixel
  /// No pictures: two coloured halves to a cell, in any terminal.
  case blocks

  /// Its name in sentences.
  package var title: String {
    switch self {
    case .kitty: "kitty graphics"
    case .iterm: "inline images (iTerm2)"
    case .sixel: "sixel"
    case .blocks: "coloured blocks"
    }
  }
}

/// How a terminal wants kitty's protocol to be spoken.
package struct KittyOptions: Hashable, Sendable {
  /// Pixels are handed over in shared memory, since the terminal runs on this machine; else they go down the line.
  package var sharedMemory = false
  /// Pictures are woven into the text by placeholder characters, and their data is passed through tmux.
  package var placeholders = false

  package init(sharedMemory: Bool = false, placeholders: Bool = false) {
    self.sharedMemory = sharedMemory
    self.placeholders = placeholders
  }
}

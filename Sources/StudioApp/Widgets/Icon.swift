import Foundation
import Pictures
import Studio
import Terminal

/// The little pictures on buttons, for children who do not read yet.
///
/// Where the font has braille they are line drawings of dots, as large as the button allows; elsewhere, and on the
/// smallest buttons, a sign or two.
package enum Icon: Hashable, Sendable {
  case pencil, eraser, line, ellipse, bucket, crayon, stamp(Stamp), size(PenSize), mirror, joinGaps, surprise
  case undo, redo, live, magic, keep, gallery, freshPage, help, quit, mascot

  /// One or two columns that stand for the picture.
  package func symbol(_ theme: Theme) -> String {
    theme.unicode == .braille ? symbols.sign : symbols.ascii
  }

  private var symbols: (sign: String, ascii: String) {
    switch self {
    case .pencil: ("✎", "~/")
    case .eraser: ("▱", "[]")
    case .line: ("╱", "/")
    case .ellipse: ("○", "()")
    case .bucket: ("◒", "\\/")
    case .crayon: ("✐", "||")
    case .stamp(let stamp): Self.symbols(stamp)
    case .size(.small): ("·", ".")
    case .size(.medium): ("•", "o")
    case .size(.large): ("●", "O")
    case .mirror: ("◫", "><")
    case .joinGaps: ("∪", "-o")
    case .surprise: ("✺", "**")
    case .undo: ("↶", "<-")
    case .redo: ("↷", "->")
    case .live: ("↯", "!!")
    case .magic: ("✦", "*")
    case .keep: ("♥", "<3")
    case .gallery: ("▦", "##")
    case .freshPage: ("□", "[]")
    case .help: ("?", "?")
    case .quit: ("✕", "x")
    case .mascot: ("ʕ•ᴥ•ʔ", "(o.o)")
    }
  }

  private static func symbols(_ stamp: Stamp) -> (sign: String, ascii: String) {
    switch stamp {
    case .heart: ("♥", "v")
    case .star: ("★", "*")
    case .triangle: ("▲", "^")
    case .square: ("■", "#")
    case .eye: ("◉", "o")
    case .nose: ("▾", "u")
    case .smile: ("◡", ")")
    case .wheel: ("⊛", "@")
    }
  }
}

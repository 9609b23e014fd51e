import CCurses
import Files
import Glibc

/// How many cells text takes on the screen, as `wcwidth` counts it, which is what terminals and curses do.
package enum CharacterWidth {
  /// `wcwidth` answers for the thread's locale, and in the plain C locale it knows nothing beyond ASCII.
  private nonisolated(unsafe) static let utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)

  /// 0 for combining marks, 2 for Hangul, Han and most emoji, nil for control characters and marks of direction.
  package static func cells(of scalar: Unicode.Scalar) -> Int? {
    if scalar.isUnseen { return nil }
    if scalar.isASCII { return 1 }
    let previous = uselocale(utf8)
    defer { if utf8 != nil { _ = uselocale(previous) } }
    let width = curses_character_width(scalar.value)
    return width < 0 ? nil : Int(width)
  }

  /// The cells of one place's character: those of its first scalar, since the marks after it take none.
  package static func cells(of character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    return cells(of: first) ?? 1
  }

  /// The cells that ``pieces(of:)`` take together.
  package static func cells(of text: String) -> Int {
    pieces(of: text).reduce(0) { $0 + $1.width }
  }

  /// Cuts text into what one place of the screen can hold: a scalar of width 1 or 2 with up to four marks of width 0.
  ///
  /// A grapheme cluster is not always such a piece: a family joined from three emoji takes six cells in a terminal.
  /// Control characters and marks of direction become spaces.
  package static func pieces(of text: String) -> [(character: Character, width: Int)] {
    var pieces: [(character: Character, width: Int)] = []
    var marks = 0
    for scalar in text.unicodeScalars {
      let width = cells(of: scalar)
      if width == 0 {
        // Curses keeps five scalars in one place; marks with nothing before them have no place to go.
        guard marks < 4, let last = pieces.last else { continue }
        var scalars = String.UnicodeScalarView(last.character.unicodeScalars)
        scalars.append(scalar)
        let joined = String(scalars)
        if joined.count == 1, let character = joined.first {
          pieces[pieces.count - 1].character = character
          marks += 1
        }
        continue
      }
      marks = 0
      pieces.append((width == nil ? " " : Character(scalar), width ?? 1))
    }
    return pieces
  }
}

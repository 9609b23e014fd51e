import Files
import Glibc

/// A screen of cells, row by row, which views draw into and the session shows.
///
/// Whatever is drawn outside is cut off, and no half of a wide character is ever left standing: what was the other
/// half becomes a space.
package struct Grid: Equatable, Sendable {
  package let columns: Int
  package let rows: Int
  private var cells: [Cell]

  package init(columns: Int, rows: Int, style: Style = Style()) {
    precondition(columns >= 0 && rows >= 0, "a grid cannot have a negative size")
    self.columns = columns
    self.rows = rows
    cells = [Cell](repeating: Cell(style: style), count: columns * rows)
  }

  package var bounds: Rectangle { Rectangle(columns: columns, rows: rows) }

  /// One cell. Outside the grid, reading gives a blank and writing does nothing; a wide character takes the next
  /// place too and becomes a space where that is outside. What is a command to the terminal becomes a space, too.
  package subscript(column: Int, row: Int) -> Cell {
    get { bounds.contains(column: column, row: row) ? cells[row * columns + column] : Cell() }
    set {
      guard bounds.contains(column: column, row: row) else { return }
      if newValue.isPlain {
        // Most cells by far: one letter of ASCII where no wide character stood.
        separate(before: column, row: row)
        separate(before: column + 1, row: row)
        cells[row * columns + column] = newValue
        return
      }
      var newValue = newValue
      if newValue.text?.unicodeScalars.contains(where: \.isUnseen) == true { newValue.text = " " }
      let width = newValue.text.map { CharacterWidth.cells(of: $0) } ?? 0
      if width == 2 && column + 1 < columns {
        separate(before: column, row: row)
        separate(before: column + 2, row: row)
        cells[row * columns + column] = newValue
        cells[row * columns + column + 1] = .continuation(newValue.style)
      } else {
        separate(before: column, row: row)
        separate(before: column + 1, row: row)
        cells[row * columns + column] = width == 1 ? newValue : Cell(style: newValue.style)
      }
    }
  }

  /// Writes one line of text and returns the columns it took.
  ///
  /// - Parameter maxWidth: at most this many columns are used; by default all to the right edge.
  @discardableResult
  package mutating func write(
    _ text: String, column: Int, row: Int, style: Style = Style(), maxWidth: Int? = nil
  ) -> Int {
    let limit = min(columns, maxWidth.map { column + max($0, 0) } ?? columns)
    var place = column
    for piece in CharacterWidth.pieces(of: text) {
      if place + piece.width > limit { break }
      if place >= 0 {
        self[place, row] = Cell(piece.character, style: style)
      } else if place + piece.width > 0 {
        // The left half of a wide character lies outside: its right half is shown as a space.
        self[0, row] = Cell(style: style)
      }
      place += piece.width
    }
    return place - column
  }

  /// Fills the part of the block that lies in the grid; `cell` must not be wide.
  package mutating func fill(_ rectangle: Rectangle, with cell: Cell = Cell()) {
    let inside = rectangle.intersection(bounds)
    guard !inside.isEmpty else { return }
    let filling = Cell(cell.text.map { CharacterWidth.cells(of: $0) == 1 ? $0 : " " } ?? " ", style: cell.style)
    for row in inside.row..<inside.endRow {
      separate(before: inside.column, row: row)
      separate(before: inside.endColumn, row: row)
      for column in inside.column..<inside.endColumn { cells[row * columns + column] = filling }
    }
  }

  /// Draws a frame along the inside edge of the block; what it encloses stays.
  package mutating func box(_ rectangle: Rectangle, style: Style = Style(), lines: BoxLines = .rounded) {
    guard rectangle.columns >= 2, rectangle.rows >= 2 else { return }
    let right = rectangle.endColumn - 1
    let bottom = rectangle.endRow - 1
    for column in (rectangle.column + 1)..<max(right, rectangle.column + 1) {
      self[column, rectangle.row] = Cell(lines.horizontal, style: style)
      self[column, bottom] = Cell(lines.horizontal, style: style)
    }
    for row in (rectangle.row + 1)..<max(bottom, rectangle.row + 1) {
      self[rectangle.column, row] = Cell(lines.vertical, style: style)
      self[right, row] = Cell(lines.vertical, style: style)
    }
    self[rectangle.column, rectangle.row] = Cell(lines.topLeft, style: style)
    self[right, rectangle.row] = Cell(lines.topRight, style: style)
    self[rectangle.column, bottom] = Cell(lines.bottomLeft, style: style)
    self[right, bottom] = Cell(lines.bottomRight, style: style)
  }

  /// Fills the places of a picture with alternately bold and plain spaces, where `visible` (row by row) says so.
  mutating func reserve(_ rectangle: Rectangle, background: TerminalColour, where visible: [Bool]) {
    let bold = Cell(style: Style(on: background, bold: true))
    let plain = Cell(style: Style(on: background))
    for row in max(rectangle.row, 0)..<max(min(rectangle.endRow, rows), max(rectangle.row, 0)) {
      let first = (row - rectangle.row) * rectangle.columns - rectangle.column
      for column in max(rectangle.column, 0)..<max(min(rectangle.endColumn, columns), max(rectangle.column, 0))
      where visible[first + column] {
        separate(before: column, row: row)
        separate(before: column + 1, row: row)
        cells[row * columns + column] = (column - rectangle.column).isMultiple(of: 2) ? bold : plain
      }
    }
  }

  /// The text of each row, as long as the grid is wide (in cells), without styles.
  package var lines: [String] {
    (0..<rows).map { line($0) }
  }

  func line(_ row: Int) -> String {
    String(cells[(row * columns)..<((row + 1) * columns)].compactMap(\.text))
  }

  /// Whether one row of two grids of the same width is the same.
  func hasSameRow(_ row: Int, as other: Grid) -> Bool {
    let range = (row * columns)..<((row + 1) * columns)
    // Cells of the same bytes are the same; comparing letters as letters takes fifty times as long.
    let haveSameBytes = cells.withUnsafeBytes { mine in
      other.cells.withUnsafeBytes { others in
        let stride = MemoryLayout<Cell>.stride
        guard let mine = mine.baseAddress, let others = others.baseAddress else { return true }
        return memcmp(mine + range.lowerBound * stride, others + range.lowerBound * stride, range.count * stride) == 0
      }
    }
    return haveSameBytes || cells[range] == other.cells[range]
  }

  /// Whether nothing is drawn in the block: spaces on the terminal's own background.
  package func isBlank(_ rectangle: Rectangle) -> Bool {
    let inside = rectangle.intersection(bounds)
    return (inside.row..<inside.endRow).allSatisfy { row in
      (inside.column..<inside.endColumn).allSatisfy { cells[row * columns + $0].isBlank }
    }
  }

  /// If a wide character spans the border between `column - 1` and `column`, both its halves become spaces.
  private mutating func separate(before column: Int, row: Int) {
    guard column > 0, column < columns else { return }
    let right = row * columns + column
    guard cells[right].text == nil else { return }
    cells[right].text = " "
    cells[right - 1].text = " "
  }
}

/// The six characters a frame is made of.
package struct BoxLines: Hashable, Sendable {
  package let horizontal, vertical, topLeft, topRight, bottomLeft, bottomRight: Character

  package static let rounded = BoxLines("─│╭╮╰╯")
  package static let square = BoxLines("─│┌┐└┘")
  package static let heavy = BoxLines("━┃┏┓┗┛")
  package static let double = BoxLines("═║╔╗╚╝")
  package static let ascii = BoxLines("-|++++")

  private init(_ characters: String) {
    let all = Array(characters)
    precondition(all.count == 6, "a frame needs six characters")
    (horizontal, vertical, topLeft, topRight, bottomLeft, bottomRight) = (
      all[0], all[1], all[2], all[3], all[4], all[5]
    )
  }
}

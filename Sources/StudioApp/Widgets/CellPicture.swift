import Pictures
import Terminal

/// A small picture: eight by eight points, two to a cell, and ASCII art for screens without half-blocks or colours.
package struct CellPicture: Hashable, Sendable {
  /// Cells that it fills at its natural size.
  package static let columns = 8
  package static let rows = 4

  /// Rows of points by the letters of ``colour(_:tint:)``; a full stop lets the ground through.
  package let points: [[Character]]
  /// Four lines of at most eight ASCII characters.
  package let letters: [String]

  /// - Parameter drawing: eight lines of eight points; behind those of every second line a space and a line of letters.
  package init(_ drawing: String) {
    let lines = drawing.split(separator: "\n", omittingEmptySubsequences: false)
    points = lines.map { Array($0.prefix(Self.columns)) }
    letters = stride(from: 0, to: lines.count, by: 2).map { String(lines[$0].dropFirst(Self.columns + 1)) }
  }

  private init(points: [[Character]], letters: [String]) {
    self.points = points
    self.letters = letters
  }

  /// A letter's colour; nil for the ground and for letters without a meaning.
  ///
  /// - Parameter tint: what `d` stands for.
  package static func colour(_ letter: Character, tint: TerminalColour) -> TerminalColour? {
    switch letter {
    case "d": tint
    case "k": .rgb(38, 40, 66)
    case "w": .rgb(255, 255, 255)
    case "a": .rgb(150, 158, 178)
    case "s": .rgb(150, 205, 245)
    case "m": .rgb(200, 211, 226)
    case "r": TerminalColour(.red)
    case "o": TerminalColour(.orange)
    case "y": TerminalColour(.yellow)
    case "g": TerminalColour(.green)
    case "b": TerminalColour(.blue)
    case "p": TerminalColour(.purple)
    case "i": TerminalColour(.pink)
    case "n": TerminalColour(.brown)
    default: nil
    }
  }
}

extension CellPicture {
  /// The picture's shadow: all of its colours are one.
  package var silhouette: CellPicture {
    CellPicture(points: points.map { row in row.map { $0 == "." ? "." : "a" } }, letters: letters)
  }
}

extension TerminalColour {
  init(_ crayon: CrayonColour) {
    let colour = crayon.rgb
    self = .rgb(colour.red, colour.green, colour.blue)
  }
}

extension Painter {
  /// Draws a cell picture in the middle of a block, as many times its natural size as there is room for, `most` at most:
  /// with round edges where the terminal has as many pictures, else as points of cells.
  ///
  /// - Parameters:
  ///   - count: how many such pictures the screen shows at once; all of them have round edges, or none.
  ///   - style: the ground, and the letters where there are no half-blocks.
  ///   - tint: what the letter `d` stands for; the ground's colour where nil.
  package mutating func cells(
    _ picture: CellPicture, in area: Rectangle, style: Style, tint: TerminalColour? = nil, most: Int = 4, of count: Int
  ) {
    let room = area.centred(
      columns: min(area.columns, CellPicture.columns * most), rows: min(area.rows, CellPicture.rows * most))
    // Canvas and picture may lie below.
    if theme.colourful, count + 2 <= capabilities.mostPictures,
      littlePicture(
        .cells(picture), in: room, colour: tint ?? style.background, ground: style.background,
        { picture.image(width: $0, height: $1, tint: tint ?? style.background, ground: $2) })
    {
      return
    }
    let scale = max(
      min(area.columns / CellPicture.columns, area.rows / CellPicture.rows, theme.hasSoftEdges ? most : 1), 1)
    let place = area.centred(columns: CellPicture.columns * scale, rows: CellPicture.rows * scale)
    guard theme.hasSoftEdges else {
      for (index, line) in picture.letters.prefix(place.rows).enumerated() {
        grid.write(line, column: place.column, row: place.row + index, style: style, maxWidth: place.columns)
      }
      return
    }
    func colour(_ column: Int, _ half: Int) -> TerminalColour {
      let (x, y) = (column / scale, half / scale)
      guard picture.points.indices.contains(y), picture.points[y].indices.contains(x) else { return style.background }
      return CellPicture.colour(picture.points[y][x], tint: tint ?? style.background) ?? style.background
    }
    for row in 0..<place.rows {
      for column in 0..<place.columns {
        let (top, bottom) = (colour(column, 2 * row), colour(column, 2 * row + 1))
        let cell = top == bottom ? Cell(style: Style(on: top)) : Cell("▀", style: Style(top, on: bottom))
        grid[place.column + column, place.row + row] = cell
      }
    }
  }
}

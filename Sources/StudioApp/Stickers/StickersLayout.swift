import Studio
import Terminal

/// Where the stickers stand: all of them, as large as the window allows, or as many rows as fit of a small window.
package struct StickersLayout: Equatable, Sendable {
  /// The places that can be seen, row by row. The last row of each is for its mark.
  package var tiles: [Rectangle]
  package var perRow: Int
  /// Rows of stickers that can be seen, and those there are.
  package var shownRows: Int
  package var allRows: Int
  package var buttonArea: Rectangle
  package var messageRow: Int

  package var scrolls: Bool { shownRows < allRows }

  package init(_ capabilities: Capabilities, count: Int = Sticker.allCases.count) {
    let columns = capabilities.columns
    let rows = capabilities.rows
    let buttonRows = rows >= 30 && columns >= 70 ? 3 : 1
    messageRow = rows - 1
    buttonArea = Rectangle(column: 0, row: rows - 1 - buttonRows, columns: columns, rows: buttonRows)
    let wall = Rectangle(column: 0, row: 1, columns: columns, rows: max(rows - 2 - buttonRows, 0))
    func grid(_ scale: Int) -> (tile: (columns: Int, rows: Int), across: Int, down: Int) {
      let tile = (columns: CellPicture.columns * scale + 2, rows: CellPicture.rows * scale + 1)
      return (tile, max(min(wall.columns / tile.columns, count), 1), max(wall.rows / tile.rows, 1))
    }
    var best = grid(1)
    for scale in 2...4 {
      let larger = grid(scale)
      if larger.across * larger.down >= count { best = larger }
    }
    perRow = best.across
    allRows = (count + best.across - 1) / best.across
    shownRows = min(best.down, allRows)
    // Spare rows separate the stickers.
    let gap = min((wall.rows - shownRows * best.tile.rows) / max(shownRows, 1), 2)
    let tall = best.tile.rows + max(gap, 0)
    let block = wall.centred(columns: perRow * best.tile.columns, rows: shownRows * tall)
    let across = perRow
    tiles = (0..<(across * shownRows)).map { index in
      Rectangle(
        column: block.column + index % across * best.tile.columns, row: block.row + index / across * tall,
        columns: best.tile.columns, rows: best.tile.rows)
    }
  }
}

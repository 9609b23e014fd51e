import Terminal

/// Where the domains stand: on as few pages as possible, in tiles as large as that allows.
package struct PickerLayout: Equatable, Sendable {
  /// The frames of the pictures, row by row.
  package var tiles: [Rectangle]
  package var perRow: Int
  package var buttonArea: Rectangle
  package var messageRow: Int

  /// xterm keeps the newest sixteen pictures; two are left for other programs.
  private static let mostTiles = 14
  private static let leastRows = 5

  /// - Parameters:
  ///   - count: how many domains there are.
  ///   - titleColumns: what the widest title needs.
  package init(_ capabilities: Capabilities, count: Int, titleColumns: Int) {
    let columns = capabilities.columns
    let rows = capabilities.rows
    let buttonRows = rows >= 22 && columns >= 60 ? 3 : 1
    messageRow = rows - 1
    buttonArea = Rectangle(column: 0, row: rows - 1 - buttonRows, columns: columns, rows: buttonRows)
    let wall = Rectangle(column: 0, row: 1, columns: columns, rows: max(rows - 2 - buttonRows, 1))
    let least = min(titleColumns + 4, columns)
    var best = (across: 1, down: 1, mark: -1)
    for across in 1...max(columns / least, 1) {
      for down in 1...max(wall.rows / Self.leastRows, 1) where across * down <= Self.mostTiles {
        let width = (columns / across - 2) * capabilities.cellWidth
        let height = (wall.rows / down - 2) * capabilities.cellHeight
        let mark = min(across * down, count) * 100_000 + min(width, height)
        if mark > best.mark { best = (across, down, mark) }
      }
    }
    let height = wall.rows / best.down
    let square = SquareFrame.size(columns: columns / best.across, rows: height, capabilities.cell)
    // Narrow enough for the pictures, wide enough for the words.
    let width = min(max(square.columns + 2, least), columns / best.across)
    let block = wall.centred(columns: width * best.across, rows: height * best.down)
    perRow = best.across
    tiles = (0..<(best.across * best.down)).map { index in
      Rectangle(
        column: block.column + index % best.across * width, row: block.row + index / best.across * height,
        columns: width, rows: height)
    }
  }

  /// The first domain of the page on which the selected one stands.
  package func first(_ selected: Int) -> Int { selected / tiles.count * tiles.count }
}

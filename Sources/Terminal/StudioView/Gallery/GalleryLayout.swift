/// Where things stand on the gallery's wall, and how many pictures a page of it holds.
package struct GalleryLayout: Equatable, Sendable {
  /// The frames of the pictures, row by row.
  package var tiles: [Rectangle]
  /// Tiles side by side.
  package var perRow: Int
  package var wall: Rectangle
  package var buttonArea: Rectangle
  package var messageRow: Int

  /// xterm keeps the newest sixteen pictures, and two places are left for those of others.
  package static let mostTiles = 14

  /// A frame of fewer rows would hold a picture that nobody can make out.
  private static let leastHeight = 7

  package init(_ capabilities: Capabilities) {
    let columns = capabilities.columns
    let rows = capabilities.rows
    let buttonRows = rows >= 22 && columns >= 80 ? 3 : columns >= 80 ? 1 : 2
    messageRow = rows - 1
    buttonArea = Rectangle(column: 0, row: rows - 1 - buttonRows, columns: columns, rows: buttonRows)
    wall = Rectangle(column: 0, row: 1, columns: columns, rows: max(rows - 2 - buttonRows, 0))
    let best = Self.bestFit(wall, capabilities.cell)
    perRow = max(best.across, 1)
    let block = wall.centred(columns: best.across * best.frame.columns, rows: best.down * best.frame.rows)
    tiles = (0..<(best.across * best.down)).map { index in
      Rectangle(
        column: block.column + index % max(best.across, 1) * best.frame.columns,
        row: block.row + index / max(best.across, 1) * best.frame.rows, columns: best.frame.columns,
        rows: best.frame.rows)
    }
  }

  /// The size of frame that covers most of the wall with six to fifteen pictures, or with as many as there is room for.
  private static func bestFit(
    _ wall: Rectangle, _ cell: Capabilities.PixelSize
  ) -> (frame: (columns: Int, rows: Int), across: Int, down: Int) {
    var best = (frame: (columns: 0, rows: 0), across: 0, down: 0)
    var mark = -1
    for height in leastHeight...max(wall.rows, leastHeight) {
      let frame = DrawingLayout.squareFrame(columns: wall.columns, rows: height, cell)
      let across = wall.columns / frame.columns
      let down = wall.rows / frame.rows
      let count = across * down
      guard count > 0, count <= mostTiles else { continue }
      let area = count * (frame.columns - 2) * (frame.rows - 2)
      let newMark = min(count, 6) * 1_000_000 + area
      if newMark > mark { (best, mark) = ((frame, across, down), newMark) }
    }
    return best
  }
}

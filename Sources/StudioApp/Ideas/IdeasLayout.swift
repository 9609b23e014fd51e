import Terminal

/// Where things stand on the page of ideas.
package struct IdeasLayout: Equatable, Sendable {
  package var promptBox: Rectangle
  /// The frames of the outlines, side by side.
  package var tiles: [Rectangle] = []
  package var buttonArea: Rectangle
  package var messageRow: Int

  /// - Parameter count: how many outlines there are.
  package init(_ capabilities: Capabilities, count: Int) {
    let columns = capabilities.columns
    let rows = capabilities.rows
    let buttonRows = rows >= 22 && columns >= 80 ? 3 : columns >= 80 ? 1 : 2
    messageRow = rows - 1
    buttonArea = Rectangle(column: 0, row: rows - 1 - buttonRows, columns: columns, rows: buttonRows)
    let promptRows = rows >= 20 ? 5 : 3
    promptBox = Rectangle(column: 1, row: 1, columns: columns - 2, rows: promptRows)
    let wall = Rectangle(
      column: 0, row: promptBox.endRow, columns: columns, rows: max(buttonArea.row - promptBox.endRow, 0))
    guard count > 0, wall.rows >= 3 else { return }
    // As large as the rows allow, but at least three side by side.
    let widest = columns / min(count, 3)
    let frame = SquareFrame.size(columns: widest, rows: wall.rows, capabilities.cell)
    let shown = min(count, columns / frame.columns)
    let gap = min((columns - shown * frame.columns) / (shown + 1), 3)
    let block = wall.centred(columns: shown * frame.columns + (shown - 1) * gap, rows: frame.rows)
    tiles = (0..<shown).map {
      Rectangle(
        column: block.column + $0 * (frame.columns + gap), row: block.row, columns: frame.columns, rows: frame.rows)
    }
  }

  /// The first outline to be seen, so that the chosen one is among them.
  package func first(_ selected: Int) -> Int { max(selected - tiles.count + 1, 0) }
}

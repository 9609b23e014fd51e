import Studio
import Terminal

/// Where things stand on the page about a domain: its sample at the left where there is room, its card beside it.
package struct AboutLayout: Equatable, Sendable {
  /// The frame of the sample picture; empty in small windows.
  package var sample: Rectangle
  /// The lines of the card that can be seen.
  package var card: Rectangle
  package var buttonArea: Rectangle
  package var messageRow: Int

  /// Longer lines are hard to read.
  private static let mostColumns = 90

  package init(_ capabilities: Capabilities) {
    let columns = capabilities.columns
    let rows = capabilities.rows
    let buttonRows = rows >= 22 && columns >= 70 ? 3 : 1
    messageRow = rows - 1
    buttonArea = Rectangle(column: 0, row: rows - 1 - buttonRows, columns: columns, rows: buttonRows)
    let page = Rectangle(column: 1, row: 2, columns: columns - 2, rows: max(buttonArea.row - 3, 1))
    guard columns >= 70 else {
      sample = Rectangle(columns: 0, rows: 0)
      card = page
      return
    }
    let frame = SquareFrame.size(columns: page.columns / 3, rows: page.rows, capabilities.cell)
    let width = min(page.columns - frame.columns - 3, Self.mostColumns)
    let block = page.centred(columns: frame.columns + 3 + width, rows: page.rows)
    sample = Rectangle(column: block.column, row: page.row, columns: frame.columns, rows: frame.rows)
    card = Rectangle(column: sample.endColumn + 3, row: page.row, columns: width, rows: page.rows)
  }
}

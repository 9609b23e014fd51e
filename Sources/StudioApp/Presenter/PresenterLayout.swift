import Terminal

/// Where things stand for an audience: canvas and picture as large as the window allows.
package struct PresenterLayout: Equatable, Sendable {
  /// The words in large letters above.
  package var caption: Rectangle
  package var canvasFrame: Rectangle
  package var pictureFrame: Rectangle
  /// What explains what happens; in large letters where it has two rows.
  package var strip: Rectangle
  package var buttonArea: Rectangle

  package var canvas: Rectangle { canvasFrame.inset() }
  package var pictureArea: Rectangle { pictureFrame.inset() }

  package init(_ capabilities: Capabilities) {
    let columns = capabilities.columns
    let rows = capabilities.rows
    // One row stays free below: a sixel that reached the last would scroll the screen.
    let isNarrow = columns < 70
    let buttonRows = isNarrow ? 2 : 1
    let gap = columns >= 100 ? 2 : 0
    let least = isNarrow ? 1 : 2
    let frame = SquareFrame.size(
      columns: (columns - gap) / 2, rows: rows - buttonRows - least, capabilities.cell)
    let stripRows = rows - frame.rows - buttonRows >= 5 ? 2 : 1
    let spare = rows - frame.rows - buttonRows - stripRows
    // The caption takes what the frames leave, up to a size that can be read from the back of the room.
    let captionRows = min(max(spare, least - 1), 7)
    let above = max(spare - captionRows, 0) / 2
    caption = Rectangle(column: 0, row: above, columns: columns, rows: captionRows)
    let left = (columns - gap - 2 * frame.columns) / 2
    canvasFrame = Rectangle(column: left, row: caption.endRow, columns: frame.columns, rows: frame.rows)
    pictureFrame = canvasFrame
    pictureFrame.column += frame.columns + gap
    buttonArea = Rectangle(column: 0, row: rows - buttonRows, columns: columns, rows: buttonRows)
    strip = Rectangle(
      column: 0, row: min(canvasFrame.endRow, buttonArea.row - stripRows), columns: columns, rows: stripRows)
  }
}

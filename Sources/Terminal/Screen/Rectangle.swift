/// A block of cells: its top left cell and its size, which is never negative.
package struct Rectangle: Hashable, Sendable {
  package var column: Int
  package var row: Int
  package var columns: Int
  package var rows: Int

  package init(column: Int = 0, row: Int = 0, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(columns, 0)
    self.rows = max(rows, 0)
  }

  package var isEmpty: Bool { columns == 0 || rows == 0 }
  /// The first column to the right of the block.
  package var endColumn: Int { column + columns }
  /// The first row below the block.
  package var endRow: Int { row + rows }

  package func contains(column: Int, row: Int) -> Bool {
    column >= self.column && column < endColumn && row >= self.row && row < endRow
  }

  /// Whether the point, in cells with a fraction, lies in the block.
  package func contains(column: Double, row: Double) -> Bool {
    column >= Double(self.column) && column < Double(endColumn) && row >= Double(self.row) && row < Double(endRow)
  }

  /// The cells in both blocks; empty if there are none.
  package func intersection(_ other: Rectangle) -> Rectangle {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Rectangle(
      column: left, row: top, columns: min(endColumn, other.endColumn) - left, rows: min(endRow, other.endRow) - top)
  }

  /// The smallest block that has both in it.
  package func union(_ other: Rectangle) -> Rectangle {
    let left = min(column, other.column)
    let top = min(row, other.row)
    return Rectangle(
      column: left, row: top, columns: max(endColumn, other.endColumn) - left, rows: max(endRow, other.endRow) - top)
  }

  package func intersects(_ other: Rectangle) -> Bool { !intersection(other).isEmpty }

  /// The block without `columns` at each side and `rows` above and below; negative values make it larger.
  package func inset(columns: Int = 1, rows: Int = 1) -> Rectangle {
    Rectangle(
      column: column + columns, row: row + rows, columns: self.columns - 2 * columns, rows: self.rows - 2 * rows)
  }

  /// A block of this size in the middle of this one, cropped to it.
  package func centred(columns: Int, rows: Int) -> Rectangle {
    let width = min(columns, self.columns)
    let height = min(rows, self.rows)
    return Rectangle(
      column: column + (self.columns - width) / 2, row: row + (self.rows - height) / 2, columns: width, rows: height)
  }
}

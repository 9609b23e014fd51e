/// A set of the screen's cells.
struct CellMask: Sendable {
  let columns: Int
  let rows: Int
  private(set) var cells: [Bool]
  /// The rows that have any.
  private(set) var isRowEmpty: [Bool]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = [Bool](repeating: false, count: columns * rows)
    isRowEmpty = [Bool](repeating: true, count: rows)
  }

  subscript(column: Int, row: Int) -> Bool { cells[row * columns + column] }

  mutating func insert(_ column: Int, _ row: Int) {
    cells[row * columns + column] = true
    isRowEmpty[row] = false
  }

  /// Adds the visible cells of an overlay that lie on the screen.
  mutating func insert(visibleOf overlay: Overlay) {
    let place = overlay.cells
    for row in max(place.row, 0)..<max(min(place.endRow, rows), max(place.row, 0)) {
      for column in max(place.column, 0)..<max(min(place.endColumn, columns), max(place.column, 0))
      where overlay.visible[(row - place.row) * place.columns + column - place.column] {
        insert(column, row)
      }
    }
  }

  /// The cells that are in this and not in another mask of the same size, as parts of rows.
  func runs(without other: CellMask? = nil) -> [CursesScreen.Run] {
    var runs: [CursesScreen.Run] = []
    for row in 0..<rows where !isRowEmpty[row] {
      var start: Int?
      for column in 0...columns {
        let isIn = column < columns && self[column, row] && other?[column, row] != true
        if isIn, start == nil { start = column }
        if !isIn, let first = start {
          runs.append(CursesScreen.Run(row: row, columns: first..<column))
          start = nil
        }
      }
    }
    return runs
  }
}

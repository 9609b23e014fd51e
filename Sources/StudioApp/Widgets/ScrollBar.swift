import Terminal

/// The bar beside a wall that does not show everything: a button at either end, and between them how far down it is.
struct ScrollBar {
  private let area: Rectangle
  private var height: Int { area.rows >= 9 ? 3 : 1 }

  /// - Parameter area: nothing is shown where it is empty.
  init(_ area: Rectangle) {
    self.area = area
  }

  func buttons<Action>(up: Action, down: Action, isTop: Bool, isEnd: Bool, _ bench: Workbench) -> [Button<Action>] {
    guard !area.isEmpty else { return [] }
    let isASCII = bench.capabilities.unicode == .ascii
    func button(_ action: Action, _ row: Int, _ label: String, isEnabled: Bool) -> Button<Action> {
      let place = Rectangle(column: area.column, row: row, columns: area.columns, rows: height)
      var button = Button(action, place, label: label)
      button.look = .answer
      button.isEnabled = isEnabled
      return button
    }
    return [
      button(up, area.row, isASCII ? "^" : "▲", isEnabled: !isTop),
      button(down, area.endRow - height, isASCII ? "v" : "▼", isEnabled: !isEnd),
    ]
  }

  /// - Parameters:
  ///   - top: the first row that is seen.
  ///   - last: the last row that can be at the top.
  ///   - shown: rows that are seen.
  func paint(top: Int, last: Int, shown: Int, _ painter: inout Painter) {
    let rows = (area.row + height)..<max(area.endRow - height, area.row + height)
    guard !area.isEmpty, !rows.isEmpty, last > 0 else { return }
    let length = max(rows.count * shown / (last + shown), 1)
    let start = rows.lowerBound + (rows.count - length) * top / last
    for row in rows {
      let isHere = (start..<(start + length)).contains(row)
      let mark: Character = painter.theme.isASCII ? (isHere ? "#" : "|") : isHere ? "█" : "│"
      painter.grid[area.column + 1, row] = Cell(
        mark, style: isHere ? painter.theme.heading : painter.theme.quiet)
    }
  }
}

import Terminal

/// The bear that helps.
extension Painter {
  /// The mascot and its tip, as large as the block allows.
  mutating func mascot(_ bench: Workbench, in area: Rectangle) {
    let tip = bench.texts.filled(bench.tip.key, bench.tip.values)
    let lines = WrappedText.lines(tip, width: area.columns)
    var first = area.row
    let room = area.rows - lines.count
    if room >= 5 {
      figure(Rectangle(column: area.column, row: area.row, columns: area.columns, rows: 5))
      first += 5
    } else {
      text(theme.mascot, column: area.column, row: first, width: area.columns, style: theme.heading, align: .centre)
      first += 1
    }
    if first + lines.count > area.endRow { cutTexts.append(tip) }
    for (index, line) in lines.prefix(max(area.endRow - first, 0)).enumerated() {
      text(line, column: area.column, row: first + index, width: area.columns, style: theme.desk, align: .centre)
    }
  }

  private mutating func figure(_ area: Rectangle) {
    if theme.unicode == .braille {
      let place = area.centred(columns: 2 * area.rows, rows: area.rows)
      return icon(.mascot, in: place, style: theme.heading)
    }
    for (index, line) in theme.mascotFigure.enumerated() {
      text(line, column: area.column, row: area.row + index, width: area.columns, style: theme.heading, align: .centre)
    }
  }
}

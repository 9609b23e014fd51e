/// The bear that helps.
extension Painter {
  /// The mascot and its tip, as large as the block allows.
  mutating func mascot(_ state: StudioState, in area: Rectangle) {
    let tip = state.texts.filled(state.tip.key, state.tip.values)
    let lines = WrappedText.lines(tip, width: area.columns)
    let figure = theme.mascotFigure
    let isTall = figure.count + lines.count + 1 <= area.rows
    let head = isTall ? figure : [theme.mascot]
    for (index, line) in head.enumerated() {
      text(line, column: area.column, row: area.row + index, width: area.columns, style: theme.heading, align: .centre)
    }
    let first = area.row + head.count
    if first + lines.count > area.endRow { cutTexts.append(tip) }
    for (index, line) in lines.prefix(max(area.endRow - first, 0)).enumerated() {
      text(line, column: area.column, row: first + index, width: area.columns, style: theme.desk, align: .centre)
    }
  }
}

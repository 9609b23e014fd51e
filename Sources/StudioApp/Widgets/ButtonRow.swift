import Terminal

/// Buttons side by side that fill their rows, each as wide as its words ask and a share of what is left.
package enum ButtonRow {
  /// Buttons for the bindings. A block of three rows holds framed buttons, any other as many lines as it has rows.
  package static func place(_ bindings: [Binding], in area: Rectangle, _ state: StudioState) -> [Button] {
    let ascii = state.capabilities.unicode == .ascii
    let height = area.rows == 3 ? 3 : 1
    let lines = max(area.rows / height, 1)
    let perLine = max((bindings.count + lines - 1) / lines, 1)
    return stride(from: 0, to: bindings.count, by: perLine).flatMap { first in
      let row = area.row + first / perLine * height
      var buttons = bindings[first..<min(first + perLine, bindings.count)].map {
        Button($0, Rectangle(column: 0, row: row, columns: 0, rows: height), state.texts, ascii: ascii)
      }
      let needed = buttons.map { $0.contentWidth + (height == 3 ? 3 : 0) }
      let spare = max(area.columns - needed.reduce(0, +), 0)
      var column = area.column
      for index in buttons.indices {
        let share = spare * (index + 1) / buttons.count - spare * index / buttons.count
        let width = needed[index] + share
        // Buttons keep apart where there is room for it.
        let gap = height == 3 || share > 0 ? 1 : 0
        buttons[index].rectangle.column = column
        buttons[index].rectangle.columns = width - gap
        column += width
      }
      return buttons
    }
  }
}

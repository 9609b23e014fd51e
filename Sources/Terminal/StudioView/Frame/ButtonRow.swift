/// Buttons side by side, as wide as their words ask and no wider than needed to fill the row.
package enum ButtonRow {
  /// Buttons for the bindings. A block of three rows holds framed buttons, any other as many rows as it has.
  package static func place(_ bindings: [Binding], in area: Rectangle, _ state: StudioState) -> [Button] {
    let ascii = state.capabilities.unicode == .ascii
    let height = area.rows == 3 ? 3 : 1
    let lines = area.rows / height
    let perLine = (bindings.count + lines - 1) / max(lines, 1)
    return bindings.enumerated().map { index, binding in
      let line = index / max(perLine, 1)
      let inLine = min(perLine, bindings.count - line * perLine)
      // Shares of the whole width, so that the last button ends where the row does.
      let position = index - line * perLine
      let start = area.columns * position / inLine
      let end = area.columns * (position + 1) / inLine
      let place = Rectangle(
        column: area.column + start, row: area.row + line * height, columns: end - start, rows: height)
      var button = Button(binding, place, state.texts, ascii: ascii)
      // One-row buttons keep apart where their words leave room for it.
      if height == 1 && button.contentWidth < place.columns { button.rectangle.columns -= 1 }
      return button
    }
  }
}

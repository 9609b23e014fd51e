import Studio
import Terminal

/// A surprise after a picture was kept. Any key and any press of the mouse closes it.
package enum CelebrationDialog {
  package static func bindings(_ state: StudioState) -> [Binding] {
    [Binding(.back, .enter, .close, also: [.escape, .character(" ")])]
  }

  package static func close(_ state: inout StudioState) -> [StudioEffect] {
    state.dialog = nil
    state.celebration = nil
    return []
  }

  package static func buttons(_ state: StudioState) -> [Button] { CelebrationLayout(state).map { [$0.button] } ?? [] }

  package static func render(_ state: StudioState, _ painter: inout Painter) {
    guard let layout = CelebrationLayout(state), let celebration = state.celebration else { return }
    let theme = painter.theme
    let inner = layout.frame.inset()
    painter.cover(layout.frame, style: theme.desk)
    painter.box(
      layout.frame, heading: state.texts[celebration.stickers.isEmpty ? .newLevelHeading : .newStickerHeading],
      style: theme.star, lines: theme.strongLines)
    for (sticker, slot) in zip(celebration.stickers, layout.slots) {
      painter.cells(
        sticker.picture, in: Rectangle(column: slot.column, row: slot.row, columns: slot.columns, rows: slot.rows - 1),
        style: theme.desk, most: 2)
      painter.text(
        state.texts.name(of: sticker), column: slot.column, row: slot.endRow - 1, width: slot.columns,
        style: theme.heading, align: .centre)
    }
    var words: [String] = []
    let hidden = celebration.stickers.count - layout.slots.count
    if hidden > 0 { words.append("+\(hidden)") }
    if let level = celebration.level { words.append(state.texts.filled(.level, ["level": String(level)])) }
    let stars = theme.isASCII ? "* * *" : "★ ★ ★"
    let line = celebration.level == nil ? words.joined() : "\(stars)  \(words.joined(separator: "  "))  \(stars)"
    painter.text(
      line, column: inner.column, row: layout.button.rectangle.row - 1, width: inner.columns, style: theme.star,
      align: .centre)
    painter.button(layout.button)
  }
}

/// Where the stickers of a celebration stand.
struct CelebrationLayout {
  /// Columns of a sticker with its name.
  static let slotColumns = 18

  let frame: Rectangle
  /// A sticker's picture and, in the last row, its name; as many as there is room for.
  let slots: [Rectangle]
  let button: Button

  init?(_ state: StudioState) {
    guard let celebration = state.celebration, let binding = CelebrationDialog.bindings(state).first else { return nil }
    let capabilities = state.capabilities
    let isRoomy = capabilities.rows >= 20
    let count = min(celebration.stickers.count, max((capabilities.columns - 4) / Self.slotColumns, 1))
    let columns = min(max(count * Self.slotColumns, 24) + 4, capabilities.columns)
    let slotRows = count == 0 ? 0 : (isRoomy ? 2 * CellPicture.rows : CellPicture.rows) + 1
    let buttonRows = isRoomy ? 3 : 1
    let gap = isRoomy ? 1 : 0
    let rows = 2 + gap + slotRows + gap + 1 + buttonRows
    frame = Rectangle(columns: capabilities.columns, rows: capabilities.rows).centred(columns: columns, rows: rows)
    let first = frame.column + (frame.columns - count * Self.slotColumns) / 2
    let row = frame.row + 1 + gap
    slots = (0..<count).map {
      Rectangle(column: first + $0 * Self.slotColumns, row: row, columns: Self.slotColumns, rows: slotRows)
    }
    var button = Button(
      binding,
      Rectangle(
        column: frame.column + (frame.columns - 16) / 2, row: row + slotRows + gap + 1, columns: 16, rows: buttonRows),
      state.texts, ascii: capabilities.unicode == .ascii)
    button.look = .primary
    self.button = button
  }
}

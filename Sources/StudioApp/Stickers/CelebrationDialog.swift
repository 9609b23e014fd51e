import Studio
import Terminal

/// What a picture that was just kept has brought.
package struct Celebration: Hashable, Sendable {
  package var stickers: [Sticker]
  /// The artist's new level; nil where it is the old one.
  package var level: Int?

  package init(stickers: [Sticker], level: Int? = nil) {
    self.stickers = stickers
    self.level = level
  }

  package var isEmpty: Bool { stickers.isEmpty && level == nil }

  /// Both at once: one came while the other waited.
  func joined(by other: Celebration) -> Celebration {
    Celebration(stickers: stickers + other.stickers, level: other.level ?? level)
  }
}

/// A surprise after a picture was kept. Any key and any press of the mouse closes it.
package struct CelebrationDialog: StudioLayer {
  package enum Action: Hashable, Sendable { case close }

  let celebration: Celebration

  init(_ celebration: Celebration) {
    self.celebration = celebration
  }

  private static let close = Binding(Action.close, .enter, .close, also: [.escape, .character(" ")])

  package func bindings(_ bench: Workbench) -> [Binding<Action>] { [Self.close] }

  private func layout(_ bench: Workbench) -> CelebrationLayout { CelebrationLayout(celebration, Self.close, bench) }

  package func buttons(_ bench: Workbench) -> [Button<Action>] { [layout(bench).button] }

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    switch action {
    case .close: .close
    }
  }

  package mutating func key(_ key: Key, _ bench: inout Workbench) -> Outcome { .close }

  package mutating func mouse(_ event: MouseEvent, _ bench: inout Workbench) -> Outcome {
    event.action == .press ? .close : []
  }

  package func render(_ bench: Workbench, _ painter: inout Painter) {
    let layout = layout(bench)
    let theme = painter.theme
    let inner = layout.frame.inset()
    painter.cover(layout.frame, style: theme.desk)
    painter.box(
      layout.frame, heading: bench.texts[celebration.stickers.isEmpty ? .newLevelHeading : .newStickerHeading],
      style: theme.star, lines: theme.strongLines)
    for (sticker, slot) in zip(celebration.stickers, layout.slots) {
      painter.cells(
        sticker.picture, in: Rectangle(column: slot.column, row: slot.row, columns: slot.columns, rows: slot.rows - 1),
        style: theme.desk, most: 2)
      painter.text(
        bench.texts.name(of: sticker), column: slot.column, row: slot.endRow - 1, width: slot.columns,
        style: theme.heading, align: .centre)
    }
    var words: [String] = []
    let hidden = celebration.stickers.count - layout.slots.count
    if hidden > 0 { words.append("+\(hidden)") }
    if let level = celebration.level { words.append(bench.texts.filled(.level, ["level": String(level)])) }
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
  let button: Button<CelebrationDialog.Action>

  init(_ celebration: Celebration, _ binding: Binding<CelebrationDialog.Action>, _ bench: Workbench) {
    let capabilities = bench.capabilities
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
      bench.texts, ascii: capabilities.unicode == .ascii)
    button.look = .primary
    self.button = button
  }
}

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

/// A surprise after a picture was kept: one sticker, or a new level. Any key and any press of the mouse closes it, or
/// goes on to what else there is.
package struct CelebrationDialog: StudioLayer {
  package enum Action: Hashable, Sendable { case close }

  package private(set) var celebration: Celebration
  /// Seconds that the present sticker has been seen.
  package private(set) var position = 0.0

  init(_ celebration: Celebration) {
    self.celebration = celebration
  }

  /// Seconds that it sparkles.
  private static let sparkling = 2.4
  private static let close = Binding(Action.close, .enter, .close, also: [.escape, .character(" ")])

  package func bindings(_ bench: Workbench) -> [Binding<Action>] { [Self.close] }

  private func layout(_ bench: Workbench) -> CelebrationLayout { CelebrationLayout(celebration, Self.close, bench) }

  package func buttons(_ bench: Workbench) -> [Button<Action>] { [layout(bench).button] }

  // MARK: - Update

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    switch action {
    case .close: goOn()
    }
  }

  package mutating func key(_ key: Key, _ bench: inout Workbench) -> Outcome { goOn() }

  package mutating func mouse(_ event: MouseEvent, _ bench: inout Workbench) -> Outcome {
    event.action == .press ? goOn() : []
  }

  /// The next sticker, one at a time, and the level with the last of them.
  private mutating func goOn() -> Outcome {
    guard celebration.stickers.count > 1 else { return .close }
    celebration.stickers.removeFirst()
    position = 0
    return []
  }

  package func tickInterval(_ bench: Workbench) -> Double? {
    position >= Self.sparkling || bench.surroundings.reducedMotion ? nil : 0.15
  }

  package mutating func tick(_ seconds: Double, _ bench: inout Workbench) -> Outcome {
    position += seconds
    return []
  }

  // MARK: - Render

  package func render(_ bench: Workbench, _ painter: inout Painter) {
    let layout = layout(bench)
    let theme = painter.theme
    let inner = layout.frame.inset()
    painter.cover(layout.frame, style: theme.desk)
    painter.box(
      layout.frame, heading: bench.texts[celebration.stickers.isEmpty ? .newLevelHeading : .newStickerHeading],
      style: theme.star, lines: theme.strongLines)
    if let sticker = celebration.stickers.first {
      let slot = layout.slot
      sparkle(in: Rectangle(column: inner.column, row: slot.row, columns: inner.columns, rows: slot.rows - 1), &painter)
      painter.cells(
        sticker.picture, in: Rectangle(column: slot.column, row: slot.row, columns: slot.columns, rows: slot.rows - 1),
        style: theme.desk, most: 2, of: 1)
      painter.text(
        bench.texts.name(of: sticker), column: inner.column, row: slot.endRow - 1, width: inner.columns,
        style: theme.heading, align: .centre)
    }
    if let level = celebration.level, celebration.stickers.count <= 1 {
      let words = bench.texts.filled(.level, ["level": String(level)])
      let stars = theme.isASCII ? "* * *" : "★ ★ ★"
      painter.text(
        "\(stars)  \(words)  \(stars)", column: inner.column, row: layout.button.rectangle.row - 1,
        width: inner.columns, style: theme.star, align: .centre)
    }
    painter.button(layout.button)
  }

  /// Little stars to both sides of the sticker, others at every moment; they stay where nothing is to move.
  private func sparkle(in area: Rectangle, _ painter: inout Painter) {
    let theme = painter.theme
    let signs: [Character] = theme.isASCII ? ["*", "+", "."] : ["★", "✦", "·"]
    let moment = Int(position / 0.3)
    let middle = area.column + area.columns / 2
    for row in area.row..<area.endRow {
      for column in area.column..<area.endColumn where abs(column - middle) > CellPicture.columns + 1 {
        // A fixed scatter, a third of which is lit at a time.
        let place = (column * 7 + row * 13) % 23
        guard place < 6, place % 3 == moment % 3 || position == 0 || position >= Self.sparkling else { continue }
        painter.grid[column, row] = Cell(signs[place % 3], style: theme.star)
      }
    }
  }
}

/// Where a celebration stands.
struct CelebrationLayout {
  let frame: Rectangle
  /// The sticker's picture and, in the last row, its name; empty where there is a level alone.
  let slot: Rectangle
  let button: Button<CelebrationDialog.Action>

  init(_ celebration: Celebration, _ binding: Binding<CelebrationDialog.Action>, _ bench: Workbench) {
    let capabilities = bench.capabilities
    let isRoomy = capabilities.rows >= 20
    let columns = min(36, capabilities.columns)
    let hasSticker = !celebration.stickers.isEmpty
    let slotRows = hasSticker ? (isRoomy ? 2 * CellPicture.rows : CellPicture.rows) + 1 : 0
    let buttonRows = isRoomy ? 3 : 1
    let gap = isRoomy ? 1 : 0
    let rows = 2 + gap + slotRows + gap + 1 + buttonRows
    frame = Rectangle(columns: capabilities.columns, rows: capabilities.rows).centred(columns: columns, rows: rows)
    let row = frame.row + 1 + gap
    slot = Rectangle(
      column: frame.column + (frame.columns - 18) / 2, row: row, columns: hasSticker ? 18 : 0, rows: slotRows)
    var button = Button(
      binding,
      Rectangle(
        column: frame.column + (frame.columns - 16) / 2, row: row + slotRows + gap + 1, columns: 16, rows: buttonRows),
      bench.texts, ascii: capabilities.unicode == .ascii)
    button.look = .primary
    self.button = button
  }
}

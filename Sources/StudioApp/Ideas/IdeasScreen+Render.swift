import Pictures
import Studio
import Terminal

extension IdeasScreen {
  package func render(_ bench: Workbench, _ painter: inout Painter) {
    let layout = layout(bench)
    let theme = painter.theme
    let columns = painter.grid.columns
    painter.text(bench.texts[.ideasHeading], column: 1, row: 0, width: columns / 2, style: theme.heading)
    if bench.domains.canChoose(domainIndex(bench)) {
      painter.text(
        bench.title(of: bench.domains.all[domainIndex(bench)]), column: columns / 2, row: 0, width: columns / 2 - 1,
        style: theme.heading, align: .right)
    }
    let heading = bench.texts[ahead == 0 ? .todayHeading : .ideaHeading]
    painter.box(layout.promptBox, heading: heading)
    if let prompt = shownPrompt(bench) {
      let star = theme.isASCII ? "* " : "★ "
      painter.paragraph(
        star + prompt.words.text(bench.texts.language), in: layout.promptBox.inset(columns: 1), style: theme.heading)
    }
    tiles(bench, layout, &painter)
    for button in commandButtons(bench) { painter.button(button) }
    painter.notice(bench, row: layout.messageRow)
  }

  private func tiles(_ bench: Workbench, _ layout: IdeasLayout, _ painter: inout Painter) {
    let theme = painter.theme
    let first = layout.first(selected)
    let starters = starters(bench)
    for (place, tile) in layout.tiles.enumerated() where starters.indices.contains(first + place) {
      let starter = starters[first + place]
      let isChosen = first + place == selected
      painter.box(tile, style: isChosen ? theme.chosen : theme.frame, lines: isChosen ? theme.strongLines : nil)
      painter.canvas(CanvasScene(starter.outline), in: tile.inset())
      if isChosen {
        painter.grid.write(
          theme.isASCII ? ">" : "▶", column: tile.column + 1, row: tile.row, style: theme.chosen, maxWidth: 1)
      }
      let title = " " + starter.titles.text(bench.texts.language) + " "
      guard CharacterWidth.cells(of: title) <= tile.columns - 4 else { continue }
      painter.text(
        title, column: tile.column + 2, row: tile.endRow - 1, width: tile.columns - 4,
        style: isChosen ? theme.chosen : theme.frame, align: .centre)
    }
  }
}

/// Where things stand on the page of ideas.
package struct IdeasLayout: Equatable, Sendable {
  package var promptBox: Rectangle
  /// The frames of the outlines, side by side.
  package var tiles: [Rectangle] = []
  package var buttonArea: Rectangle
  package var messageRow: Int

  /// Columns that a framed button needs at least.
  private static let buttonColumns = 11

  /// - Parameters:
  ///   - count: how many outlines there are.
  ///   - buttons: how many buttons.
  package init(_ capabilities: Capabilities, count: Int, buttons: Int) {
    let columns = capabilities.columns
    let rows = capabilities.rows
    let fitsOneLine = columns >= max(80, buttons * Self.buttonColumns)
    let buttonRows = !fitsOneLine ? 2 : rows >= 22 ? 3 : 1
    messageRow = rows - 1
    buttonArea = Rectangle(column: 0, row: rows - 1 - buttonRows, columns: columns, rows: buttonRows)
    let promptRows = rows >= 20 ? 5 : 3
    promptBox = Rectangle(column: 1, row: 1, columns: columns - 2, rows: promptRows)
    var wall = Rectangle(
      column: 0, row: promptBox.endRow, columns: columns, rows: max(buttonArea.row - promptBox.endRow, 0))
    guard count > 0, wall.rows >= 3 else { return }
    // As large as the rows allow, but at least three side by side.
    let widest = columns / min(count, 3)
    let frame = SquareFrame.size(columns: widest, rows: wall.rows, capabilities.cell)
    let shown = min(count, columns / frame.columns)
    let gap = min((columns - shown * frame.columns) / (shown + 1), 3)
    // What they leave makes the idea's own box higher, and is shared above and below them.
    let spare = wall.rows - frame.rows
    promptBox.rows += spare / 3
    wall.row += spare / 3
    wall.rows -= spare / 3
    let block = wall.centred(columns: shown * frame.columns + (shown - 1) * gap, rows: frame.rows)
    tiles = (0..<shown).map {
      Rectangle(
        column: block.column + $0 * (frame.columns + gap), row: block.row, columns: frame.columns, rows: frame.rows)
    }
  }

  /// The first outline to be seen, so that the chosen one is among them.
  package func first(_ selected: Int) -> Int { max(selected - tiles.count + 1, 0) }
}

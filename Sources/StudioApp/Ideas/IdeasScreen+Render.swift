import Pictures
import Studio
import Terminal

extension IdeasScreen {
  package func render(_ bench: Workbench, _ painter: inout Painter) {
    let layout = IdeasLayout(bench.capabilities, count: starters(bench).count)
    let theme = painter.theme
    let columns = painter.grid.columns
    painter.text(bench.texts[.ideasHeading], column: 1, row: 0, width: columns / 2, style: theme.heading)
    if let domain = bench.domains.chosen {
      painter.text(
        bench.title(of: domain), column: columns / 2, row: 0, width: columns / 2 - 1,
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
      painter.canvas(starter.outline, in: tile.inset())
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

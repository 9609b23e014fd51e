import Pictures
import Studio
import Terminal

extension IdeasScreen {
  package static func render(_ state: StudioState, _ painter: inout Painter) {
    let layout = IdeasLayout(state.capabilities, count: state.starters.count)
    let theme = painter.theme
    let columns = painter.grid.columns
    painter.text(state.texts[.ideasHeading], column: 1, row: 0, width: columns / 2, style: theme.heading)
    if let domain = state.chosenDomain {
      painter.text(
        domain.titles.text(state.texts.language), column: columns / 2, row: 0, width: columns / 2 - 1,
        style: theme.heading, align: .right)
    }
    let heading = state.texts[state.ideas.ahead == 0 ? .todayHeading : .ideaHeading]
    painter.box(layout.promptBox, heading: heading)
    if let prompt = state.ideas.shownPrompt {
      let star = theme.isASCII ? "* " : "★ "
      painter.paragraph(
        star + prompt.words.text(state.texts.language), in: layout.promptBox.inset(columns: 1), style: theme.heading)
    }
    tiles(state, layout, &painter)
    for button in commandButtons(state) { painter.button(button) }
    painter.notice(state, row: layout.messageRow)
  }

  private static func tiles(_ state: StudioState, _ layout: IdeasLayout, _ painter: inout Painter) {
    let theme = painter.theme
    let first = layout.first(state.ideas.selected)
    for (place, tile) in layout.tiles.enumerated() where state.starters.indices.contains(first + place) {
      let starter = state.starters[first + place]
      let isChosen = first + place == state.ideas.selected
      painter.box(tile, style: isChosen ? theme.chosen : theme.frame, lines: isChosen ? theme.strongLines : nil)
      painter.canvas(starter.outline, in: tile.inset())
      if isChosen {
        painter.grid.write(
          theme.isASCII ? ">" : "▶", column: tile.column + 1, row: tile.row, style: theme.chosen, maxWidth: 1)
      }
      let title = " " + starter.titles.text(state.texts.language) + " "
      guard CharacterWidth.cells(of: title) <= tile.columns - 4 else { continue }
      painter.text(
        title, column: tile.column + 2, row: tile.endRow - 1, width: tile.columns - 4,
        style: isChosen ? theme.chosen : theme.frame, align: .centre)
    }
  }
}

import Pictures
import Studio

extension GalleryScreen {
  package static func render(_ state: StudioState, _ painter: inout Painter) {
    let layout = GalleryLayout(state.capabilities)
    let theme = painter.theme
    let heading = state.texts[state.gallery.inTrash ? .trashHeading : .galleryHeading]
    painter.text(heading, column: 1, row: 0, width: painter.grid.columns / 2, style: theme.heading)
    if let page = state.gallery.page {
      if page.total > 0 {
        let place = "\(page.query.offset + state.gallery.selected + 1) / \(page.total)"
        let half = painter.grid.columns / 2
        painter.text(place, column: half, row: 0, width: half - 1, style: theme.quiet, align: .right)
        wall(state, page, layout, &painter)
      } else {
        let words = state.texts[state.gallery.inTrash ? .emptyTrash : .emptyGallery]
        painter.paragraph(words, in: layout.wall.inset(columns: 4, rows: 0), style: theme.desk)
      }
    } else {
      painter.paragraph(state.texts[.loading], in: layout.wall, style: theme.quiet)
    }
    for button in commandButtons(state) { painter.button(button) }
    painter.notice(state, row: layout.messageRow)
  }

  private static func wall(
    _ state: StudioState, _ page: GalleryPage, _ layout: GalleryLayout, _ painter: inout Painter
  ) {
    let theme = painter.theme
    for (index, (item, tile)) in zip(page.items, layout.tiles).enumerated() {
      let isChosen = index == state.gallery.selected
      painter.box(tile, style: isChosen ? theme.chosen : theme.frame, lines: isChosen ? theme.strongLines : nil)
      if let thumbnail = item.thumbnail {
        painter.picture(
          thumbnail, in: tile.inset(), generation: state.gallery.generation * GalleryLayout.mostTiles + index)
      } else {
        painter.grid.fill(tile.inset(), with: Cell(style: theme.paper))
        painter.paragraph("?", in: tile.inset(), style: theme.paperHint)
      }
      painter.text(
        " " + theme.stars(item.creation.stars) + " ", column: tile.column + 2, row: tile.endRow - 1,
        width: tile.columns - 3, style: isChosen ? theme.chosen : theme.star)
      if isChosen {
        painter.grid.write(
          theme.isASCII ? ">" : "▶", column: tile.column + 1, row: tile.row, style: theme.chosen, maxWidth: 1)
      }
    }
  }
}

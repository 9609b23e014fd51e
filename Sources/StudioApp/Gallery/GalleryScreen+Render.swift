import Pictures
import Studio
import Terminal

extension GalleryScreen {
  package static func render(_ state: StudioState, _ painter: inout Painter) {
    let layout = layout(state)
    let theme = painter.theme
    let heading = state.texts[state.gallery.inTrash ? .trashHeading : .galleryHeading]
    painter.text(heading, column: 1, row: 0, width: 14, style: theme.heading)
    painter.artist(
      state.artist, state.texts, column: CharacterWidth.cells(of: heading) + 3, row: 0,
      isShort: painter.grid.columns < 60)
    if let page = state.gallery.page, state.gallery.awaited == nil || page.total > 0 {
      if page.total > 0 {
        let place = "\(state.gallery.selected + 1) / \(page.total)"
        let width = CharacterWidth.cells(of: place)
        painter.text(
          place, column: painter.grid.columns - 1 - width, row: 0, width: width, style: theme.quiet)
        wall(state, layout, &painter)
      } else {
        let key: TextKey =
          state.gallery.filter.isNarrow ? .nothingMatches : state.gallery.inTrash ? .emptyTrash : .emptyGallery
        painter.paragraph(state.texts[key], in: layout.wall.inset(columns: 4, rows: 0), style: theme.desk)
      }
    } else {
      painter.paragraph(state.texts[.loading], in: layout.wall, style: theme.quiet)
    }
    for button in scrollButtons(state, layout) + FilterRow.buttons(state) + commandButtons(state) {
      painter.button(button)
    }
    scrollBar(state, layout, &painter)
    painter.notice(state, row: layout.messageRow)
  }

  private static func wall(_ state: StudioState, _ layout: GalleryLayout, _ painter: inout Painter) {
    let first = state.gallery.top * layout.perRow
    for (place, tile) in layout.tiles.enumerated() {
      let index = first + place
      if index < state.gallery.total {
        frame(state.gallery.item(index), in: tile, isChosen: index == state.gallery.selected, &painter)
      } else if layout.invites && index == state.gallery.total {
        painter.box(tile, style: painter.theme.quiet)
        painter.paragraph(
          state.texts[.emptyFrame], in: tile.inset(columns: 2, rows: 1), style: painter.theme.quiet,
          title: painter.theme.mascot)
      }
    }
  }

  /// One picture in its frame, with its stars, its artist's sign and perhaps a heart. `item` is nil while it is read.
  private static func frame(
    _ item: GalleryItem?, in tile: Rectangle, isChosen: Bool, _ painter: inout Painter
  ) {
    let theme = painter.theme
    painter.box(tile, style: isChosen ? theme.chosen : theme.frame, lines: isChosen ? theme.strongLines : nil)
    guard let item else {
      painter.grid.fill(tile.inset(), with: Cell(style: theme.paper))
      return
    }
    if let thumbnail = item.thumbnail {
      // A kept picture never changes, so its number tells it from the others.
      painter.picture(thumbnail, in: tile.inset(), generation: Int(truncatingIfNeeded: item.id))
    } else {
      painter.grid.fill(tile.inset(), with: Cell(style: theme.paper))
      painter.paragraph("?", in: tile.inset(), style: theme.paperHint)
    }
    let style = isChosen ? theme.chosen : theme.star
    painter.text(
      " " + theme.stars(item.creation.stars) + " ", column: tile.column + 2, row: tile.endRow - 1,
      width: tile.columns - 3, style: style)
    let sign = theme.symbol(item.creation.artist.colour)
    painter.grid[tile.endColumn - 3, tile.endRow - 1] = Cell(sign, style: theme.chip(item.creation.artist.colour))
    if item.creation.isFavourite {
      let heart = " \(theme.heart) "
      painter.grid.write(
        heart, column: tile.endColumn - 1 - CharacterWidth.cells(of: heart), row: tile.row, style: style)
    }
    if isChosen {
      painter.grid.write(
        theme.isASCII ? ">" : "▶", column: tile.column + 1, row: tile.row, style: theme.chosen, maxWidth: 1)
    }
  }

  /// Between the scrolling buttons: how far down the wall is.
  private static func scrollBar(_ state: StudioState, _ layout: GalleryLayout, _ painter: inout Painter) {
    guard let up = scrollButtons(state, layout).first else { return }
    let rows = (up.rectangle.endRow..<(layout.scrollBar.endRow - up.rectangle.rows))
    let last = lastTop(state, layout)
    guard !rows.isEmpty, last > 0 else { return }
    let length = max(rows.count * layout.shownRows / (last + layout.shownRows), 1)
    let start = rows.lowerBound + (rows.count - length) * state.gallery.top / last
    for row in rows {
      let isHere = (start..<(start + length)).contains(row)
      let mark: Character = painter.theme.isASCII ? (isHere ? "#" : "|") : isHere ? "█" : "│"
      painter.grid[layout.scrollBar.column + 1, row] = Cell(
        mark, style: isHere ? painter.theme.heading : painter.theme.quiet)
    }
  }
}

extension Theme {
  package var heart: String { isASCII ? "<3" : "♥" }
}

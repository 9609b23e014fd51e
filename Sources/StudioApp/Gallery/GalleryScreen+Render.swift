import Pictures
import Studio
import Terminal

extension GalleryScreen {
  package func render(_ bench: Workbench, _ painter: inout Painter) {
    let layout = wall.layout(bench.capabilities)
    let theme = painter.theme
    let heading = bench.texts[wall.inTrash ? .trashHeading : .galleryHeading]
    painter.text(heading, column: 1, row: 0, width: 14, style: theme.heading)
    painter.artist(
      bench.artist, bench.texts, column: CharacterWidth.cells(of: heading) + 3, row: 0,
      isShort: painter.grid.columns < 60)
    if let page = wall.page, wall.awaited == nil || page.total > 0 {
      if page.total > 0 {
        let place = "\(wall.selected + 1) / \(page.total)"
        let width = CharacterWidth.cells(of: place)
        painter.text(
          place, column: painter.grid.columns - 1 - width, row: 0, width: width, style: theme.quiet)
        pictures(bench, layout, &painter)
      } else {
        let key: TextKey =
          wall.filter.isNarrow ? .nothingMatches : wall.inTrash ? .emptyTrash : .emptyGallery
        painter.paragraph(bench.texts[key], in: layout.wall.inset(columns: 4, rows: 0), style: theme.desk)
      }
    } else {
      painter.isProvisional = true
      painter.paragraph(bench.texts[.loading], in: layout.wall, style: theme.quiet)
    }
    for button in scrollButtons(bench, layout) + filterButtons(bench) + commandButtons(bench) {
      painter.button(button)
    }
    ScrollBar(layout.scrollBar).paint(top: wall.top, last: wall.lastTop(layout), shown: layout.shownRows, &painter)
    painter.notice(bench, row: layout.messageRow)
  }

  private func pictures(_ bench: Workbench, _ layout: GalleryLayout, _ painter: inout Painter) {
    let first = wall.top * layout.perRow
    for (place, tile) in layout.tiles.enumerated() {
      let index = first + place
      if index < wall.total {
        frame(wall.item(index), in: tile, isChosen: index == wall.selected, &painter)
      } else if layout.invites && index == wall.total {
        painter.box(tile, style: painter.theme.quiet)
        painter.paragraph(
          bench.texts[.emptyFrame], in: tile.inset(columns: 2, rows: 1), style: painter.theme.quiet,
          title: painter.theme.mascot)
      }
    }
  }

  /// One picture in its frame, with its stars, its artist's sign and perhaps a heart. `item` is nil while it is read.
  private func frame(
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
    if item.creation.shownStars > 0 {
      painter.text(
        " " + theme.stars(item.creation.shownStars) + " ", column: tile.column + 2, row: tile.endRow - 1,
        width: tile.columns - 3, style: style)
    }
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
}

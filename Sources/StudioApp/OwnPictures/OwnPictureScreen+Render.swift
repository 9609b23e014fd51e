import Pictures
import Studio
import Terminal

extension OwnPictureScreen {
  package func buttons(_ bench: Workbench) -> [Button<Action>] {
    let layout = wall.layout(bench.capabilities)
    let tiles = request == nil ? tileButtons(layout) : []
    return tiles + scrollButtons(bench, layout) + commandButtons(bench, layout)
  }

  private func tileButtons(_ layout: GalleryLayout) -> [Button<Action>] {
    let first = wall.top * layout.perRow
    return zip(layout.tiles, first..<max(wall.count, first)).map { Button(Action.select($1), $0, label: "") }
  }

  private func scrollButtons(_ bench: Workbench, _ layout: GalleryLayout) -> [Button<Action>] {
    guard request == nil else { return [] }
    return ScrollBar(layout.scrollBar).buttons(
      up: .scrollUp, down: .scrollDown, isTop: wall.top == 0, isEnd: wall.top >= wall.lastTop(layout), bench)
  }

  private func commandButtons(_ bench: Workbench, _ layout: GalleryLayout) -> [Button<Action>] {
    let listed = bindings(bench).filter { $0.action != .scrollUp && $0.action != .scrollDown }
    return ButtonRow.place(listed, in: layout.buttonArea, bench).map { button in
      var button = button
      switch button.action {
      case .takeLines:
        button.look = .primary
        button.isEnabled = wall.selectedFile != nil
      case .trace, .cartoon: button.isEnabled = wall.selectedFile != nil
      case .stop: button.look = .primary
      case .select, .scrollUp, .scrollDown, .back: break
      }
      return button
    }
  }

  package func render(_ bench: Workbench, _ painter: inout Painter) {
    let layout = wall.layout(bench.capabilities)
    let theme = painter.theme
    let columns = painter.grid.columns
    painter.text(bench.texts[.ownPictureHeading], column: 1, row: 0, width: columns / 2, style: theme.heading)
    if wall.count > 0 {
      let place = "\(wall.selected + 1) / \(wall.count)"
      painter.text(
        place, column: columns / 2, row: 0, width: columns - 1 - columns / 2, style: theme.quiet, align: .right)
      let first = wall.top * layout.perRow
      for (place, tile) in layout.tiles.enumerated() where first + place < wall.count {
        frame(first + place, in: tile, &painter)
      }
    } else if wall.album == nil {
      painter.isProvisional = true
      painter.paragraph(bench.texts[.loading], in: layout.wall, style: theme.quiet)
    } else {
      painter.paragraph(
        bench.texts.filled(.noOwnPictures, ["folder": Self.readable(wall.folder, theme)]),
        in: layout.wall.inset(columns: 4, rows: 0), style: theme.desk)
    }
    for button in scrollButtons(bench, layout) + commandButtons(bench, layout) { painter.button(button) }
    if request == nil {
      ScrollBar(layout.scrollBar).paint(
        top: wall.top, last: wall.lastTop(layout), shown: layout.shownRows, &painter)
    }
    painter.notice(bench, row: layout.messageRow)
  }

  /// One picture in its frame with its name. A file that cannot be read has its name alone.
  private func frame(_ index: Int, in tile: Rectangle, _ painter: inout Painter) {
    let theme = painter.theme
    let isChosen = index == wall.selected
    painter.box(tile, style: isChosen ? theme.chosen : theme.frame, lines: isChosen ? theme.strongLines : nil)
    if let image = wall.thumbnails[index]?.image {
      painter.picture(image, in: tile.inset(), generation: index)
    } else {
      painter.grid.fill(tile.inset(), with: Cell(style: theme.paper))
      let mark = wall.thumbnails[index] == nil ? theme.ellipsis : "?"
      painter.paragraph(mark, in: tile.inset(), style: theme.paperHint)
    }
    if isChosen {
      painter.grid.write(
        theme.isASCII ? ">" : "▶", column: tile.column + 1, row: tile.row, style: theme.chosen, maxWidth: 1)
    }
    let title = Self.shortened(wall.file(index)?.title ?? "", to: tile.columns - 4, theme)
    painter.text(
      " \(title) ", column: tile.column + 1, row: tile.endRow - 1, width: tile.columns - 2,
      style: isChosen ? theme.chosen : theme.heading, align: .centre)
  }

  /// A name in letters that the screen has.
  private static func readable(_ name: String, _ theme: Theme) -> String {
    theme.isASCII ? String(name.map { $0.isASCII ? $0 : "?" }) : name
  }

  /// A file's name in so many columns: the beginning, and of a long one the end too, where cameras count.
  private static func shortened(_ title: String, to width: Int, _ theme: Theme) -> String {
    let title = readable(title, theme)
    guard CharacterWidth.cells(of: title) > width, width > 4 else {
      return CharacterWidth.cells(of: title) > width ? "" : title
    }
    let pieces = CharacterWidth.pieces(of: title)
    func taken(_ pieces: some Sequence<(character: Character, width: Int)>, _ room: Int) -> [Character] {
      var used = 0
      return pieces.prefix { piece in
        used += piece.width
        return used <= room
      }.map(\.character)
    }
    let end = taken(pieces.reversed(), (width - 1) / 3).reversed()
    let start = taken(pieces, width - 1 - CharacterWidth.cells(of: String(end)))
    return String(start) + theme.ellipsis + String(end)
  }
}

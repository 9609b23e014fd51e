import Studio
import Terminal

/// All stickers: those that the artist has found, and question marks for the others.
package enum StickersScreen {
  package static func bindings(_ state: StudioState) -> [Binding] {
    let scrolling =
      StickersLayout(state.capabilities).scrolls
      ? [Binding(.previousPage, .pageUp, .up), Binding(.nextPage, .pageDown, .down)] : []
    return [Binding(.open, .enter, .open, also: [.character(" ")]), Binding(.artists, "y", .artists)] + scrolling + [
      Binding(.back, .escape, .back, also: [.character("s"), .character("g"), .character("q"), .control("c")])
    ]
  }

  package static func buttons(_ state: StudioState) -> [Button] {
    let layout = StickersLayout(state.capabilities)
    let first = state.stickers.top * layout.perRow
    let tiles = zip(layout.tiles, first..<max(Sticker.allCases.count, first)).map {
      Button(.select($1), $0, label: "")
    }
    return tiles + commandButtons(state)
  }

  static func commandButtons(_ state: StudioState) -> [Button] {
    var buttons = ButtonRow.place(bindings(state), in: StickersLayout(state.capabilities).buttonArea, state)
    for index in buttons.indices where buttons[index].action == .open {
      buttons[index].look = .primary
      buttons[index].isEnabled = state.stickers.chosenSticker != nil
    }
    return buttons
  }

  // MARK: - Update

  package static func open(_ state: inout StudioState) -> [StudioEffect] {
    state.screen = .stickers
    state.stickers = StickersState()
    state.notice = Notice(.stickersHint)
    return [.loadRecord(state.artist)]
  }

  /// What an artist has collected has been read.
  package static func loaded(_ record: ArtistRecord, of artist: Artist, _ state: inout StudioState) {
    guard state.screen == .stickers, artist == state.artist else { return }
    state.stickers.record = record
    if let newest = record.stickers.last, let index = Sticker.allCases.firstIndex(of: newest) { choose(index, &state) }
  }

  package static func key(_ key: Key, _ state: inout StudioState) -> [StudioEffect] {
    let perRow = StickersLayout(state.capabilities).perRow
    let steps: [Key: Int] = [
      .left: -1, .right: 1, .up: -perRow, .down: perRow, .tab: 1, .backTab: -1,
      .home: -Sticker.allCases.count, .end: Sticker.allCases.count,
    ]
    guard let step = steps[key] else { return [] }
    let goal = state.stickers.chosen + step
    if Sticker.allCases.indices.contains(goal) {
      choose(goal, &state)
    } else if key == .home || key == .end {
      choose(key == .home ? 0 : Sticker.allCases.count - 1, &state)
    }
    return []
  }

  package static func mouse(_ event: MouseEvent, _ state: inout StudioState) -> [StudioEffect] {
    switch event.action {
    case .wheelUp: scroll(-1, &state)
    case .wheelDown: scroll(1, &state)
    default: break
    }
    return []
  }

  package static func perform(_ action: StudioAction, _ state: inout StudioState) -> [StudioEffect] {
    let layout = StickersLayout(state.capabilities)
    switch action {
    case .select(let index):
      if index == state.stickers.chosen && state.stickers.chosenSticker != nil { return perform(.open, &state) }
      choose(index, &state)
    // The pictures of this artist that brought the sticker.
    case .open:
      guard let sticker = state.stickers.chosenSticker else { return [] }
      return GalleryScreen.open(&state, filter: GalleryFilter(artist: state.artist, sticker: sticker))
    case .previousPage: scroll(-layout.shownRows, &state)
    case .nextPage: scroll(layout.shownRows, &state)
    case .artists: state.dialog = .artists
    case .back: return GalleryScreen.open(&state)
    default: break
    }
    return []
  }

  /// Chooses a sticker, scrolls until it is seen, and says what it is called if it has been found.
  private static func choose(_ index: Int, _ state: inout StudioState) {
    guard Sticker.allCases.indices.contains(index) else { return }
    let layout = StickersLayout(state.capabilities)
    let row = index / layout.perRow
    state.stickers.chosen = index
    state.stickers.top = min(max(state.stickers.top, row - layout.shownRows + 1), row)
    state.notice =
      state.stickers.chosenSticker.map { Notice(.stickerFound, ["sticker": state.texts.name(of: $0)]) }
      ?? Notice(.stickerUnknown)
  }

  private static func scroll(_ rows: Int, _ state: inout StudioState) {
    let layout = StickersLayout(state.capabilities)
    state.stickers.top = min(max(state.stickers.top + rows, 0), layout.allRows - layout.shownRows)
  }

  /// The window has a new size: what is chosen stays in sight.
  package static func resized(_ state: inout StudioState) {
    let layout = StickersLayout(state.capabilities)
    let row = state.stickers.chosen / layout.perRow
    state.stickers.top = min(max(row - layout.shownRows + 1, 0), row)
  }

  // MARK: - Render

  package static func render(_ state: StudioState, _ painter: inout Painter) {
    let layout = StickersLayout(state.capabilities)
    head(state, &painter)
    let first = state.stickers.top * layout.perRow
    for (tile, index) in zip(layout.tiles, first..<max(Sticker.allCases.count, first)) {
      draw(Sticker.allCases[index], in: tile, isChosen: index == state.stickers.chosen, state, &painter)
    }
    for button in commandButtons(state) { painter.button(button) }
    painter.notice(state, row: layout.messageRow)
  }

  private static func draw(
    _ sticker: Sticker, in tile: Rectangle, isChosen: Bool, _ state: StudioState, _ painter: inout Painter
  ) {
    let theme = painter.theme
    let card = Rectangle(column: tile.column + 1, row: tile.row, columns: tile.columns - 2, rows: tile.rows - 1)
    if isChosen {
      painter.grid.fill(tile, with: Cell(style: theme.chosen))
      painter.text(
        theme.isASCII ? "^" : "▲", column: tile.column, row: tile.endRow - 1, width: tile.columns, style: theme.chosen,
        align: .centre)
    }
    let isFound = state.stickers.record?.sources[sticker] != nil
    let style = isFound ? theme.card : theme.disabled
    painter.grid.fill(card, with: Cell(style: style))
    painter.cells(isFound ? sticker.picture : .unknown, in: card, style: style)
  }

  /// Whose stickers they are, and how far the artist has come.
  private static func head(_ state: StudioState, _ painter: inout Painter) {
    let theme = painter.theme
    let columns = painter.grid.columns
    let heading = state.texts[.stickersHeading]
    painter.text(heading, column: 1, row: 0, width: 14, style: theme.heading)
    let chip = painter.artist(
      state.artist, state.texts, column: CharacterWidth.cells(of: heading) + 3, row: 0, isShort: columns < 60)
    guard let record = state.stickers.record else { return }
    let level = state.texts.filled(.level, ["level": String(record.level)])
    let bar = columns >= 60 ? 10 : 0
    let width = CharacterWidth.cells(of: level) + (bar > 0 ? bar + 1 : 0)
    let column = columns - 1 - width
    guard column > chip else { return }
    painter.text(level, column: column, row: 0, width: CharacterWidth.cells(of: level), style: theme.star)
    if bar > 0 { painter.bar(record.levelProgress, column: columns - 1 - bar, row: 0, width: bar, style: theme.star) }
  }
}

import Studio
import Terminal

/// All stickers: those that the artist has found, and the shadows of the others, which tell how they can be found.
package struct StickersScreen: StudioLayer {
  package enum Action: Hashable, Sendable {
    /// Chooses a sticker by its index; the chosen one is opened.
    case select(Int)
    /// Shows the pictures that brought the chosen sticker.
    case open
    case artists, scrollUp, scrollDown, back
  }

  /// What the artist has collected; nil until it has been read.
  package private(set) var record: ArtistRecord?
  /// Index of the chosen sticker.
  package private(set) var chosen = 0
  /// First row of stickers that is seen, where not all of them fit.
  package private(set) var top = 0

  static func open(_ bench: inout Workbench) -> Outcome {
    bench.notice = Notice(.stickersHint)
    return [.loadRecord(bench.artist)] + .show(StickersScreen())
  }

  /// The chosen sticker if it has been found.
  package var chosenSticker: Sticker? {
    guard Sticker.allCases.indices.contains(chosen) else { return nil }
    let sticker = Sticker.allCases[chosen]
    return record?.sources[sticker] == nil ? nil : sticker
  }

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    let scrolling: [Binding<Action>] =
      StickersLayout(bench.capabilities).scrolls
      ? [Binding(.scrollUp, .pageUp, .up), Binding(.scrollDown, .pageDown, .down)] : []
    return [Binding(.open, .enter, .open, also: [.character(" ")]), Binding(.artists, "y", .artists)] + scrolling + [
      Binding(.back, .escape, .back, also: [.character("s"), .character("g"), .character("q"), .control("c")])
    ]
  }

  package func buttons(_ bench: Workbench) -> [Button<Action>] {
    let layout = StickersLayout(bench.capabilities)
    let first = top * layout.perRow
    let tiles = zip(layout.tiles, first..<max(Sticker.allCases.count, first)).map {
      Button(Action.select($1), $0, label: "")
    }
    return tiles + commandButtons(bench)
  }

  private func commandButtons(_ bench: Workbench) -> [Button<Action>] {
    ButtonRow.place(bindings(bench), in: StickersLayout(bench.capabilities).buttonArea, bench).map { button in
      var button = button
      if button.action == .open {
        button.look = .primary
        button.isEnabled = chosenSticker != nil
      }
      return button
    }
  }

  // MARK: - Update

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    let rows = StickersLayout(bench.capabilities).shownRows
    switch action {
    case .select(let index):
      if index == chosen && chosenSticker != nil { return openPictures(&bench) }
      choose(index, &bench)
    case .open: return openPictures(&bench)
    case .scrollUp: scroll(-rows, bench)
    case .scrollDown: scroll(rows, bench)
    case .artists: return .push(ArtistsDialog(readsRecord: true))
    case .back: return GalleryScreen.open(&bench)
    }
    return []
  }

  /// The pictures of this artist that brought the sticker.
  private func openPictures(_ bench: inout Workbench) -> Outcome {
    guard let sticker = chosenSticker else { return [] }
    return GalleryScreen.open(&bench, filter: GalleryFilter(artist: bench.artist, sticker: sticker))
  }

  package mutating func key(_ key: Key, _ bench: inout Workbench) -> Outcome {
    let perRow = StickersLayout(bench.capabilities).perRow
    let last = Sticker.allCases.count - 1
    let steps: [Key: Int] = [
      .left: -1, .right: 1, .up: -perRow, .down: perRow, .tab: 1, .backTab: -1, .home: -chosen, .end: last - chosen,
    ]
    if let step = steps[key] { choose(chosen + step, &bench) }
    return []
  }

  package mutating func mouse(_ event: MouseEvent, _ bench: inout Workbench) -> Outcome {
    switch event.action {
    case .wheelUp: scroll(-1, bench)
    case .wheelDown: scroll(1, bench)
    case .press, .drag, .release, .move: break
    }
    return []
  }

  package mutating func receive(_ answer: StudioAnswer, _ bench: inout Workbench) -> Outcome {
    switch answer {
    case .record(let artist, let record):
      guard artist == bench.artist else { return [] }
      self.record = record
      if let newest = record.stickers.last, let index = Sticker.allCases.firstIndex(of: newest) {
        choose(index, &bench)
      }
    case .today, .galleryPage, .creation, .trashed, .restored, .favourite, .failed, .job, .cartoonKept: break
    }
    return []
  }

  /// The window has a new size: what is chosen stays in sight.
  package mutating func resized(_ bench: inout Workbench) -> Outcome {
    let layout = StickersLayout(bench.capabilities)
    let row = chosen / layout.perRow
    top = min(max(row - layout.shownRows + 1, 0), row)
    return []
  }

  /// Chooses a sticker, scrolls until it is seen, and says what it is called if it has been found.
  private mutating func choose(_ index: Int, _ bench: inout Workbench) {
    guard Sticker.allCases.indices.contains(index) else { return }
    let layout = StickersLayout(bench.capabilities)
    let row = index / layout.perRow
    chosen = index
    top = min(max(top, row - layout.shownRows + 1), row)
    let sticker = Sticker.allCases[index]
    bench.notice =
      chosenSticker == nil
      ? Notice(sticker.hint ?? .stickersHint) : Notice(.stickerFound, ["sticker": bench.texts.name(of: sticker)])
  }

  private mutating func scroll(_ rows: Int, _ bench: Workbench) {
    let layout = StickersLayout(bench.capabilities)
    top = min(max(top + rows, 0), layout.allRows - layout.shownRows)
  }

  // MARK: - Render

  package func render(_ bench: Workbench, _ painter: inout Painter) {
    let layout = StickersLayout(bench.capabilities)
    head(bench, &painter)
    let first = top * layout.perRow
    for (tile, index) in zip(layout.tiles, first..<max(Sticker.allCases.count, first)) {
      draw(Sticker.allCases[index], in: tile, isChosen: index == chosen, bench, &painter)
    }
    for button in commandButtons(bench) { painter.button(button) }
    painter.notice(bench, row: layout.messageRow)
  }

  private func draw(
    _ sticker: Sticker, in tile: Rectangle, isChosen: Bool, _ bench: Workbench, _ painter: inout Painter
  ) {
    let theme = painter.theme
    let card = Rectangle(column: tile.column + 1, row: tile.row, columns: tile.columns - 2, rows: tile.rows - 1)
    if isChosen {
      painter.grid.fill(tile, with: Cell(style: theme.chosen))
      painter.text(
        theme.isASCII ? "^" : "▲", column: tile.column, row: tile.endRow - 1, width: tile.columns, style: theme.chosen,
        align: .centre)
    }
    let isFound = record?.sources[sticker] != nil
    let style = isFound ? theme.card : theme.disabled
    painter.grid.fill(card, with: Cell(style: style))
    painter.cells(
      isFound ? sticker.picture : sticker.picture.silhouette, in: card, style: style, of: Sticker.allCases.count)
  }

  /// Whose stickers they are, and how far the artist has come.
  private func head(_ bench: Workbench, _ painter: inout Painter) {
    let theme = painter.theme
    let columns = painter.grid.columns
    let heading = bench.texts[.stickersHeading]
    painter.text(heading, column: 1, row: 0, width: 14, style: theme.heading)
    let chip = painter.artist(
      bench.artist, bench.texts, column: CharacterWidth.cells(of: heading) + 3, row: 0, isShort: columns < 60)
    guard let record else { return }
    let level = bench.texts.filled(.level, ["level": String(record.level)])
    let bar = columns >= 60 ? 10 : 0
    let width = CharacterWidth.cells(of: level) + (bar > 0 ? bar + 1 : 0)
    let column = columns - 1 - width
    guard column > chip else { return }
    painter.text(level, column: column, row: 0, width: CharacterWidth.cells(of: level), style: theme.star)
    if bar > 0 { painter.bar(record.levelProgress, column: columns - 1 - bar, row: 0, width: bar, style: theme.star) }
  }
}

/// Where the stickers stand: all of them, as large as the window allows, or as many rows as fit of a small window.
package struct StickersLayout: Equatable, Sendable {
  /// The places that can be seen, row by row. The last row of each is for its mark.
  package var tiles: [Rectangle]
  package var perRow: Int
  /// Rows of stickers that can be seen, and those there are.
  package var shownRows: Int
  package var allRows: Int
  package var buttonArea: Rectangle
  package var messageRow: Int

  package var scrolls: Bool { shownRows < allRows }

  /// Farther apart they would not look like one collection.
  private static let mostGap = (columns: 8, rows: 3)

  package init(_ capabilities: Capabilities, count: Int = Sticker.allCases.count) {
    let columns = capabilities.columns
    let rows = capabilities.rows
    let buttonRows = rows >= 30 && columns >= 70 ? 3 : 1
    messageRow = rows - 1
    buttonArea = Rectangle(column: 0, row: rows - 1 - buttonRows, columns: columns, rows: buttonRows)
    let wall = Rectangle(column: 0, row: 1, columns: columns, rows: max(rows - 2 - buttonRows, 0))
    func grid(_ scale: Int) -> (tile: (columns: Int, rows: Int), across: Int, down: Int) {
      let tile = (columns: CellPicture.columns * scale + 2, rows: CellPicture.rows * scale + 1)
      return (tile, max(min(wall.columns / tile.columns, count), 1), max(wall.rows / tile.rows, 1))
    }
    var best = grid(1)
    for scale in 2...4 {
      let larger = grid(scale)
      if larger.across * larger.down >= count { best = larger }
    }
    let tile = best.tile
    // Of all ways to lay them in rows, the one that leaves most room between them.
    var shape = (across: best.across, down: min(best.down, (count + best.across - 1) / best.across))
    func spare(_ across: Int, _ down: Int) -> (columns: Int, rows: Int) {
      (wall.columns / across - tile.columns, wall.rows / down - tile.rows)
    }
    func room(_ spare: (columns: Int, rows: Int)) -> Int {
      min(spare.columns * capabilities.cellWidth, spare.rows * capabilities.cellHeight)
    }
    for across in (1..<best.across).reversed() {
      let down = (count + across - 1) / across
      if down <= best.down, room(spare(across, down)) > room(spare(shape.across, shape.down)) { shape = (across, down) }
    }
    perRow = shape.across
    shownRows = shape.down
    allRows = (count + shape.across - 1) / shape.across
    let left = spare(shape.across, shape.down)
    let gap = (columns: min(left.columns, Self.mostGap.columns), rows: max(min(left.rows, Self.mostGap.rows), 0))
    let step = (columns: tile.columns + gap.columns, rows: tile.rows + gap.rows)
    let block = wall.centred(
      columns: shape.across * step.columns - gap.columns, rows: shape.down * step.rows - gap.rows)
    tiles = (0..<(shape.across * shape.down)).map { index in
      Rectangle(
        column: block.column + index % shape.across * step.columns,
        row: block.row + index / shape.across * step.rows, columns: tile.columns, rows: tile.rows)
    }
  }
}

import Pictures
import Studio
import Terminal

/// The wall of kept pictures, and the trash behind it.
package enum GalleryScreen {
  package static func bindings(_ state: StudioState) -> [Binding] {
    let change =
      state.gallery.inTrash
      ? [Binding(.restore, "r", .restore)]
      : [
        Binding(.favourite, "f", .favourite),
        Binding(.editAgain, "e", .editAgain),
        Binding(.slideshow, "p", .slideshow),
        Binding(.moveToTrash, "x", .moveToTrash, also: [.delete, .backspace]),
      ]
    let scrolling =
      layout(state).scrollBar.isEmpty
      ? [] : [Binding(.previousPage, .pageUp, .up), Binding(.nextPage, .pageDown, .down)]
    return [Binding(.open, .enter, .open, also: [.character(" ")])] + change + [
      Binding(.showTrash, "t", state.gallery.inTrash ? .gallery : .showTrash),
      Binding(.stickers, "s", .stickers),
      Binding(.artists, "y", .artists),
      .help,
      Binding(.back, .escape, .back, also: [.character("g"), .character("q"), .control("c")]),
    ] + scrolling + GalleryFacet.allCases.map(\.binding)
  }

  /// The wall for the pictures that there are.
  static func layout(_ state: StudioState) -> GalleryLayout {
    GalleryLayout(
      state.capabilities, total: state.gallery.page?.total,
      invites: !state.gallery.inTrash && !state.gallery.filter.isNarrow)
  }

  package static func buttons(_ state: StudioState) -> [Button] {
    let layout = layout(state)
    let first = state.gallery.top * layout.perRow
    let tiles = zip(layout.tiles, first..<max(state.gallery.total, first)).map { Button(.select($1), $0, label: "") }
    var invitation: [Button] = []
    if layout.invites, tiles.count < layout.tiles.count {
      invitation = [Button(.back, layout.tiles[tiles.count], label: "")]
    }
    return tiles + invitation + scrollButtons(state, layout) + FilterRow.buttons(state) + commandButtons(state)
  }

  /// Up and down at the ends of the bar beside the wall.
  static func scrollButtons(_ state: StudioState, _ layout: GalleryLayout) -> [Button] {
    let bar = layout.scrollBar
    guard !bar.isEmpty else { return [] }
    let isASCII = state.capabilities.unicode == .ascii
    let height = bar.rows >= 9 ? 3 : 1
    var up = Button(
      .previousPage, Rectangle(column: bar.column, row: bar.row, columns: bar.columns, rows: height),
      label: isASCII ? "^" : "▲")
    var down = Button(
      .nextPage, Rectangle(column: bar.column, row: bar.endRow - height, columns: bar.columns, rows: height),
      label: isASCII ? "v" : "▼")
    up.look = .answer
    down.look = .answer
    up.isEnabled = state.gallery.top > 0
    down.isEnabled = state.gallery.top < lastTop(state, layout)
    return [up, down]
  }

  /// The buttons below the wall.
  static func commandButtons(_ state: StudioState) -> [Button] {
    let listed = bindings(state).filter { binding in
      switch binding.action {
      case .filter, .previousPage, .nextPage: false
      default: true
      }
    }
    var buttons = ButtonRow.place(listed, in: GalleryLayout(state.capabilities).buttonArea, state)
    for index in buttons.indices {
      switch buttons[index].action {
      case .open, .favourite, .editAgain, .slideshow, .moveToTrash, .restore:
        buttons[index].isEnabled = state.gallery.selectedItem != nil
      default: break
      }
      if buttons[index].action == .open { buttons[index].look = .primary }
    }
    return buttons
  }

  // MARK: - Update

  /// Shows the gallery, newest pictures first.
  package static func open(_ state: inout StudioState, filter: GalleryFilter = GalleryFilter()) -> [StudioEffect] {
    state.screen = .gallery
    state.showsPicture = false
    state.gallery = GalleryState()
    state.gallery.filter = filter
    state.notice = Notice(.galleryHint)
    return load(&state)
  }

  package static func key(_ key: Key, _ state: inout StudioState) -> [StudioEffect] {
    let layout = layout(state)
    switch key {
    case .left, .backTab: return move(-1, &state)
    case .right, .tab: return move(1, &state)
    case .up: return move(-layout.perRow, &state)
    case .down:
      // From above a row that is not full, down leads to its last picture.
      let last = state.gallery.total - 1
      let isAbove = state.gallery.selected / layout.perRow < last / layout.perRow
      return move(isAbove ? min(layout.perRow, last - state.gallery.selected) : layout.perRow, &state)
    case .home: return choose(0, &state)
    case .end: return choose(state.gallery.total - 1, &state)
    default: return []
    }
  }

  package static func mouse(_ event: MouseEvent, _ state: inout StudioState) -> [StudioEffect] {
    switch event.action {
    case .wheelUp: scroll(-1, &state)
    case .wheelDown: scroll(1, &state)
    default: []
    }
  }

  package static func perform(_ action: StudioAction, _ state: inout StudioState) -> [StudioEffect] {
    let chosen = state.gallery.selectedItem?.creation
    switch action {
    case .select(let index):
      // A press on the chosen picture opens it: no double click, and no need to find the button.
      if index == state.gallery.selected { return chosen.map { [.loadCreation($0.id)] } ?? [] }
      return choose(index, &state)
    case .open: return chosen.map { [.loadCreation($0.id)] } ?? []
    case .editAgain:
      state.creation = nil
      guard let chosen else { return [] }
      state.gallery.editsWhenOpened = true
      return [.loadCreation(chosen.id)]
    case .favourite: return chosen.map { [.setFavourite($0.id, !$0.isFavourite)] } ?? []
    case .slideshow: return Slideshow.start(&state)
    case .moveToTrash: return chosen.map { [.moveToTrash($0.id)] } ?? []
    case .restore: return chosen.map { [.restore($0.id)] } ?? []
    case .showTrash: return show(GalleryFilter(inTrash: !state.gallery.inTrash), &state)
    case .filter(let facet):
      let choices = state.gallery.page?.choices ?? GalleryChoices()
      return show(facet.next(state.gallery.filter, among: choices), by: facet, &state)
    case .previousPage: return scroll(-layout(state).shownRows, &state)
    case .nextPage: return scroll(layout(state).shownRows, &state)
    case .stickers: return StickersScreen.open(&state)
    case .artists:
      state.dialog = .artists
      return []
    case .help:
      state.dialog = .help
      return []
    case .back:
      if state.gallery.inTrash || state.gallery.filter.isNarrow { return show(GalleryFilter(), &state) }
      state.screen = .drawing
      state.gallery = GalleryState()
      state.notice = Notice(.hello)
      return []
    default: return []
    }
  }

  /// Other pictures come onto the wall.
  private static func show(
    _ filter: GalleryFilter, by facet: GalleryFacet? = nil, _ state: inout StudioState
  ) -> [StudioEffect] {
    guard filter != state.gallery.filter else { return [] }
    let choices = filter.inTrash == state.gallery.filter.inTrash ? state.gallery.page?.choices : nil
    state.gallery = GalleryState()
    state.gallery.filter = filter
    state.notice = Notice(state.gallery.inTrash ? .trashHint : .galleryHint)
    if let words = facet?.value(state) { state.notice = Notice(.filtered, ["value": words]) }
    let effects = load(&state)
    // What there is to choose from stays in sight until it has been read again.
    if let choices, let query = state.gallery.awaited {
      state.gallery.page = GalleryPage(query: query, items: [], total: 0, choices: choices)
    }
    return effects
  }
}

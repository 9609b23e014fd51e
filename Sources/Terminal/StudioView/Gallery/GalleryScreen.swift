import Pictures
import Studio

/// The wall of kept pictures, and the trash behind it.
package enum GalleryScreen {
  package static func bindings(_ state: StudioState) -> [Binding] {
    let change =
      state.gallery.inTrash
      ? [Binding(.restore, "r", .restore)]
      : [
        Binding(.editAgain, "e", .editAgain),
        Binding(.moveToTrash, "x", .moveToTrash, also: [.delete, .backspace]),
      ]
    return [Binding(.open, .enter, .open, also: [.character(" ")])] + change + [
      Binding(.showTrash, "t", state.gallery.inTrash ? .gallery : .showTrash),
      Binding(.previousPage, .pageUp, .previous),
      Binding(.nextPage, .pageDown, .next),
      Binding(.back, .escape, .back, also: [.character("g"), .character("q"), .control("c")]),
    ]
  }

  package static func buttons(_ state: StudioState) -> [Button] {
    let layout = GalleryLayout(state.capabilities)
    let tiles = (state.gallery.page?.items ?? []).indices.prefix(layout.tiles.count).map {
      Button(.select($0), layout.tiles[$0], label: "")
    }
    return tiles + commandButtons(state)
  }

  /// The buttons below the wall.
  static func commandButtons(_ state: StudioState) -> [Button] {
    var buttons = ButtonRow.place(bindings(state), in: GalleryLayout(state.capabilities).buttonArea, state)
    let page = state.gallery.page
    for index in buttons.indices {
      switch buttons[index].action {
      case .open, .editAgain, .moveToTrash, .restore: buttons[index].isEnabled = state.gallery.selectedItem != nil
      case .previousPage: buttons[index].isEnabled = (page?.query.offset ?? 0) > 0
      case .nextPage: buttons[index].isEnabled = page.map { $0.query.offset + $0.items.count < $0.total } ?? false
      default: break
      }
      if buttons[index].action == .open { buttons[index].look = .primary }
    }
    return buttons
  }

  // MARK: - Update

  /// Shows the gallery, newest pictures first.
  package static func open(_ state: inout StudioState) -> [StudioEffect] {
    state.screen = .gallery
    state.showsPicture = false
    state.gallery.inTrash = false
    state.gallery.selected = 0
    state.gallery.page = nil
    state.notice = Notice(.galleryHint)
    return load(&state, offset: 0)
  }

  /// Asks for the page that holds the picture at an offset.
  static func load(_ state: inout StudioState, offset: Int) -> [StudioEffect] {
    let layout = GalleryLayout(state.capabilities)
    guard let tile = layout.tiles.first else { return [] }
    let limit = layout.tiles.count
    let cell = state.capabilities.cell
    let inner = tile.inset()
    let query = GalleryQuery(
      inTrash: state.gallery.inTrash, offset: max(offset, 0) / limit * limit, limit: limit,
      thumbnailSide: max(inner.columns * cell.width, inner.rows * cell.height))
    state.gallery.awaited = query
    return [.loadPage(query)]
  }

  /// A page has come. One that is no longer wanted is dropped; one that has become empty gives way to the one before.
  package static func loaded(_ page: GalleryPage, _ state: inout StudioState) -> [StudioEffect] {
    guard page.query == state.gallery.awaited else { return [] }
    state.gallery.awaited = nil
    if page.items.isEmpty && page.total > 0 && page.query.offset > 0 {
      return load(&state, offset: page.total - 1)
    }
    state.gallery.page = page
    state.gallery.generation += 1
    state.gallery.selected = min(max(state.gallery.selected, 0), max(page.items.count - 1, 0))
    guard state.gallery.opensWhenLoaded else { return [] }
    state.gallery.opensWhenLoaded = false
    return perform(.open, &state)
  }

  package static func key(_ key: Key, _ state: inout StudioState) -> [StudioEffect] {
    let layout = GalleryLayout(state.capabilities)
    switch key {
    case .left: return move(-1, &state)
    case .right, .tab: return move(1, &state)
    case .backTab: return move(-1, &state)
    case .up: return move(-layout.perRow, &state)
    case .down: return move(layout.perRow, &state)
    case .home:
      state.gallery.selected = 0
      return load(&state, offset: 0)
    case .end:
      state.gallery.selected = GalleryLayout.mostTiles
      return load(&state, offset: (state.gallery.page?.total ?? 1) - 1)
    default: return []
    }
  }

  package static func mouse(_ event: MouseEvent, _ state: inout StudioState) -> [StudioEffect] {
    switch event.action {
    case .wheelUp: turn(-1, &state)
    case .wheelDown: turn(1, &state)
    default: []
    }
  }

  package static func perform(_ action: StudioAction, _ state: inout StudioState) -> [StudioEffect] {
    let chosen = state.gallery.selectedItem?.creation.id
    switch action {
    case .select(let index):
      // A press on the chosen picture opens it: no double click, and no need to find the button.
      if index == state.gallery.selected { return chosen.map { [.loadCreation($0)] } ?? [] }
      state.gallery.selected = index
      return []
    case .open: return chosen.map { [.loadCreation($0)] } ?? []
    case .editAgain:
      state.creation = nil
      guard let chosen else { return [] }
      state.gallery.editsWhenOpened = true
      return [.loadCreation(chosen)]
    case .moveToTrash: return chosen.map { [.moveToTrash($0)] } ?? []
    case .restore: return chosen.map { [.restore($0)] } ?? []
    case .showTrash:
      state.gallery.inTrash.toggle()
      state.gallery.selected = 0
      state.gallery.page = nil
      state.notice = Notice(state.gallery.inTrash ? .trashHint : .galleryHint)
      return load(&state, offset: 0)
    case .previousPage: return turn(-1, &state)
    case .nextPage: return turn(1, &state)
    case .back:
      if state.gallery.inTrash { return perform(.showTrash, &state) }
      state.screen = .drawing
      state.gallery.page = nil
      state.gallery.awaited = nil
      state.notice = Notice(.hello)
      return []
    default: return []
    }
  }

  /// Chooses another picture; beyond an end of the page the neighbouring page comes.
  static func move(_ step: Int, _ state: inout StudioState) -> [StudioEffect] {
    guard let page = state.gallery.page, state.gallery.awaited == nil else { return [] }
    let place = page.query.offset + state.gallery.selected + step
    guard place >= 0, place < page.total else { return [] }
    let index = place - page.query.offset
    if page.items.indices.contains(index) {
      state.gallery.selected = index
      return []
    }
    state.gallery.selected = place % max(page.query.limit, 1)
    return load(&state, offset: place)
  }

  private static func turn(_ pages: Int, _ state: inout StudioState) -> [StudioEffect] {
    guard let page = state.gallery.page, state.gallery.awaited == nil else { return [] }
    let offset = page.query.offset + pages * page.query.limit
    guard offset >= 0, offset < page.total else { return [] }
    state.gallery.selected = 0
    return load(&state, offset: offset)
  }

  /// The window has a new size, and a page perhaps another number of pictures.
  package static func resized(_ state: inout StudioState) -> [StudioEffect] {
    guard let query = state.gallery.awaited ?? state.gallery.page?.query else { return [] }
    let place = query.offset + state.gallery.selected
    let limit = max(GalleryLayout(state.capabilities).tiles.count, 1)
    state.gallery.selected = place % limit
    return load(&state, offset: place)
  }

  /// A picture went to the trash or came back: what is on the wall is read again.
  package static func changed(_ notice: TextKey, _ state: inout StudioState) -> [StudioEffect] {
    state.notice = Notice(notice)
    if state.screen == .creation { state.screen = .gallery }
    guard state.screen == .gallery else { return [] }
    state.creation = nil
    return load(&state, offset: state.gallery.page?.query.offset ?? 0)
  }
}

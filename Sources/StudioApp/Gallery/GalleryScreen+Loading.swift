import Studio
import Terminal

/// What of the gallery has been read, and what is seen of it.
extension GalleryScreen {
  /// Asks for what can be seen, and a page before and behind it.
  static func load(_ state: inout StudioState) -> [StudioEffect] {
    let layout = layout(state)
    guard let tile = layout.tiles.first else { return [] }
    let count = layout.tiles.count
    let cell = state.capabilities.cell
    let inner = tile.inset()
    let query = GalleryQuery(
      filter: state.gallery.filter, offset: max((state.gallery.top - layout.shownRows) * layout.perRow, 0),
      limit: 3 * count, thumbnailSide: max(inner.columns * cell.width, inner.rows * cell.height))
    state.gallery.awaited = query
    return [.loadPage(query)]
  }

  /// Asks for more if something that is or will soon be seen is missing, or was read for a smaller frame.
  private static func loadIfNeeded(_ state: inout StudioState) -> [StudioEffect] {
    guard state.gallery.awaited == nil, let page = state.gallery.page, page.total > 0 else { return [] }
    let layout = layout(state)
    guard let tile = layout.tiles.first else { return [] }
    let first = max((state.gallery.top - 1) * layout.perRow, 0)
    let end = min((state.gallery.top + layout.shownRows + 1) * layout.perRow, page.total)
    let side = tile.inset().columns * state.capabilities.cell.width
    let isCovered = page.range.lowerBound <= first && page.range.upperBound >= end
    return isCovered && page.query.thumbnailSide * 5 >= side * 4 ? [] : load(&state)
  }

  /// A stretch has come. One that is no longer wanted is dropped.
  package static func loaded(_ page: GalleryPage, _ state: inout StudioState) -> [StudioEffect] {
    guard page.query == state.gallery.awaited else { return [] }
    state.gallery.awaited = nil
    state.gallery.page = page
    settle(&state)
    let effects = loadIfNeeded(&state)
    guard state.gallery.opensWhenLoaded, let item = state.gallery.selectedItem else {
      // An empty gallery has nothing to open, and what is still on its way is waited for.
      if effects.isEmpty { state.gallery.opensWhenLoaded = false }
      return effects
    }
    state.gallery.opensWhenLoaded = false
    return effects + [.loadCreation(item.id)]
  }

  /// Chooses another picture, `step` places on.
  static func move(_ step: Int, _ state: inout StudioState) -> [StudioEffect] {
    choose(state.gallery.selected + step, &state)
  }

  /// Chooses a picture and scrolls until it can be seen.
  static func choose(_ index: Int, _ state: inout StudioState) -> [StudioEffect] {
    guard (0..<state.gallery.total).contains(index) else { return [] }
    state.gallery.selected = index
    settle(&state)
    return loadIfNeeded(&state)
  }

  /// Moves the wall by so many rows; the choice stays among what can be seen.
  static func scroll(_ rows: Int, _ state: inout StudioState) -> [StudioEffect] {
    let layout = layout(state)
    let top = min(max(state.gallery.top + rows, 0), lastTop(state, layout))
    guard top != state.gallery.top, state.gallery.total > 0 else { return [] }
    state.gallery.top = top
    let row = state.gallery.selected / layout.perRow
    let near = min(max(row, top), top + layout.shownRows - 1)
    state.gallery.selected = min(state.gallery.selected + (near - row) * layout.perRow, state.gallery.total - 1)
    return loadIfNeeded(&state)
  }

  /// The last row that can be at the top of the wall.
  static func lastTop(_ state: StudioState, _ layout: GalleryLayout) -> Int {
    let rows = (state.gallery.total + layout.perRow - 1) / layout.perRow
    return max(rows - layout.shownRows, 0)
  }

  /// Keeps choice and wall within what there is, and the choice within sight.
  private static func settle(_ state: inout StudioState) {
    let layout = layout(state)
    state.gallery.selected = min(max(state.gallery.selected, 0), max(state.gallery.total - 1, 0))
    let row = state.gallery.selected / layout.perRow
    let top = min(max(state.gallery.top, row - layout.shownRows + 1), row)
    state.gallery.top = min(max(top, 0), lastTop(state, layout))
  }

  /// The window has a new size, and a row perhaps another number of pictures.
  package static func resized(_ state: inout StudioState) -> [StudioEffect] {
    if state.screen == .stickers {
      StickersScreen.resized(&state)
      return []
    }
    guard state.gallery.page != nil || state.gallery.awaited != nil else { return [] }
    settle(&state)
    return load(&state)
  }

  /// Pictures have changed: what is on the wall is read again.
  package static func changed(_ notice: TextKey, _ state: inout StudioState) -> [StudioEffect] {
    state.notice = Notice(notice)
    if state.screen == .creation { state.screen = .gallery }
    guard state.screen == .gallery else { return [] }
    state.creation = nil
    state.gallery.slideshow = nil
    state.gallery.replay = nil
    return load(&state)
  }

  /// A picture came onto the wall of favourites, or left it.
  package static func changedFavourite(_ id: Int64, _ isFavourite: Bool, _ state: inout StudioState) -> [StudioEffect] {
    if state.creation?.creation.id == id { state.creation?.creation.isFavourite = isFavourite }
    if let index = state.gallery.page?.items.firstIndex(where: { $0.id == id }) {
      state.gallery.page?.items[index].creation.isFavourite = isFavourite
    }
    // The filter can be pressed before the wall has been read again.
    if isFavourite { state.gallery.page?.choices.hasFavourites = true }
    guard state.screen != .drawing else { return [] }
    state.notice = Notice(isFavourite ? .loved : .unloved)
    return load(&state)
  }
}

import Studio
import Terminal

/// The gallery's pictures in a row that scrolls: what of it has been read, what is seen, and which picture is chosen.
///
/// The wall and the single picture before it are two screens over the same row.
package struct GalleryWall: Equatable, Sendable {
  package let filter: GalleryFilter
  /// The stretch that has been read; nil until the first has come.
  package var page: GalleryPage?
  /// The stretch asked for, until it comes.
  package private(set) var awaited: GalleryQuery?
  /// The chosen picture, counted from the newest.
  package private(set) var selected = 0
  /// First row of the wall that can be seen.
  package private(set) var top = 0

  package init(_ filter: GalleryFilter = GalleryFilter()) {
    self.filter = filter
  }

  package var inTrash: Bool { filter.inTrash == true }
  package var total: Int { page?.total ?? 0 }
  package var selectedItem: GalleryItem? { item(selected) }

  /// The picture at a place, counted from the newest; nil where it has not been read.
  package func item(_ index: Int) -> GalleryItem? {
    guard let page, page.range.contains(index) else { return nil }
    return page.items[index - page.query.offset]
  }

  /// Where the pictures that there are stand.
  package func layout(_ capabilities: Capabilities) -> GalleryLayout {
    GalleryLayout(capabilities, total: page?.total, invites: !inTrash && !filter.isNarrow)
  }

  // MARK: - Reading

  /// Asks for what can be seen, and a page before and behind it.
  mutating func load(_ capabilities: Capabilities) -> Outcome {
    let layout = layout(capabilities)
    guard let tile = layout.tiles.first else { return [] }
    let cell = capabilities.cell
    let inner = tile.inset()
    let query = GalleryQuery(
      filter: filter, offset: max((top - layout.shownRows) * layout.perRow, 0), limit: 3 * layout.tiles.count,
      thumbnailSide: max(inner.columns * cell.width, inner.rows * cell.height))
    awaited = query
    return [.loadPage(query)]
  }

  /// Asks for more if something that is or will soon be seen is missing, or was read for a smaller frame.
  private mutating func loadIfNeeded(_ capabilities: Capabilities) -> Outcome {
    guard awaited == nil, let page, page.total > 0 else { return [] }
    let layout = layout(capabilities)
    guard let tile = layout.tiles.first else { return [] }
    let first = max((top - 1) * layout.perRow, 0)
    let end = min((top + layout.shownRows + 1) * layout.perRow, page.total)
    let side = tile.inset().columns * capabilities.cell.width
    let isCovered = page.range.lowerBound <= first && page.range.upperBound >= end
    return isCovered && page.query.thumbnailSide * 5 >= side * 4 ? [] : load(capabilities)
  }

  /// A stretch has come; returns nil if it is no longer wanted.
  mutating func loaded(_ page: GalleryPage, _ capabilities: Capabilities) -> Outcome? {
    guard page.query == awaited else { return nil }
    awaited = nil
    self.page = page
    settle(capabilities)
    return loadIfNeeded(capabilities)
  }

  /// What was asked for will not come.
  mutating func forgetQuery() { awaited = nil }

  /// The window has a new size, and a row perhaps another number of pictures.
  mutating func resized(_ capabilities: Capabilities) -> Outcome {
    guard page != nil || awaited != nil else { return [] }
    settle(capabilities)
    return load(capabilities)
  }

  /// Shows what there is to choose from until it has been read again.
  mutating func keepChoices(_ choices: GalleryChoices) {
    if let awaited { page = GalleryPage(query: awaited, items: [], total: 0, choices: choices) }
  }

  /// A picture came onto the wall of favourites, or left it: read again, and seen at once.
  mutating func changedFavourite(_ id: Int64, _ isFavourite: Bool, _ capabilities: Capabilities) -> Outcome {
    if let index = page?.items.firstIndex(where: { $0.id == id }) {
      page?.items[index].creation.isFavourite = isFavourite
    }
    // The filter can be pressed before the wall has been read again.
    if isFavourite { page?.choices.hasFavourites = true }
    return load(capabilities)
  }

  // MARK: - Moving

  /// Chooses a picture and scrolls until it can be seen.
  mutating func choose(_ index: Int, _ capabilities: Capabilities) -> Outcome {
    guard (0..<total).contains(index) else { return [] }
    selected = index
    settle(capabilities)
    return loadIfNeeded(capabilities)
  }

  /// Moves the wall by so many rows; the choice stays among what can be seen.
  mutating func scroll(_ rows: Int, _ capabilities: Capabilities) -> Outcome {
    let layout = layout(capabilities)
    let top = min(max(self.top + rows, 0), lastTop(layout))
    guard top != self.top, total > 0 else { return [] }
    self.top = top
    let row = selected / layout.perRow
    let near = min(max(row, top), top + layout.shownRows - 1)
    selected = min(selected + (near - row) * layout.perRow, total - 1)
    return loadIfNeeded(capabilities)
  }

  /// The last row that can be at the top of the wall.
  func lastTop(_ layout: GalleryLayout) -> Int {
    let rows = (total + layout.perRow - 1) / layout.perRow
    return max(rows - layout.shownRows, 0)
  }

  /// Keeps choice and wall within what there is, and the choice within sight.
  private mutating func settle(_ capabilities: Capabilities) {
    let layout = layout(capabilities)
    selected = min(max(selected, 0), max(total - 1, 0))
    let row = selected / layout.perRow
    let top = min(max(self.top, row - layout.shownRows + 1), row)
    self.top = min(max(top, 0), lastTop(layout))
  }
}

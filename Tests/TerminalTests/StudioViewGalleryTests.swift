import Pictures
import Studio
import Terminal
import Testing

@Suite("The studio's gallery") struct StudioViewGalleryTests {
  /// The gallery with so many pictures.
  private func gallery(_ total: Int = 25, columns: Int = 80, rows: Int = 24) throws -> StudioStrip {
    var strip = try StudioStrip(columns: columns, rows: rows)
    strip.keys("g")
    try strip.hang(total)
    return strip
  }

  @Test("G asks for the newest pictures and shows them") func opens() throws {
    var strip = try StudioStrip()
    let query = GalleryLayout(strip.state.capabilities).tiles.count
    guard case .loadPage(let asked)? = strip.keys("g").last else {
      Issue.record("no page was asked for")
      return
    }
    #expect(asked.limit == query && asked.offset == 0 && !asked.inTrash)
    #expect(asked.thumbnailSide == 140)
    try strip.hang(25)
    let frame = StudioView.render(strip.state)
    #expect(frame.pictures.count == query)
    #expect(Set(frame.pictures.map(\.generation)).count == query)
    #expect(frame.grid.lines[0].contains("1 / 25"))
  }

  @Test("Arrows choose, also across pages") func arrows() throws {
    var strip = try gallery()
    let perRow = GalleryLayout(strip.state.capabilities).perRow
    let limit = GalleryLayout(strip.state.capabilities).tiles.count
    strip.keys("→→↓")
    #expect(strip.state.gallery.selected == 2 + perRow)
    strip.keys("↑←")
    #expect(strip.state.gallery.selected == 1)
    strip.keys("←←←↑")
    #expect(strip.state.gallery.selected == 0)
    for _ in 0..<limit { strip.keys("→") }
    try strip.hang(25)
    #expect(strip.state.gallery.page?.query.offset == limit && strip.state.gallery.selected == 0)
    strip.keys("←")
    try strip.hang(25)
    #expect(strip.state.gallery.page?.query.offset == 0 && strip.state.gallery.selected == limit - 1)
    strip.press(.end)
    try strip.hang(25)
    #expect(strip.state.gallery.selectedItem?.id == 124)
    #expect(strip.press(.right).isEmpty)
    strip.press(.home)
    try strip.hang(25)
    #expect(strip.state.gallery.selectedItem?.id == 100)
  }

  @Test("The wheel turns pages and stops at the ends") func wheel() throws {
    var strip = try gallery()
    let limit = GalleryLayout(strip.state.capabilities).tiles.count
    #expect(strip.mouse(.wheelUp, 10, 10).isEmpty)
    strip.mouse(.wheelDown, 10, 10)
    #expect(strip.mouse(.wheelDown, 10, 10).isEmpty, "the page on its way comes first")
    try strip.hang(25)
    #expect(strip.state.gallery.page?.query.offset == limit)
    while strip.mouse(.wheelDown, 10, 10) != [] { try strip.hang(25) }
    #expect(strip.state.gallery.page?.items.last?.id == 124)
  }

  @Test("A press chooses; a press on the chosen one opens") func mouse() throws {
    var strip = try gallery()
    #expect(try strip.click(.select(3)).isEmpty)
    #expect(strip.state.gallery.selected == 3)
    #expect(try strip.click(.select(3)) == [.loadCreation(103)])
  }

  @Test("Enter opens, the arrows leaf through, Escape goes back step by step") func creation() throws {
    var strip = try gallery()
    let limit = GalleryLayout(strip.state.capabilities).tiles.count
    #expect(strip.keys("→↵") == [.loadCreation(101)])
    strip.send(.creation(StudioStrip.opened(1)))
    #expect(strip.state.screen == .creation)
    let frame = StudioView.render(strip.state)
    #expect(frame.pictures.count == 2)
    let words = frame.grid.lines.joined(separator: "\n")
    #expect(words.contains("Panda") && words.contains("★★☆") && words.contains("Magic followed 82 %"))
    #expect(words.contains("7 strokes") && words.contains("painted in 0.8 s") && words.contains("2026-02-0"))
    #expect(strip.keys("←") == [.loadCreation(100)])
    strip.send(.creation(StudioStrip.opened(0)))
    #expect(strip.keys("←").isEmpty)
    for _ in 1..<limit { strip.keys("→") }
    strip.keys("→")
    #expect(strip.state.gallery.opensWhenLoaded)
    try strip.hang(25)
    #expect(strip.effects.last == .loadCreation(Int64(100 + limit)))
    strip.keys("⎋")
    #expect(strip.state.screen == .gallery)
    strip.keys("⎋")
    #expect(strip.state.screen == .drawing)
  }

  @Test("Edit puts the strokes onto a new page; the picture counts as kept") func edit() throws {
    var strip = try gallery()
    #expect(strip.keys("e") == [.loadCreation(100)])
    #expect(strip.send(.creation(StudioStrip.opened(0))) == [.journal(.start(StudioStrip.drawing))])
    #expect(strip.state.screen == .drawing)
    #expect(strip.state.drawing.strokes == StudioStrip.drawing)
    #expect(!strip.state.isUnsaved)
    #expect(StudioView.render(strip.state).pictures.count == 1)
    strip.keys("k")
    #expect(strip.state.notice.key == .keptAlready)
    strip.drag((0.3, 0.7), (0.5, 0.7))
    #expect(strip.state.isUnsaved)
  }

  @Test("Editing over an unsaved drawing loses nothing: undo brings it back") func editUnsaved() throws {
    var strip = try StudioStrip()
    strip.drag((0.1, 0.1), (0.9, 0.1))
    let mine = strip.state.drawing.strokes
    strip.keys("g")
    try strip.hang(3)
    strip.keys("↵")
    strip.send(.creation(StudioStrip.opened(0)))
    let asked = strip.keys("e")
    #expect(asked == [.journal(.replace(StudioStrip.drawing))])
    #expect(strip.state.drawing.strokes == StudioStrip.drawing)
    strip.keys("u")
    #expect(strip.state.drawing.strokes == mine)
    strip.keys("r")
    #expect(strip.state.drawing.strokes == StudioStrip.drawing)
  }

  @Test("X moves to the trash, where R brings it back") func trash() throws {
    var strip = try gallery(1)
    #expect(strip.keys("x") == [.moveToTrash(100)])
    strip.send(.trashed(100))
    #expect(strip.state.notice.key == .trashed)
    try strip.hang(0)
    #expect(StudioView.render(strip.state).grid.lines.joined().contains("No pictures yet"))
    strip.keys("t")
    #expect(strip.state.gallery.awaited?.inTrash == true)
    try strip.hang(1)
    #expect(strip.keys("x").isEmpty, "what is in the trash cannot go there again")
    #expect(strip.keys("r") == [.restore(100)])
    strip.send(.restored(100))
    try strip.hang(0)
    strip.keys("⎋")
    #expect(strip.state.gallery.inTrash == false && strip.state.screen == .gallery)
  }

  @Test("Trashing the only picture of the last page shows the page before") func lastOfPage() throws {
    var strip = try gallery(11)
    strip.press(.end)
    try strip.hang(11)
    #expect(strip.state.gallery.page?.query.offset == 10)
    strip.keys("x")
    strip.send(.trashed(110))
    try strip.hang(10)
    try strip.hang(10)
    #expect(strip.state.gallery.page?.query.offset == 0)
    #expect(strip.state.gallery.selectedItem != nil)
  }

  @Test("Trashing an opened picture goes back to the wall") func trashOpened() throws {
    var strip = try gallery()
    strip.keys("↵")
    strip.send(.creation(StudioStrip.opened(0)))
    #expect(strip.keys("x") == [.moveToTrash(100)])
    strip.send(.trashed(100))
    #expect(strip.state.screen == .gallery)
  }

  @Test("A page that is no longer wanted is dropped") func latePage() throws {
    var strip = try StudioStrip()
    strip.keys("g")
    let query = try #require(strip.state.gallery.awaited)
    strip.keys("t")
    let before = strip.state
    strip.send(.galleryPage(GalleryPage(query: query, items: [], total: 0)))
    #expect(strip.state == before)
    strip.keys("⎋⎋")
    #expect(strip.state.screen == .drawing)
    strip.send(.creation(StudioStrip.opened(0)))
    #expect(strip.state.screen == .drawing && strip.state.drawing.isEmpty)
  }

  @Test("A new window size asks for a page that holds the chosen picture") func resize() throws {
    var strip = try gallery()
    strip.press(.end)
    try strip.hang(25)
    var smaller = strip.state.capabilities
    (smaller.columns, smaller.rows) = (40, 12)
    strip.send(.capabilities(smaller))
    try strip.hang(25)
    #expect(strip.state.gallery.selectedItem?.id == 124)
  }

  @Test("Keys in an empty gallery do no harm") func empty() throws {
    var strip = try StudioStrip()
    strip.keys("g↵exr←→↑↓")
    try strip.hang(0)
    let effects = strip.keys("↵exr←→↑↓")
    #expect(effects.isEmpty)
    strip.press(.pageDown)
    strip.press(.pageUp)
    #expect(strip.state.screen == .gallery)
  }
}

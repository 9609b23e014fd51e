import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

@Suite("The studio's gallery", .ownThread) struct GalleryScreenTests {
  /// The gallery with so many pictures.
  private func gallery(_ total: Int = 25, columns: Int = 80, rows: Int = 24) throws -> StudioStrip {
    var strip = try StudioStrip(columns: columns, rows: rows)
    strip.keys("g")
    try strip.deliver(total)
    return strip
  }

  /// The wall as the strip shows it.
  private func layout(_ strip: StudioStrip) -> GalleryLayout {
    GalleryLayout(strip.bench.surroundings.capabilities, total: strip.wall.total, invites: true)
  }

  /// The numbers of the pictures that the screen shows, from their frames' generations.
  private func shown(_ strip: StudioStrip) -> [Int] { StudioView.render(strip.state).pictures.map(\.generation) }

  @Test("G asks for the newest pictures and more than can be seen, and shows them") func opens() throws {
    var strip = try StudioStrip()
    guard case .loadPage(let asked)? = strip.keys("g").last else {
      Issue.record("no page was asked for")
      return
    }
    #expect(asked.offset == 0 && !asked.inTrash && !asked.filter.isNarrow)
    try strip.hang(25)
    let tiles = layout(strip).tiles.count
    #expect(asked.limit > tiles && tiles >= 6)
    #expect(shown(strip) == Array(100..<(100 + tiles)))
    #expect(StudioView.render(strip.state).grid.lines[0].contains("1 / 25"))
    #expect(strip.wall.awaited == nil, "what is seen next has been read as well")
  }

  @Test("Arrows choose, and the wall follows row by row") func arrows() throws {
    var strip = try gallery()
    let perRow = layout(strip).perRow
    let rows = layout(strip).shownRows
    strip.keys("→→↓")
    #expect(strip.wall.selected == 2 + perRow)
    strip.keys("↑←")
    #expect(strip.wall.selected == 1)
    strip.keys("←←←↑")
    #expect(strip.wall.selected == 0)
    for _ in 0..<rows { strip.keys("↓") }
    #expect(strip.wall.top == 1 && strip.wall.selected == rows * perRow)
    #expect(shown(strip).first == 100 + perRow)
    strip.press(.end)
    #expect(strip.wall.selected == 24)
    try strip.deliver(25)
    #expect(strip.wall.selectedItem?.id == 124 && shown(strip).last == 124)
    #expect(strip.press(.right).isEmpty)
    strip.press(.home)
    try strip.deliver(25)
    #expect(strip.wall.selectedItem?.id == 100 && shown(strip).first == 100)
  }

  @Test("Down from above a row that is not full leads to its last picture") func lastRow() throws {
    var strip = try gallery(25)
    let perRow = layout(strip).perRow
    try #require(25 % perRow != 0)
    strip.press(.end)
    try strip.deliver(25)
    strip.keys("↑")
    for _ in 0..<(perRow - 1) { strip.keys("→") }
    strip.keys("←")
    let row = strip.wall.selected / perRow
    strip.keys("↓")
    #expect(strip.wall.selected == 24 || strip.wall.selected / perRow == row + 1)
  }

  @Test("A thousand pictures: every step shows the right ones, and little is read") func thousand() throws {
    var strip = try gallery(1000)
    let layout = layout(strip)
    var pages = 0
    for _ in 0..<(1000 / layout.perRow + 5) {
      strip.mouse(.wheelDown, 10, 10)
      let first = 100 + strip.wall.top * layout.perRow
      // The row that has come into sight was read before it was needed.
      #expect(shown(strip).first == first)
      #expect(shown(strip).count == min(layout.tiles.count, 1100 - first))
      if strip.wall.awaited != nil {
        pages += 1
        try strip.hang(1000)
      }
      #expect((strip.wall.page?.items.count ?? 0) <= 4 * layout.tiles.count)
    }
    #expect(shown(strip).last == 1099)
    #expect(pages < 1000 / layout.tiles.count * 2)
    strip.press(.pageUp)
    strip.press(.pageUp)
    try strip.deliver(1000)
    #expect(shown(strip).count == layout.tiles.count)
  }

  @Test("Scrolling never waits: steps made while a page is on its way all count") func impatience() throws {
    var strip = try gallery(1000)
    for _ in 0..<40 { strip.press(.pageDown) }
    #expect(strip.effects.filter { if case .loadPage = $0 { true } else { false } }.count == 2)
    let top = strip.wall.top
    #expect(top == 40 * layout(strip).shownRows)
    try strip.hang(1000)
    try strip.hang(1000)
    #expect(strip.wall.awaited == nil && shown(strip).first == 100 + top * layout(strip).perRow)
  }

  @Test("The wheel scrolls a row and stops at the ends; buttons do it by the page") func wheel() throws {
    var strip = try gallery()
    #expect(strip.mouse(.wheelUp, 10, 10).isEmpty && strip.wall.top == 0)
    strip.mouse(.wheelDown, 10, 10)
    #expect(strip.wall.top == 1 && strip.wall.selected == layout(strip).perRow)
    for _ in 0..<30 { strip.mouse(.wheelDown, 10, 10) }
    let last = strip.wall.top
    #expect((last + layout(strip).shownRows) * layout(strip).perRow >= 25)
    try strip.deliver(25)
    try strip.click(GalleryScreen.Action.scrollUp)
    #expect(strip.wall.top == max(last - layout(strip).shownRows, 0))
    try strip.click(GalleryScreen.Action.scrollDown)
    #expect(strip.wall.top == last)
  }

  @Test("Few pictures fill the wall, and an empty frame invites", arguments: [(80, 24), (160, 50), (40, 12)])
  func young(_ size: (Int, Int)) throws {
    let many = try gallery(40, columns: size.0, rows: size.1)
    let small = layout(many).tiles[0]
    for count in 1...3 {
      let strip = try gallery(count, columns: size.0, rows: size.1)
      let tiles = layout(strip).tiles
      #expect(tiles[0].columns >= small.columns)
      guard size.0 > 40 else { continue }
      #expect(tiles.count > count && layout(strip).invites)
      #expect(StudioView.render(strip.state).grid.lines.joined(separator: " ").contains("next"))
      // Most of the wall's width or of its height is used.
      let width = (tiles.map(\.endColumn).max() ?? 0) - (tiles.map(\.column).min() ?? 0)
      let height = (tiles.map(\.endRow).max() ?? 0) - (tiles.map(\.row).min() ?? 0)
      #expect(width * 10 >= size.0 * 7 || height * 10 >= layout(strip).wall.rows * 7)
    }
  }

  @Test("A press on the empty frame goes to the canvas") func invitation() throws {
    var strip = try gallery(1)
    let tile = layout(strip).tiles[1]
    strip.mouse(.press, Double(tile.column + 2), Double(tile.row + 2))
    #expect(strip.isOn(DrawingScreen.self))
  }

  @Test("A press chooses; a press on the chosen one opens") func mouse() throws {
    var strip = try gallery()
    #expect(try strip.click(GalleryScreen.Action.select(3)).isEmpty)
    #expect(strip.wall.selected == 3)
    #expect(try strip.click(GalleryScreen.Action.select(3)) == [.loadCreation(103)])
  }

  @Test("Enter opens, the arrows leaf through, Escape goes back step by step") func creation() throws {
    var strip = try gallery()
    #expect(strip.keys("→↵") == [.loadCreation(101)])
    strip.send(.answer(.creation(StudioStrip.opened(1))))
    #expect(strip.isOn(CreationScreen.self))
    let frame = StudioView.render(strip.state)
    #expect(frame.pictures.count == 2)
    let words = frame.grid.lines.joined(separator: "\n")
    #expect(words.contains("Panda") && words.contains("★★☆") && !words.contains("%"))
    #expect(words.contains("7 strokes") && !words.contains(" s ·") && words.contains("2026-02-0"))
    #expect(strip.keys("←") == [.loadCreation(100)])
    strip.send(.answer(.creation(StudioStrip.opened(0))))
    #expect(strip.keys("←").isEmpty)
    for index in 1..<25 {
      strip.keys("→")
      try strip.deliver(25)
      #expect(strip.effects.contains(.loadCreation(Int64(100 + index))))
    }
    strip.keys("⎋")
    #expect(strip.isOn(GalleryScreen.self) && strip.wall.selected == 24)
    strip.keys("⎋")
    #expect(strip.isOn(DrawingScreen.self))
  }

  @Test("Leafing beyond what has been read opens the picture when it comes") func leafing() throws {
    var strip = try gallery(1000)
    strip.keys("↵")
    strip.send(.answer(.creation(StudioStrip.opened(0))))
    let read = strip.wall.page?.items.count ?? 0
    for _ in 0..<read { strip.keys("→") }
    #expect(strip.creation?.opensWhenLoaded == true)
    try strip.hang(1000)
    #expect(strip.effects.last == .loadCreation(Int64(100 + read)))
    #expect(strip.creation?.opensWhenLoaded == false)
  }

  @Test("Remix puts the strokes onto a new page; the picture counts as kept") func remix() throws {
    var strip = try gallery()
    #expect(strip.keys("e") == [.loadCreation(100)])
    #expect(strip.send(.answer(.creation(StudioStrip.opened(0)))).contains(.journal(.start(StudioStrip.drawing))))
    #expect(strip.isOn(DrawingScreen.self))
    #expect(strip.bench.canvas.drawing.strokes == StudioStrip.drawing)
    #expect(!strip.bench.isUnsaved)
    #expect(strip.bench.canvas.story.remixOf == "0.png")
    #expect(StudioView.render(strip.state).pictures.count == 1)
    strip.keys("k")
    #expect(strip.bench.notice.key == .keptAlready)
    strip.drag((0.3, 0.7), (0.5, 0.7))
    #expect(strip.bench.isUnsaved)
    strip.keys("↵")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 9))
    guard case .keep(let request)? = strip.keys("k").last else {
      Issue.record("nothing was kept")
      return
    }
    #expect(request.story == PageStory(tools: ["pencil"], remixOf: "0.png"))
    strip.keys("n")
    #expect(strip.bench.canvas.story == PageStory(), "a new page is nobody's remix")
  }

  @Test("Remixing over an unsaved drawing loses nothing: undo brings it back") func remixUnsaved() throws {
    var strip = try StudioStrip()
    strip.drag((0.1, 0.1), (0.9, 0.1))
    let mine = strip.bench.canvas.drawing.strokes
    strip.keys("g")
    try strip.hang(3)
    strip.keys("↵")
    strip.send(.answer(.creation(StudioStrip.opened(0))))
    strip.keys("e")
    #expect(strip.state.layers.top is ReplaceDialog && strip.bench.canvas.drawing.strokes == mine)
    let asked = strip.keys("↵")
    #expect(asked.contains(.journal(.replace(StudioStrip.drawing))))
    #expect(strip.bench.canvas.drawing.strokes == StudioStrip.drawing)
    strip.keys("u")
    #expect(strip.bench.canvas.drawing.strokes == mine)
    strip.keys("r")
    #expect(strip.bench.canvas.drawing.strokes == StudioStrip.drawing)
  }

  @Test("X moves to the trash, where R brings it back") func trash() throws {
    var strip = try gallery(1)
    #expect(strip.keys("x") == [.moveToTrash(100)])
    strip.send(.answer(.trashed(100)))
    #expect(strip.bench.notice.key == .trashed)
    try strip.hang(0)
    #expect(StudioView.render(strip.state).grid.lines.joined().contains("No pictures yet"))
    strip.keys("t")
    #expect(strip.wall.awaited?.inTrash == true)
    try strip.hang(1)
    #expect(strip.keys("xf").isEmpty, "what is in the trash cannot go there again, nor onto the wall")
    #expect(strip.keys("r") == [.restore(100)])
    strip.send(.answer(.restored(100)))
    try strip.hang(0)
    strip.keys("⎋")
    #expect(strip.wall.inTrash == false && strip.isOn(GalleryScreen.self))
  }

  @Test("Trashing the last picture chooses the one before") func lastPicture() throws {
    var strip = try gallery(11)
    strip.press(.end)
    try strip.deliver(11)
    strip.keys("x")
    strip.send(.answer(.trashed(110)))
    try strip.hang(10)
    #expect(strip.wall.selectedItem?.id == 109)
  }

  @Test("Backspace, a step back on the canvas, throws nothing away") func backspace() throws {
    var strip = try gallery()
    #expect(strip.press(.backspace).isEmpty)
    strip.keys("↵")
    strip.send(.answer(.creation(StudioStrip.opened(0))))
    #expect(strip.press(.backspace).isEmpty && strip.press(.delete) == [.moveToTrash(100)])
  }

  @Test("Trashing an opened picture goes back to the wall") func trashOpened() throws {
    var strip = try gallery()
    strip.keys("↵")
    strip.send(.answer(.creation(StudioStrip.opened(0))))
    #expect(strip.keys("x") == [.moveToTrash(100)])
    strip.send(.answer(.trashed(100)))
    #expect(strip.isOn(GalleryScreen.self))
  }

  @Test("F hangs a picture on the wall of favourites and takes it down again") func favourites() throws {
    var strip = try gallery()
    #expect(strip.keys("→f") == [.setFavourite(101, true)])
    strip.send(.answer(.favourite(101, true)))
    #expect(strip.bench.notice.key == .loved)
    #expect(StudioView.render(strip.state).grid.lines.joined().contains(" ♥ "), "the heart is seen at once")
    #expect(strip.keys("f") == [.setFavourite(101, false)])
    strip.keys("↵")
    strip.send(.answer(.creation(StudioStrip.opened(1))))
    #expect(strip.keys("f") == [.setFavourite(101, true)])
    strip.send(.answer(.favourite(101, true)))
    #expect(strip.creation?.opened.creation.isFavourite == true && strip.isOn(CreationScreen.self))
  }

  @Test("A page that is no longer wanted is dropped") func latePage() throws {
    var strip = try StudioStrip()
    strip.keys("g")
    let query = try #require(strip.wall.awaited)
    strip.keys("t")
    let before = strip.state
    strip.send(.answer(.galleryPage(GalleryPage(query: query, items: [], total: 0))))
    #expect(strip.state == before)
    strip.keys("⎋⎋")
    #expect(strip.isOn(DrawingScreen.self))
    strip.send(.answer(.creation(StudioStrip.opened(0))))
    #expect(strip.isOn(DrawingScreen.self) && strip.bench.canvas.drawing.isEmpty)
  }

  @Test("A new window size keeps the chosen picture in sight") func resize() throws {
    var strip = try gallery()
    strip.press(.end)
    try strip.deliver(25)
    for size in [(40, 12), (160, 50), (300, 90), (70, 18)] {
      var other = strip.bench.surroundings.capabilities
      (other.columns, other.rows) = size
      strip.send(.capabilities(other))
      try strip.deliver(25)
      #expect(strip.wall.selectedItem?.id == 124)
      #expect(shown(strip).contains(124), "\(size)")
    }
  }

  @Test("Keys in an empty gallery do no harm") func empty() throws {
    var strip = try StudioStrip()
    strip.keys("g↵exrfp←→↑↓")
    try strip.hang(0, choices: GalleryChoices())
    let effects = strip.keys("↵exrfp←→↑↓12345")
    #expect(effects.isEmpty)
    for key in [Key.pageDown, .pageUp, .home, .end] { strip.press(key) }
    #expect(strip.isOn(GalleryScreen.self))
  }
}

import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

@Suite("The studio for an audience", .tags(.studioView), .ownThread) struct PresenterScreenTests {
  private func presenting(
    columns: Int = 80, rows: Int = 24, language: Language = .english, reducedMotion: Bool = true
  ) throws -> StudioStrip {
    try StudioStrip.equipped(
      columns: columns, rows: rows, language: language, domain: "panda", reducedMotion: reducedMotion,
      isPresenting: true)
  }

  @Test("It opens on a large canvas with live translation, and asks nothing when it closes") func opens() throws {
    var strip = try presenting()
    #expect(strip.isOn(PresenterScreen.self) && strip.bench.translation.isLive && !strip.state.layers.hasDialog)
    let layout = PresenterLayout(strip.bench.surroundings.capabilities)
    #expect(layout.canvas.columns > DrawingLayout(strip.bench.surroundings.capabilities).canvas.columns)
    draw(&strip)
    #expect(strip.bench.canvas.drawing.strokes.count == 1)
    #expect(strip.requests.count == 1)
    #expect(strip.keys("q") == [.quit(forgetDrawing: true)])
    strip = try presenting()
    draw(&strip)
    #expect(strip.keys("⎋") == [.quit(forgetDrawing: true)])
  }

  @Test("D goes on to the next domain and paints the drawing anew") func nextDomain() throws {
    var strip = try presenting()
    draw(&strip)
    strip.keys("d")
    #expect(strip.bench.domains.chosen?.name == "shoe")
    #expect(strip.requests.last?.domain == "shoe")
    #expect(StudioView.render(strip.state).grid.lines.contains { $0.contains("Shoe") })
    for _ in 0..<7 { try strip.click(PresenterScreen.Action.nextDomain) }
    #expect(strip.bench.domains.chosen?.name == "panda")
  }

  @Test("The strip says how long the picture took") func strip() throws {
    var strip = try presenting(columns: 100, rows: 30)
    draw(&strip)
    let row = PresenterLayout(strip.bench.surroundings.capabilities).strip.row
    #expect(!StudioView.render(strip.state).grid.lines[row].contains("0.82"))
    try strip.answer(.draft(StudioStrip.picture))
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 823))
    #expect(StudioView.render(strip.state).grid.lines[row].contains("0.82 s"))
  }

  @Test("Before and after, replay, undo and a new page work as in the studio") func keys() throws {
    var strip = try presenting()
    draw(&strip)
    try strip.answer(.draft(StudioStrip.picture))
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 823))
    strip.keys("v")
    #expect(strip.bench.translation.sketch != nil)
    let placement = try #require(StudioView.render(strip.state).pictures.first)
    #expect(placement.rectangle == PresenterLayout(strip.bench.surroundings.capabilities).pictureArea)
    strip.keys("v")
    #expect(strip.bench.translation.sketch == nil)
    strip.keys("a")
    #expect(strip.bench.canvas.replay != nil)
    strip.keys("⎋")
    #expect(strip.bench.canvas.replay == nil && strip.isOn(PresenterScreen.self))
    strip.keys("u")
    #expect(strip.bench.canvas.drawing.isEmpty)
    draw(&strip)
    strip.keys("n")
    #expect(
      strip.bench.canvas.drawing.isEmpty && strip.bench.translation.picture == nil && !strip.state.layers.hasDialog)
    strip.keys("u")
    #expect(strip.bench.canvas.drawing.strokes.count == 1, "a new page is a step like any other")
  }

  @Test("The picture may be as large as the window allows, with the canvas in what is left") func large() throws {
    var strip = try presenting(columns: 200, rows: 60)
    let capabilities = strip.bench.surroundings.capabilities
    let beside = PresenterLayout(capabilities)
    let large = PresenterLayout(capabilities, isLarge: true)
    #expect(large.pictureFrame.columns > beside.pictureFrame.columns + 10)
    draw(&strip)
    try strip.answer(.draft(StudioStrip.picture))
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 823))
    strip.keys("v")
    try strip.click(PresenterScreen.Action.large)
    #expect(StudioView.render(strip.state).pictures.first?.rectangle == large.pictureArea)
    let count = strip.bench.canvas.drawing.strokes.count
    // The canvas that is drawn on is the one that is seen.
    strip.mouse(.press, Double(large.canvas.column) + 2, Double(large.canvas.row) + 2)
    strip.mouse(.release, Double(large.canvas.column) + 2, Double(large.canvas.row) + 2)
    #expect(strip.bench.canvas.drawing.strokes.count == count + 1)
    strip.keys("⇥")
    #expect(!strip.bench.surroundings.showsLargePicture)
  }

  @Test("Crayons and the bucket are at hand") func colours() throws {
    var strip = try presenting()
    strip.keys("2")
    #expect(strip.bench.tools.tool.isCrayon && strip.bench.tools.crayon == CrayonColour.allCases[1])
    draw(&strip)
    #expect(strip.bench.canvas.drawing.strokes.last?.kind == .crayon(CrayonColour.allCases[1]))
    try strip.click(PresenterScreen.Action.colour(CrayonColour.allCases[4]))
    strip.keys("f")
    #expect(strip.bench.tools.tool == .bucket)
    let area = PresenterLayout(strip.bench.surroundings.capabilities).canvas
    let count = strip.bench.canvas.drawing.strokes.count
    strip.mouse(.press, Double(area.column) + 3, Double(area.row) + 3)
    strip.mouse(.release, Double(area.column) + 3, Double(area.row) + 3)
    #expect(strip.bench.canvas.drawing.strokes.count > count)
    #expect(strip.bench.canvas.drawing.strokes.last?.kind == .crayon(CrayonColour.allCases[4]))
    strip.keys("p")
    #expect(strip.bench.tools.tool == .pencil)
  }

  @Test("A mere tick asks for no picture, a shape does") func ticks() throws {
    var strip = try presenting()
    let area = PresenterLayout(strip.bench.surroundings.capabilities).canvas
    strip.mouse(.press, Double(area.column) + 3, Double(area.row) + 3)
    strip.mouse(.drag, Double(area.column) + 6, Double(area.row) + 3)
    strip.mouse(.release, Double(area.column) + 6, Double(area.row) + 3)
    #expect(strip.bench.canvas.drawing.strokes.count == 1 && strip.requests.isEmpty)
    draw(&strip)
    #expect(strip.requests.count == 1)
  }

  @Test("Canvas and picture fit every window, side by side", arguments: FitTests.sizes)
  func layout(_ size: (Int, Int)) throws {
    let layout = PresenterLayout(Capabilities(columns: size.0, rows: size.1))
    let screen = Rectangle(columns: size.0, rows: size.1)
    let large = PresenterLayout(Capabilities(columns: size.0, rows: size.1), isLarge: true)
    for frame in [large.canvasFrame, large.pictureFrame, large.buttonArea] + large.chips {
      #expect(screen.intersection(frame) == frame)
    }
    #expect(!large.canvasFrame.intersects(large.pictureFrame) && !large.pictureFrame.intersects(large.buttonArea))
    #expect(large.chips.allSatisfy { !$0.intersects(large.canvasFrame) && !$0.intersects(large.pictureFrame) })
    #expect(large.pictureFrame.endRow < size.1 && large.canvas.columns > 4)
    for frame in [layout.canvasFrame, layout.pictureFrame, layout.buttonArea] + layout.chips {
      #expect(screen.intersection(frame) == frame)
    }
    #expect(layout.chips.allSatisfy { !$0.intersects(layout.canvasFrame) && !$0.intersects(layout.buttonArea) })
    #expect(!layout.canvasFrame.intersects(layout.pictureFrame))
    #expect(!layout.canvasFrame.intersects(layout.caption) && !layout.canvasFrame.intersects(layout.buttonArea))
    #expect(layout.strip.row >= layout.canvasFrame.endRow && layout.strip.endRow <= layout.buttonArea.row)
    #expect(layout.pictureFrame.endRow < size.1)
  }

  @Test("With sixel the words are pictures, and every bare cell lies below one", arguments: FitTests.sizes)
  func largeLetters(_ size: (Int, Int)) throws {
    var strip = try presenting(columns: size.0, rows: size.1)
    strip.bench.surroundings.capabilities.graphics = .sixel
    let frame = StudioView.render(strip.state)
    // The canvas is a picture too, sent in pieces as large as the terminal takes.
    let drawings = frame.pictures.filter { $0.quality == .live }
    let pictures = frame.pictures.filter { $0.quality != .live }
    let covered = pictures.compactMap {
      PictureFit(
        pixels: $0.rectangle, image: ($0.image.width, $0.image.height), in: strip.bench.surroundings.capabilities)
    }
    #expect(
      covered.count == pictures.count && drawings.map(\.rectangle) == [PresenterLayout(strip.bench.capabilities).canvas]
    )
    #expect(covered.allSatisfy { $0.pixels.width <= strip.bench.surroundings.capabilities.sixelLimit.width })
    let places = covered.map(\.cells) + drawings.map(\.rectangle)
    for row in 0..<size.1 {
      for column in 0..<size.0 where frame.grid[column, row].isBlank {
        #expect(places.contains { $0.contains(column: column, row: row) }, "\(column), \(row)")
      }
    }
    if size == (160, 50) { #expect(pictures.count == 2) }
  }

  // MARK: - Demonstration

  @Test("The demonstration draws through every domain and begins again") func demo() throws {
    var strip = try presenting(reducedMotion: false)
    strip.keys("o")
    #expect(strip.state.tickInterval != nil)
    var seen: [String] = []
    var ticks = 0
    while seen.count < 10, ticks < 20_000 {
      ticks += 1
      strip.send(.tick(0.1))
      let request = strip.requests.last
      if let request, strip.bench.translation.underWay?.revision == request.revision {
        try strip.answer(.draft(StudioStrip.picture))
        try strip.answer(.finished(StudioStrip.picture, milliseconds: 823))
      }
      if let name = strip.bench.domains.chosen?.name, seen.last != name { seen.append(name) }
    }
    #expect(seen.count == 10)
    #expect(Set(seen.prefix(8)).count == 8)
    #expect(seen[8] == seen[0] && seen[9] == seen[1])
    #expect(strip.journal.allSatisfy { if case .clear = $0 { false } else { true } })
  }

  @Test("It shows picture, drawing, and picture again, and waits for a slow machine") func phases() throws {
    var strip = try presenting()
    strip.keys("o")
    let duration = try #require(strip.bench.surroundings.library.demos.first { $0.domain == "panda" }).duration
    for _ in 0..<Int(duration / 0.1) + 2 { strip.send(.tick(0.1)) }
    #expect(strip.presenter.demo?.shows == .picture)
    for _ in 0..<100 { strip.send(.tick(0.5)) }
    #expect(strip.presenter.demo?.shows == .picture, "no picture has come")
    try strip.answer(.draft(StudioStrip.picture))
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 823))
    while strip.bench.translation.underWay != nil {
      try strip.answer(.draft(StudioStrip.picture))
      try strip.answer(.finished(StudioStrip.picture, milliseconds: 823))
    }
    for _ in 0..<5 { strip.send(.tick(0.5)) }
    #expect(strip.presenter.demo?.shows == .before && strip.bench.translation.sketch != nil)
    for _ in 0..<3 { strip.send(.tick(0.5)) }
    #expect(strip.presenter.demo?.shows == .after && strip.bench.translation.sketch == nil)
    for _ in 0..<5 { strip.send(.tick(0.5)) }
    #expect(strip.presenter.demo?.shows == .drawing && strip.bench.domains.chosen?.name == "shoe")
    #expect(strip.bench.canvas.drawing.strokes.count <= 1, "a new page")
  }

  @Test("Any key or press ends it and does nothing else", arguments: ["q", "d", "⎋", "x", "n"])
  func stops(_ key: String) throws {
    var strip = try presenting()
    strip.keys("o")
    for _ in 0..<10 { strip.send(.tick(0.1)) }
    #expect(!strip.bench.canvas.drawing.isEmpty)
    #expect(strip.keys(key) == [])
    #expect(strip.presenter.demo == nil && strip.isOn(PresenterScreen.self))
    #expect(strip.bench.domains.chosen?.name == "panda")
    // A clean page for whoever takes over.
    #expect(strip.bench.canvas.drawing.isEmpty && strip.bench.translation.picture == nil)
    #expect(strip.state.tickInterval == nil)
    strip.keys("o")
    #expect(strip.mouse(.press, 3, 3) == [])
    #expect(strip.presenter.demo == nil)
    #expect(strip.keys("q") == [.quit(forgetDrawing: true)])
  }

  @Test("What was drawn before the demonstration is one undo away, and nothing that it drew is") func undone() throws {
    var strip = try presenting()
    draw(&strip)
    let drawn = strip.bench.canvas.drawing.strokes
    strip.keys("o")
    #expect(strip.bench.canvas.drawing.isEmpty)
    for _ in 0..<10 { strip.send(.tick(0.1)) }
    strip.keys("x")
    #expect(strip.bench.canvas.drawing.isEmpty && strip.bench.canvas.drawing.undoCount == 2)
    strip.keys("u")
    #expect(strip.bench.canvas.drawing.strokes == drawn)
    strip.keys("uu")
    #expect(strip.bench.canvas.drawing.isEmpty && !strip.bench.canvas.drawing.canUndo)
  }

  @Test("Without recorded drawings there is none") func noDemo() throws {
    var strip = try StudioStrip(isPresenting: true)
    strip.keys("o")
    #expect(strip.presenter.demo == nil && strip.state.tickInterval == nil)
  }

  private func draw(_ strip: inout StudioStrip) {
    let area = PresenterLayout(strip.bench.surroundings.capabilities).canvas
    let row = Double(area.row) + Double(area.rows) / 2
    strip.mouse(.press, Double(area.column) + 2, row)
    strip.mouse(.drag, Double(area.endColumn) - 2, row)
    strip.mouse(.release, Double(area.endColumn) - 2, row)
  }
}

import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

@Suite("The studio for an audience", .tags(.studioView), .ownThread) struct StudioViewPresenterTests {
  private func presenting(
    columns: Int = 80, rows: Int = 24, language: Language = .english, reducedMotion: Bool = true
  ) throws -> StudioStrip {
    var strip = try StudioStrip.equipped(columns: columns, rows: rows, language: language, domain: "panda")
    strip.state.stage.reducedMotion = reducedMotion
    strip.state.present()
    return strip
  }

  @Test("It opens on a large canvas with live translation, and asks nothing when it closes") func opens() throws {
    var strip = try presenting()
    #expect(strip.state.screen == .presenter && strip.state.isLive && strip.state.dialog == nil)
    let layout = PresenterLayout(strip.state.capabilities)
    #expect(layout.canvas.columns > DrawingLayout(strip.state.capabilities).canvas.columns)
    draw(&strip)
    #expect(strip.state.drawing.strokes.count == 1)
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
    #expect(strip.state.chosenDomain?.name == "shoe")
    #expect(strip.requests.last?.domain == "shoe")
    #expect(StudioView.render(strip.state).grid.lines.contains { $0.contains("Shoe") })
    for _ in 0..<7 { try strip.click(.nextDomain) }
    #expect(strip.state.chosenDomain?.name == "panda")
  }

  @Test("The strip says how long the picture took") func strip() throws {
    var strip = try presenting(columns: 100, rows: 30)
    draw(&strip)
    let row = PresenterLayout(strip.state.capabilities).strip.row
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
    #expect(strip.state.stage.sketch != nil)
    let placement = try #require(StudioView.render(strip.state).pictures.first)
    #expect(placement.rectangle == PresenterLayout(strip.state.capabilities).pictureArea)
    strip.keys("v")
    #expect(strip.state.stage.sketch == nil)
    strip.keys("a")
    #expect(strip.state.stage.replay != nil)
    strip.keys("⎋")
    #expect(strip.state.stage.replay == nil && strip.state.screen == .presenter)
    strip.keys("u")
    #expect(strip.state.drawing.isEmpty)
    draw(&strip)
    strip.keys("n")
    #expect(strip.state.drawing.isEmpty && strip.state.picture == nil && strip.state.dialog == nil)
  }

  @Test("Canvas and picture fit every window, side by side", arguments: StudioViewFitTests.sizes)
  func layout(_ size: (Int, Int)) throws {
    let layout = PresenterLayout(Capabilities(columns: size.0, rows: size.1))
    let screen = Rectangle(columns: size.0, rows: size.1)
    for frame in [layout.canvasFrame, layout.pictureFrame, layout.buttonArea] {
      #expect(screen.intersection(frame) == frame)
    }
    #expect(!layout.canvasFrame.intersects(layout.pictureFrame))
    #expect(!layout.canvasFrame.intersects(layout.caption) && !layout.canvasFrame.intersects(layout.buttonArea))
    #expect(layout.strip.row >= layout.canvasFrame.endRow && layout.strip.endRow <= layout.buttonArea.row)
    #expect(layout.pictureFrame.endRow < size.1)
  }

  @Test("With sixel the words are pictures, and every bare cell lies below one", arguments: StudioViewFitTests.sizes)
  func largeLetters(_ size: (Int, Int)) throws {
    var strip = try presenting(columns: size.0, rows: size.1)
    strip.state.capabilities.sixel = true
    let frame = StudioView.render(strip.state)
    let covered = frame.pictures.compactMap {
      PictureFit(sixel: $0.rectangle, image: ($0.image.width, $0.image.height), in: strip.state.capabilities)
    }
    #expect(covered.count == frame.pictures.count)
    #expect(covered.allSatisfy { $0.pixels.width <= strip.state.capabilities.sixelLimit.width })
    for row in 0..<size.1 {
      for column in 0..<size.0 where frame.grid[column, row].isBlank {
        #expect(covered.contains { $0.cells.contains(column: column, row: row) }, "\(column), \(row)")
      }
    }
    if size == (160, 50) { #expect(frame.pictures.count == 2) }
  }

  // MARK: - Demonstration

  @Test("The demonstration draws through every domain and begins again") func demo() throws {
    var strip = try presenting(reducedMotion: false)
    strip.keys("o")
    #expect(Motion.interval(strip.state) != nil)
    var seen: [String] = []
    var ticks = 0
    while seen.count < 10, ticks < 20_000 {
      ticks += 1
      strip.send(.tick(0.1))
      let request = strip.requests.last
      if let request, strip.state.translation?.revision == request.revision {
        try strip.answer(.draft(StudioStrip.picture))
        try strip.answer(.finished(StudioStrip.picture, milliseconds: 823))
      }
      if let name = strip.state.chosenDomain?.name, seen.last != name { seen.append(name) }
    }
    #expect(seen.count == 10)
    #expect(Set(seen.prefix(8)).count == 8)
    #expect(seen[8] == seen[0] && seen[9] == seen[1])
    #expect(strip.journal.allSatisfy { if case .clear = $0 { false } else { true } })
  }

  @Test("It shows picture, drawing, and picture again, and waits for a slow machine") func phases() throws {
    var strip = try presenting()
    strip.keys("o")
    let duration = try #require(strip.state.ideas.library.demos.first { $0.domain == "panda" }).duration
    for _ in 0..<Int(duration / 0.1) + 2 { strip.send(.tick(0.1)) }
    #expect(strip.state.presenter.demo?.shows == .picture)
    for _ in 0..<100 { strip.send(.tick(0.5)) }
    #expect(strip.state.presenter.demo?.shows == .picture, "no picture has come")
    try strip.answer(.draft(StudioStrip.picture))
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 823))
    while strip.state.translation != nil {
      try strip.answer(.draft(StudioStrip.picture))
      try strip.answer(.finished(StudioStrip.picture, milliseconds: 823))
    }
    for _ in 0..<5 { strip.send(.tick(0.5)) }
    #expect(strip.state.presenter.demo?.shows == .before && strip.state.stage.sketch != nil)
    for _ in 0..<3 { strip.send(.tick(0.5)) }
    #expect(strip.state.presenter.demo?.shows == .after && strip.state.stage.sketch == nil)
    for _ in 0..<5 { strip.send(.tick(0.5)) }
    #expect(strip.state.presenter.demo?.shows == .drawing && strip.state.chosenDomain?.name == "shoe")
    #expect(strip.state.drawing.strokes.count <= 1, "a new page")
  }

  @Test("Any key or press ends it and does nothing else", arguments: ["q", "d", "⎋", "x", "n"])
  func stops(_ key: String) throws {
    var strip = try presenting()
    strip.keys("o")
    for _ in 0..<10 { strip.send(.tick(0.1)) }
    let strokes = strip.state.drawing.strokes
    #expect(!strokes.isEmpty)
    #expect(strip.keys(key) == [])
    #expect(strip.state.presenter.demo == nil && strip.state.screen == .presenter)
    #expect(strip.state.chosenDomain?.name == "panda" && strip.state.drawing.strokes == strokes)
    #expect(Motion.interval(strip.state) == nil)
    strip.keys("o")
    #expect(strip.mouse(.press, 3, 3) == [])
    #expect(strip.state.presenter.demo == nil)
    #expect(strip.keys("q") == [.quit(forgetDrawing: true)])
  }

  @Test("Without recorded drawings there is none") func noDemo() throws {
    var strip = try StudioStrip()
    strip.state.present()
    strip.keys("o")
    #expect(strip.state.presenter.demo == nil && Motion.interval(strip.state) == nil)
  }

  private func draw(_ strip: inout StudioStrip) {
    let area = PresenterLayout(strip.state.capabilities).canvas
    let row = Double(area.row) + Double(area.rows) / 2
    strip.mouse(.press, Double(area.column) + 2, row)
    strip.mouse(.drag, Double(area.column) + 8, row)
    strip.mouse(.release, Double(area.column) + 8, row)
  }
}

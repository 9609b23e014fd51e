import Foundation
import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

@Suite("Choosing a domain, ideas, outlines to trace", .tags(.studioView), .ownThread) struct IdeasScreenTests {
  // MARK: - Domains

  @Test("D shows the domains; a number, a press, or arrows and Enter choose one") func picker() throws {
    var strip = try StudioStrip.equipped()
    strip.keys("d")
    #expect(strip.isOn(PickerScreen.self))
    strip.keys("3")
    #expect(strip.isOn(DrawingScreen.self) && strip.bench.domains.index == 2)
    strip.keys("d")
    try strip.click(PickerScreen.Action.domain(5))
    #expect(strip.isOn(DrawingScreen.self) && strip.bench.domains.index == 5)
    strip.keys("d←↵")
    #expect(strip.bench.domains.index == 4)
    strip.keys("d→⎋")
    #expect(strip.isOn(DrawingScreen.self) && strip.bench.domains.index == 4)
  }

  @Test("Every domain can be reached with arrows alone, in windows of every size", arguments: FitTests.sizes)
  func arrows(_ size: (Int, Int)) throws {
    var strip = try StudioStrip.equipped(columns: size.0, rows: size.1)
    strip.keys("d")
    for index in strip.bench.domains.all.indices {
      #expect(strip.picker.selected == index)
      #expect(strip.buttons(PickerScreen.self).contains { $0.action == .domain(index) && $0.isChosen })
      strip.keys("→")
    }
    strip.keys("→→→↓↓↓")
    #expect(strip.picker.selected == strip.bench.domains.all.count - 1)
    strip.keys("↑↑↑↑↑↑↑↑")
    #expect(strip.picker.selected >= 0)
  }

  @Test("Each domain shows its sample picture; a domain without one shows itself all the same") func samples() throws {
    var strip = try StudioStrip.equipped()
    #expect(StudioView.render(strip.state).pictures.isEmpty)
    strip.bench.surroundings.library.samples["car"] = nil
    strip.keys("d")
    let frame = StudioView.render(strip.state)
    #expect(frame.pictures.count == strip.bench.domains.all.count - 1)
    #expect(Set(frame.pictures.map(\.generation)).count == frame.pictures.count)
    #expect(frame.grid.lines.contains { $0.contains("Car") })
  }

  @Test("Without domains there is nothing to choose from") func noDomains() throws {
    var strip = try StudioStrip(domains: [])
    strip.keys("d")
    #expect(strip.isOn(DrawingScreen.self) && strip.bench.notice.key == .noDomain)
    strip.keys("b")
    #expect(strip.isOn(IdeasScreen.self))
    #expect(strip.keys("fd↵") == [])
  }

  @Test("The strip shows the chosen domain and leads to its neighbours", arguments: [(70, 18), (80, 24), (160, 50)])
  func domainStrip(_ size: (Int, Int)) throws {
    var strip = try StudioStrip(columns: size.0, rows: size.1)
    let layout = DrawingLayout(strip.bench.surroundings.capabilities)
    for index in strip.bench.domains.all.indices {
      let shown = strip.buttons(DrawingScreen.self).filter { $0.rectangle.intersects(layout.domainStrip) }
      let indices = shown.compactMap { if case .domain(let index) = $0.action { index } else { nil } }
      #expect(indices == Array((indices.first ?? 0)...(indices.last ?? 0)))
      #expect(indices.contains(max(index - 1, 0)))
      #expect(shown.contains { $0.action == .domain(index) && $0.isChosen })
      guard index + 1 < strip.bench.domains.all.count else { break }
      try strip.click(DrawingScreen.Action.domain(index + 1))
      #expect(strip.bench.domains.index == index + 1)
    }
  }

  // MARK: - Ideas

  @Test("B shows today's idea; T takes it, with its domain and a clean page") func today() throws {
    var strip = try StudioStrip.equipped()
    strip.drag((0.2, 0.2), (0.5, 0.5))
    #expect(strip.keys("b") == [.lookAtCalendar])
    let day = CalendarDay(year: 2026, month: 11, day: 21)
    strip.send(.answer(.today(day)))
    let prompt = try #require(strip.bench.surroundings.library.prompts.prompt(of: day))
    #expect(StudioView.render(strip.state).grid.lines.joined().contains(prompt.words.english))
    #expect(strip.keys("t").contains(.journal(.clear)))
    #expect(strip.isOn(DrawingScreen.self))
    #expect(strip.bench.canvas.prompt == prompt)
    #expect(strip.bench.domains.chosen?.name == prompt.domain)
    #expect(strip.bench.canvas.drawing.isEmpty)
    #expect(StudioView.render(strip.state).grid.lines[0].contains(prompt.words.english))
    strip.keys("u")
    #expect(strip.bench.canvas.drawing.strokes.count == 1, "the old page comes back")
  }

  @Test("O shows other ideas, one after the other") func others() throws {
    var strip = try StudioStrip.equipped()
    strip.keys("b")
    strip.send(.answer(.today(CalendarDay(year: 2026, month: 11, day: 21))))
    var seen: Set<String> = []
    for _ in 0..<strip.bench.surroundings.library.prompts.prompts.count {
      seen.insert(try #require(strip.ideas.shownPrompt(strip.bench)).id)
      strip.keys("o")
    }
    #expect(seen.count == strip.bench.surroundings.library.prompts.prompts.count)
    #expect(StudioView.render(strip.state).grid.lines.contains { $0.contains("An idea") })
  }

  @Test("A picture kept while an idea is chosen answers it") func answered() throws {
    var strip = try StudioStrip.equipped()
    strip.keys("b")
    strip.send(.answer(.today(CalendarDay(year: 2026, month: 11, day: 21))))
    strip.keys("t")
    let prompt = try #require(strip.bench.canvas.prompt)
    strip.drag((0.1, 0.5), (0.9, 0.5))
    strip.keys("↵")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 700))
    strip.keys("k")
    let kept = strip.effects.compactMap { if case .keep(let request) = $0 { request } else { nil } }
    #expect(kept.map(\.story.prompt) == [prompt.id])
    strip.send(.kept(strip.bench.canvas.id, revision: strip.bench.canvas.drawing.revision))
    #expect(strip.bench.canvas.prompt == nil)
  }

  @Test("A picture of another domain does not answer the idea") func otherDomain() throws {
    var strip = try StudioStrip.equipped()
    strip.keys("b")
    strip.send(.answer(.today(CalendarDay(year: 2026, month: 11, day: 21))))
    strip.keys("t")
    let prompt = try #require(strip.bench.canvas.prompt)
    strip.keys("d")
    strip.keys(strip.bench.domains.index == 0 ? "2" : "1")
    strip.drag((0.1, 0.5), (0.9, 0.5))
    strip.keys("↵")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 700))
    strip.keys("k")
    let kept = strip.effects.compactMap { if case .keep(let request) = $0 { request } else { nil } }
    #expect(kept.map(\.story.prompt) == [nil])
    strip.send(.kept(strip.bench.canvas.id, revision: strip.bench.canvas.drawing.revision))
    #expect(strip.bench.canvas.prompt == prompt)
  }

  // MARK: - Outlines

  @Test("Enter gives lines to trace: seen on the canvas, no part of the drawing") func trace() throws {
    var strip = try StudioStrip.equipped(domain: "panda")
    let bare = dots(strip)
    strip.keys("b→↵")
    #expect(strip.isOn(DrawingScreen.self) && strip.bench.canvas.drawing.isEmpty)
    #expect(strip.bench.canvas.outline == strip.bench.surroundings.library.starters["panda"]?[1].outline)
    #expect(dots(strip) > bare + 20)
    strip.drag((0.1, 0.5), (0.9, 0.5))
    #expect(strip.bench.canvas.drawing.strokes.count == 1)
    strip.keys("↵")
    #expect(strip.requests.last?.strokes.count == 1)
    strip.keys("n")
    #expect(strip.bench.canvas.outline.isEmpty)
    #expect(dots(strip) == bare)
  }

  @Test("Ink hides the lines to trace, and crayon too") func inkWins() throws {
    var strip = try StudioStrip.equipped(domain: "panda")
    strip.keys("b↵")
    let outline = strip.bench.canvas.outline
    strip.bench.canvas.drawing = Drawing(strokes: outline)
    let traced = StudioView.render(strip.state)
    strip.bench.canvas.outline = []
    #expect(StudioView.render(strip.state).grid == traced.grid)
  }

  @Test("F gives half of an outline as real lines; one undo takes them away") func finish() throws {
    var strip = try StudioStrip.equipped(domain: "car")
    strip.keys("b")
    let effects = strip.keys("f")
    let half = try #require(strip.bench.surroundings.library.starters["car"]?.first).leftHalf
    #expect(strip.bench.canvas.drawing.strokes == half)
    #expect(effects.count == 1, "one step for the journal")
    #expect(strip.bench.canvas.outline.isEmpty)
    #expect(strip.keys("u") == [.journal(.undo)])
    #expect(strip.bench.canvas.drawing.isEmpty)
  }

  @Test("The mouse alone: a press marks an outline, another press or the button traces it") func mouse() throws {
    var strip = try StudioStrip.equipped(domain: "shoe")
    try strip.click(DrawingScreen.Action.open(.ideas))
    try strip.click(IdeasScreen.Action.select(1))
    #expect(strip.isOn(IdeasScreen.self) && strip.ideas.selected == 1)
    try strip.click(IdeasScreen.Action.select(1))
    #expect(strip.isOn(DrawingScreen.self) && !strip.bench.canvas.outline.isEmpty)
    try strip.click(DrawingScreen.Action.open(.ideas))
    try strip.click(IdeasScreen.Action.nextDomain)
    #expect(strip.isOn(IdeasScreen.self))
    #expect(StudioView.render(strip.state).grid.lines[0].contains("Space"))
    #expect(strip.bench.domains.chosen?.name == "shoe", "leafing through chooses nothing")
    try strip.click(IdeasScreen.Action.back)
    #expect(strip.isOn(DrawingScreen.self) && strip.bench.domains.chosen?.name == "shoe")
    strip.keys("bd↵")
    #expect(strip.bench.domains.chosen?.name == "space" && !strip.bench.canvas.outline.isEmpty)
  }

  @Test("Half an outline takes no drawing's place unasked") func asks() throws {
    var strip = try StudioStrip.equipped(domain: "car")
    strip.bench.canvas.drawing = Drawing(strokes: StudioStrip.drawing)
    strip.keys("bf")
    #expect(strip.state.layers.top is ReplaceDialog && strip.bench.canvas.drawing.strokes == StudioStrip.drawing)
    strip.keys("⎋")
    #expect(strip.isOn(IdeasScreen.self) && !strip.state.layers.hasDialog)
    strip.keys("f")
    try strip.click(ReplaceDialog.Action.replace)
    let half = try #require(strip.bench.surroundings.library.starters["car"]?.first).leftHalf
    #expect(strip.isOn(DrawingScreen.self) && !strip.state.layers.hasDialog)
    #expect(strip.bench.canvas.drawing.strokes == half)
    strip.keys("uu")
    #expect(strip.bench.canvas.drawing.strokes == StudioStrip.drawing, "nothing is lost")
  }

  @Test("A domain without outlines, and a library without ideas") func nothing() throws {
    var strip = try StudioStrip()
    strip.keys("b")
    strip.send(.answer(.today(CalendarDay(year: 2026, month: 11, day: 21))))
    #expect(strip.ideas.shownPrompt(strip.bench) == nil)
    strip.keys("t↵fo→←")
    #expect(strip.isOn(IdeasScreen.self))
    strip.keys("⎋")
    #expect(strip.isOn(DrawingScreen.self))
  }

  private func dots(_ strip: StudioStrip) -> Int {
    StudioView.render(strip.state).grid.lines.joined().count { ("\u{2801}"..."\u{28FF}").contains($0) }
  }
}

import Foundation
import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

@Suite("Choosing a domain, ideas, outlines to trace", .tags(.studioView), .ownThread) struct StudioViewIdeasTests {
  // MARK: - Domains

  @Test("D shows the domains; a number, a press, or arrows and Enter choose one") func picker() throws {
    var strip = try StudioStrip.equipped()
    strip.keys("d")
    #expect(strip.state.screen == .picker)
    strip.keys("3")
    #expect(strip.state.screen == .drawing && strip.state.domain == 2)
    strip.keys("d")
    try strip.click(.domain(5))
    #expect(strip.state.screen == .drawing && strip.state.domain == 5)
    strip.keys("d←↵")
    #expect(strip.state.domain == 4)
    strip.keys("d→⎋")
    #expect(strip.state.screen == .drawing && strip.state.domain == 4)
  }

  @Test("Every domain can be reached with arrows alone, in windows of every size", arguments: StudioViewFitTests.sizes)
  func arrows(_ size: (Int, Int)) throws {
    var strip = try StudioStrip.equipped(columns: size.0, rows: size.1)
    strip.keys("d")
    for index in strip.state.domains.indices {
      #expect(strip.state.picker.selected == index)
      #expect(StudioView.buttons(strip.state).contains { $0.action == .domain(index) && $0.isChosen })
      strip.keys("→")
    }
    strip.keys("→→→↓↓↓")
    #expect(strip.state.picker.selected == strip.state.domains.count - 1)
    strip.keys("↑↑↑↑↑↑↑↑")
    #expect(strip.state.picker.selected >= 0)
  }

  @Test("Each domain shows its sample picture; a domain without one shows itself all the same") func samples() throws {
    var strip = try StudioStrip.equipped()
    #expect(StudioView.render(strip.state).pictures.isEmpty)
    strip.state.ideas.library.samples["car"] = nil
    strip.keys("d")
    let frame = StudioView.render(strip.state)
    #expect(frame.pictures.count == strip.state.domains.count - 1)
    #expect(Set(frame.pictures.map(\.generation)).count == frame.pictures.count)
    #expect(frame.grid.lines.contains { $0.contains("Car") })
  }

  @Test("Without domains there is nothing to choose from") func noDomains() throws {
    var strip = try StudioStrip(domains: [])
    strip.keys("d")
    #expect(strip.state.screen == .drawing && strip.state.notice.key == .noDomain)
    strip.keys("b")
    #expect(strip.state.screen == .ideas)
    #expect(strip.keys("fd↵") == [])
  }

  @Test("The strip shows the chosen domain and leads to its neighbours", arguments: [(70, 18), (80, 24), (160, 50)])
  func domainStrip(_ size: (Int, Int)) throws {
    var strip = try StudioStrip(columns: size.0, rows: size.1)
    let layout = DrawingLayout(strip.state.capabilities)
    for index in strip.state.domains.indices {
      let shown = StudioView.buttons(strip.state).filter { $0.rectangle.intersects(layout.domainStrip) }
      let indices = shown.compactMap { if case .domain(let index) = $0.action { index } else { nil } }
      #expect(indices == Array((indices.first ?? 0)...(indices.last ?? 0)))
      #expect(indices.contains(max(index - 1, 0)))
      #expect(shown.contains { $0.action == .domain(index) && $0.isChosen })
      guard index + 1 < strip.state.domains.count else { break }
      try strip.click(.domain(index + 1))
      #expect(strip.state.domain == index + 1)
    }
  }

  // MARK: - Ideas

  @Test("B shows today's idea; T takes it, with its domain and a clean page") func today() throws {
    var strip = try StudioStrip.equipped()
    strip.drag((0.2, 0.2), (0.5, 0.5))
    #expect(strip.keys("b") == [.lookAtCalendar])
    let day = CalendarDay(year: 2026, month: 11, day: 21)
    strip.send(.today(day))
    let prompt = try #require(strip.state.ideas.library.prompts.prompt(of: day))
    #expect(StudioView.render(strip.state).grid.lines.joined().contains(prompt.words.english))
    #expect(strip.keys("t").contains(.journal(.clear)))
    #expect(strip.state.screen == .drawing)
    #expect(strip.state.ideas.prompt == prompt)
    #expect(strip.state.chosenDomain?.name == prompt.domain)
    #expect(strip.state.drawing.isEmpty)
    #expect(StudioView.render(strip.state).grid.lines[0].contains(prompt.words.english))
    strip.keys("u")
    #expect(strip.state.drawing.strokes.count == 1, "the old page comes back")
  }

  @Test("O shows other ideas, one after the other") func others() throws {
    var strip = try StudioStrip.equipped()
    strip.keys("b")
    strip.send(.today(CalendarDay(year: 2026, month: 11, day: 21)))
    var seen: Set<String> = []
    for _ in 0..<strip.state.ideas.library.prompts.prompts.count {
      seen.insert(try #require(strip.state.ideas.shownPrompt).id)
      strip.keys("o")
    }
    #expect(seen.count == strip.state.ideas.library.prompts.prompts.count)
    #expect(StudioView.render(strip.state).grid.lines.contains { $0.contains("An idea") })
  }

  @Test("A picture kept while an idea is chosen answers it") func answered() throws {
    var strip = try StudioStrip.equipped()
    strip.keys("b")
    strip.send(.today(CalendarDay(year: 2026, month: 11, day: 21)))
    strip.keys("t")
    let prompt = try #require(strip.state.ideas.prompt)
    strip.drag((0.1, 0.5), (0.9, 0.5))
    strip.keys("↵")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 700))
    strip.keys("k")
    let kept = strip.effects.compactMap { if case .keep(let request) = $0 { request } else { nil } }
    #expect(kept.map(\.story.prompt) == [prompt.id])
    strip.send(.kept(CanvasID(strip.state.page), revision: strip.state.drawing.revision))
    #expect(strip.state.ideas.prompt == nil)
  }

  @Test("A picture of another domain does not answer the idea") func otherDomain() throws {
    var strip = try StudioStrip.equipped()
    strip.keys("b")
    strip.send(.today(CalendarDay(year: 2026, month: 11, day: 21)))
    strip.keys("t")
    let prompt = try #require(strip.state.ideas.prompt)
    strip.keys("d")
    strip.keys(strip.state.domain == 0 ? "2" : "1")
    strip.drag((0.1, 0.5), (0.9, 0.5))
    strip.keys("↵")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 700))
    strip.keys("k")
    let kept = strip.effects.compactMap { if case .keep(let request) = $0 { request } else { nil } }
    #expect(kept.map(\.story.prompt) == [nil])
    strip.send(.kept(CanvasID(strip.state.page), revision: strip.state.drawing.revision))
    #expect(strip.state.ideas.prompt == prompt)
  }

  // MARK: - Outlines

  @Test("Enter gives lines to trace: seen on the canvas, no part of the drawing") func trace() throws {
    var strip = try StudioStrip.equipped(domain: "panda")
    let bare = dots(strip)
    strip.keys("b→↵")
    #expect(strip.state.screen == .drawing && strip.state.drawing.isEmpty)
    #expect(strip.state.ideas.outline == strip.state.ideas.library.starters["panda"]?[1].outline)
    #expect(dots(strip) > bare + 20)
    strip.drag((0.1, 0.5), (0.9, 0.5))
    #expect(strip.state.drawing.strokes.count == 1)
    strip.keys("↵")
    #expect(strip.requests.last?.strokes.count == 1)
    strip.keys("n")
    #expect(strip.state.ideas.outline.isEmpty)
    #expect(dots(strip) == bare)
  }

  @Test("Ink hides the lines to trace, and crayon too") func inkWins() throws {
    var strip = try StudioStrip.equipped(domain: "panda")
    strip.keys("b↵")
    let outline = strip.state.ideas.outline
    strip.state.drawing = Drawing(strokes: outline)
    let traced = StudioView.render(strip.state)
    strip.state.ideas.outline = []
    #expect(StudioView.render(strip.state).grid == traced.grid)
  }

  @Test("F gives half of an outline as real lines; one undo takes them away") func finish() throws {
    var strip = try StudioStrip.equipped(domain: "car")
    strip.keys("b")
    let effects = strip.keys("f")
    let half = try #require(strip.state.ideas.library.starters["car"]?.first).leftHalf
    #expect(strip.state.drawing.strokes == half)
    #expect(effects.count == 1, "one step for the journal")
    #expect(strip.state.ideas.outline.isEmpty)
    #expect(strip.keys("u") == [.journal(.undo)])
    #expect(strip.state.drawing.isEmpty)
  }

  @Test("The mouse alone: a press marks an outline, another press or the button traces it") func mouse() throws {
    var strip = try StudioStrip.equipped(domain: "shoe")
    try strip.click(.ideas)
    try strip.click(.select(1))
    #expect(strip.state.screen == .ideas && strip.state.ideas.selected == 1)
    try strip.click(.select(1))
    #expect(strip.state.screen == .drawing && !strip.state.ideas.outline.isEmpty)
    try strip.click(.ideas)
    try strip.click(.nextDomain)
    #expect(strip.state.chosenDomain?.name == "space" && strip.state.screen == .ideas)
    try strip.click(.back)
    #expect(strip.state.screen == .drawing)
  }

  @Test("A domain without outlines, and a library without ideas") func nothing() throws {
    var strip = try StudioStrip()
    strip.keys("b")
    strip.send(.today(CalendarDay(year: 2026, month: 11, day: 21)))
    #expect(strip.state.ideas.shownPrompt == nil)
    strip.keys("t↵fo→←")
    #expect(strip.state.screen == .ideas)
    strip.keys("⎋")
    #expect(strip.state.screen == .drawing)
  }

  private func dots(_ strip: StudioStrip) -> Int {
    StudioView.render(strip.state).grid.lines.joined().count { ("\u{2801}"..."\u{28FF}").contains($0) }
  }
}

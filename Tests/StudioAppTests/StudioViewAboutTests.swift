import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

@Suite("What a domain's card says, and help where it is asked for", .tags(.studioView), .ownThread)
struct StudioViewAboutTests {
  private func text(_ strip: StudioStrip) -> String {
    StudioView.render(strip.state).grid.lines.joined(separator: "\n")
  }

  @Test("I on the page of domains tells about the marked one; Esc goes back there") func opens() throws {
    var strip = try StudioStrip.equipped(columns: 100, rows: 40)
    strip.keys("d→→i")
    #expect(strip.state.screen == .about)
    let words = text(strip)
    for part in [
      "About: Game character", "Learnt from", "Drawn Game character, MIT: AICanvas, drawn by program", "Steps", "17818",
      "line following 0.7196", "Weak points", "Eyes that were not drawn", "resnet width 32",
    ] {
      #expect(words.contains(part), "no \(part) in\n\(words)")
    }
    strip.keys("⎋")
    #expect(strip.state.screen == .picker && strip.state.picker.selected == 2)
    try strip.click(.about)
    #expect(strip.state.screen == .about)
    try strip.click(.choose)
    #expect(strip.state.screen == .drawing && strip.state.domain == 2)
  }

  @Test("The labels are in the child's language") func korean() throws {
    var strip = try StudioStrip.equipped(columns: 100, rows: 40, language: .korean)
    strip.keys("di")
    #expect(text(strip).contains("소개: 자동차"))
    #expect(text(strip).contains("배운 그림"))
  }

  @Test("Left and right lead to the other domains; one without a card says so") func leafs() throws {
    var strip = try StudioStrip.equipped()
    strip.keys("di→")
    #expect(text(strip).contains("nothing about"))
    strip.keys("←←")
    #expect(strip.state.picker.selected == strip.state.domains.count - 1)
    try strip.click(.nextDomain)
    #expect(strip.state.picker.selected == 0)
  }

  @Test("Every line of the card comes into sight", arguments: StudioViewFitTests.sizes)
  func scrolls(_ size: (Int, Int)) throws {
    var strip = try StudioStrip.equipped(columns: size.0, rows: size.1)
    strip.keys("di")
    var seen = text(strip)
    for _ in 0..<20 {
      strip.press(.pageDown)
      seen += text(strip)
    }
    #expect(seen.contains("Learnt from") && seen.contains("Comes from"))
    let end = strip.state.picker.aboutTop
    strip.keys("↓")
    #expect(strip.state.picker.aboutTop == end)
    strip.press(.home)
    #expect(strip.state.picker.aboutTop == 0)
  }

  @Test(
    "H helps with the screen it is pressed on",
    arguments: [("dh", "what the magic has learnt"), ("gh", "into the bin")])
  func help(_ keys: String, _ words: String) throws {
    var strip = try StudioStrip.equipped()
    strip.keys(keys)
    #expect(strip.state.dialog == .help)
    #expect(text(strip).contains(words))
    #expect(!text(strip).contains("1-8: crayons"))
    strip.keys("⎋")
    #expect(strip.state.dialog == nil && strip.state.screen != .drawing)
  }

  @Test("An idea that was taken is journalled, and comes back with its drawing") func promptSurvives() throws {
    var strip = try StudioStrip.equipped()
    strip.keys("b")
    strip.send(.today(CalendarDay(year: 1970, month: 1, day: 12)))
    strip.keys("t")
    let prompt = try #require(strip.state.ideas.prompt)
    #expect(strip.journal.last == .prompt(prompt.id))
    var again = StudioState(
      capabilities: strip.state.capabilities, texts: strip.state.texts, domains: strip.state.domains,
      library: strip.state.ideas.library, recovered: Drawing(strokes: StudioStrip.drawing), prompt: prompt.id)
    _ = StudioUpdate.update(&again, .input(.key(.enter)))
    #expect(again.ideas.prompt == prompt)
    #expect(again.notice == Notice(.promptTaken, ["prompt": prompt.words.english]))
  }
}

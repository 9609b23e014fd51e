import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

@Suite("What a domain's card says, and help where it is asked for", .tags(.studioView), .ownThread)
struct AboutScreenTests {
  private func text(_ strip: StudioStrip) -> String {
    StudioView.render(strip.state).grid.lines.joined(separator: "\n")
  }

  @Test(
    "In large windows the sample is large, and hardly anything is empty", arguments: [(120, 40), (160, 50), (200, 60)])
  func large(_ size: (Int, Int)) {
    for cell in [(10, 20), (7, 15), (6, 13)] {
      let layout = AboutLayout(
        Capabilities(columns: size.0, rows: size.1, cell: Capabilities.PixelSize(width: cell.0, height: cell.1)))
      #expect(layout.sample.columns * 3 > size.0 && layout.card.columns >= 56)
      #expect((layout.buttonArea.row - layout.sample.endRow) * 8 <= size.1, "\(layout)")
      #expect(layout.card.endRow < layout.buttonArea.row && !layout.card.intersects(layout.sample))
    }
  }

  @Test("I on the page of domains tells about the marked one; Esc goes back there") func opens() throws {
    var strip = try StudioStrip.equipped(columns: 100, rows: 40)
    strip.keys("d→→i")
    #expect(strip.isOn(AboutScreen.self))
    let words = text(strip)
    for part in [
      "About: Game character", "Learnt from", "Drawn Game character, MIT: AICanvas, drawn by program", "Steps", "17818",
      "line following 0.7196", "Good to know", "It is not so good at dragons yet.", "resnet width 32",
    ] {
      #expect(words.contains(part), "no \(part) in\n\(words)")
    }
    strip.keys("⎋")
    #expect(strip.isOn(PickerScreen.self) && strip.picker.selected == 2)
    try strip.click(PickerScreen.Action.about)
    #expect(strip.isOn(AboutScreen.self))
    try strip.click(AboutScreen.Action.choose)
    #expect(strip.isOn(DrawingScreen.self) && strip.bench.domains.index == 2)
  }

  @Test("The labels are in the child's language") func korean() throws {
    var strip = try StudioStrip.equipped(columns: 100, rows: 40, language: .korean)
    strip.keys("di")
    #expect(text(strip).contains("소개: 자동차"))
    #expect(text(strip).contains("배운 그림") && text(strip).contains("바퀴와 창문은"))
  }

  @Test("Left and right lead to the other domains; one without a card says so") func leafs() throws {
    var strip = try StudioStrip.equipped()
    strip.keys("di→")
    #expect(text(strip).contains("nothing about"))
    strip.keys("←←")
    #expect(strip.about.selected == strip.bench.domains.all.count - 1)
    try strip.click(AboutScreen.Action.nextDomain)
    #expect(strip.about.selected == 0)
  }

  @Test("Every line of the card comes into sight", arguments: FitTests.sizes)
  func scrolls(_ size: (Int, Int)) throws {
    var strip = try StudioStrip.equipped(columns: size.0, rows: size.1)
    strip.keys("di")
    var seen = text(strip)
    for _ in 0..<20 {
      strip.press(.pageDown)
      seen += text(strip)
    }
    #expect(seen.contains("Learnt from") && seen.contains("Comes from"))
    let end = strip.about.top
    strip.keys("↓")
    #expect(strip.about.top == end)
    strip.press(.home)
    #expect(strip.about.top == 0)
  }

  @Test(
    "H helps with the screen it is pressed on",
    arguments: [("dh", "what the magic has learnt"), ("gh", "into the bin")])
  func help(_ keys: String, _ words: String) throws {
    var strip = try StudioStrip.equipped()
    strip.keys(keys)
    #expect(strip.has(HelpDialog.self))
    #expect(text(strip).contains(words))
    #expect(!text(strip).contains("1-8: crayons"))
    strip.keys("⎋")
    #expect(!strip.state.layers.hasDialog && !strip.isOn(DrawingScreen.self))
  }

  @Test("An idea that was taken is journalled, and comes back with its drawing") func promptSurvives() throws {
    var strip = try StudioStrip.equipped()
    strip.keys("b")
    strip.send(.answer(.today(CalendarDay(year: 1970, month: 1, day: 12))))
    strip.keys("t")
    let prompt = try #require(strip.bench.canvas.prompt)
    #expect(strip.journal.last == .prompt(prompt.id))
    var again = StudioState(
      Workbench(strip.bench.surroundings, strip.bench.domains),
      recovered: RecoveredDrawing(Drawing(strokes: StudioStrip.drawing), prompt: prompt.id))
    _ = StudioUpdate.update(&again, .input(.key(.enter)))
    #expect(again.bench.canvas.prompt == prompt)
    #expect(again.bench.notice == Notice(.promptTaken, ["prompt": prompt.words.english]))
  }
}

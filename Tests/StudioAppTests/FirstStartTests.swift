import Generation
import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

/// What somebody sees who has never drawn here.
@Suite("The first start", .ownThread) struct FirstStartTests {
  private func first(reducedMotion: Bool = false, size: (Int, Int) = (80, 24)) throws -> StudioStrip {
    var strip = try StudioStrip.equipped(columns: size.0, rows: size.1, reducedMotion: reducedMotion)
    strip.state = StudioState(strip.bench, isFirst: true)
    return strip
  }

  @Test("What can be drawn is shown, and a hand draws one thing after the other") func show() throws {
    var strip = try first()
    #expect(strip.isOn(PickerScreen.self) && strip.state.tickInterval != nil)
    let show = try #require(strip.picker.show)
    let demos = strip.bench.surroundings.library.demos
    var looks: Set<String> = []
    var shown: Set<Int> = [show.index]
    for _ in 0..<400 where shown.count < 3 {
      strip.send(.tick(0.5))
      looks.insert(StudioView.render(strip.state).grid.lines.joined(separator: "\n"))
      shown.insert(try #require(strip.picker.show).index)
    }
    #expect(shown.count == 3 && looks.count > 20)
    #expect(demos.count > 3)
    #expect(looks.contains { $0.contains("✎") }, "the hand is seen")
  }

  @Test(
    "What draws itself keeps its shape, however wide the frame is",
    arguments: [(60, 20), (80, 24), (120, 40), (200, 60)])
  func square(_ size: (Int, Int)) throws {
    var strip = try first(size: size)
    strip.bench.surroundings.capabilities.graphics = .sixel
    let cell = strip.bench.capabilities.cell
    let drawings = StudioView.render(strip.state).pictures.filter { $0.quality == .live }.map(\.rectangle)
    #expect(drawings.count == 1)
    for place in drawings {
      #expect(abs(place.columns * cell.width - place.rows * cell.height) <= max(cell.width, cell.height), "\(place)")
    }
  }

  @Test("Where one page does not hold all things, the page says which it is") func pages() throws {
    var strip = try first(size: (40, 12))
    let title = { (strip: StudioStrip) in StudioView.render(strip.state).grid.lines[0] }
    #expect(title(strip).contains("1 / "))
    for _ in 0..<20 { strip.press(.pageDown) }
    #expect(!title(strip).contains("1 / "))
    #expect(try !title(first(size: (160, 50))).contains(" / "))
  }

  @Test("A press, a number or Escape leads on to the canvas") func leads() throws {
    var strip = try first()
    strip.keys("3")
    #expect(strip.isOn(DrawingScreen.self) && strip.bench.domains.index == 2 && strip.state.tickInterval == nil)
    strip = try first()
    try strip.click(PickerScreen.Action.domain(4))
    #expect(strip.isOn(DrawingScreen.self) && strip.bench.domains.index == 4)
    strip = try first()
    strip.keys("⎋")
    #expect(strip.isOn(DrawingScreen.self))
    strip.keys("d")
    #expect(strip.picker.show == nil, "later the hand stays away")
  }

  @Test("Where nothing is to move, the hand keeps still") func still() throws {
    let strip = try first(reducedMotion: true)
    #expect(strip.state.tickInterval == nil)
    #expect(StudioView.render(strip.state).grid.lines.joined().contains("✎"))
  }

  @Test("A recovered drawing goes before, and a single domain needs no choice") func others() throws {
    let strip = try StudioStrip.equipped()
    let recovered = RecoveredDrawing(Drawing(strokes: StudioStrip.drawing))
    #expect(StudioState(strip.bench, recovered: recovered, isFirst: true).layers.screen is DrawingScreen)
    var alone = strip.bench
    alone.domains = DomainChoice(Array(strip.bench.domains.all.prefix(1)))
    #expect(StudioState(alone, isFirst: true).layers.screen is DrawingScreen)
  }

  @Test("Anything is painted where nothing was chosen") func anything() {
    let names = ["car", "anything", "panda"]
    let domains = names.map {
      DomainInfo(name: $0, titles: DomainTitles(english: $0, korean: $0), path: "", isBuiltIn: true)
    }
    #expect(DomainChoice(domains).chosen?.name == "anything")
    #expect(DomainChoice(domains, name: "panda").chosen?.name == "panda")
    #expect(DomainChoice(domains, name: "unicorn").chosen?.name == "anything")
    #expect(DomainChoice([domains[2]]).chosen?.name == "panda")
  }
}

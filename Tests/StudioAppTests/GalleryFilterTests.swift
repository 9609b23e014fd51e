import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

@Suite("Filters and the slideshow of the gallery", .ownThread) struct GalleryFilterTests {
  private func gallery(_ total: Int = 25, columns: Int = 100, rows: Int = 30) throws -> StudioStrip {
    var strip = try StudioStrip(columns: columns, rows: rows)
    strip.bench.surroundings.reducedMotion = false
    strip.keys("g")
    try strip.deliver(total)
    return strip
  }

  /// The filter that the newest page was asked with.
  private func asked(_ strip: StudioStrip) -> GalleryFilter? { strip.wall.awaited?.filter }

  @Test("A filter's key goes through its choices and then shows all again") func cycle() throws {
    var strip = try gallery()
    let choices = StudioStrip.choices
    for artist in choices.artists.map(Optional.some) + [nil] {
      strip.keys("1")
      #expect(asked(strip) == GalleryFilter(artist: artist))
      try strip.hang(3)
    }
    for stars in [3, 2, 1, nil] {
      strip.keys("3")
      #expect(asked(strip) == GalleryFilter(stars: stars))
      try strip.hang(3)
    }
    strip.keys("4")
    #expect(asked(strip)?.sticker == .firstPicture)
    try strip.hang(3)
    strip.keys("2")
    #expect(asked(strip) == GalleryFilter(domain: "character", sticker: .firstPicture), "filters add up")
    try strip.hang(3)
    strip.keys("5")
    #expect(asked(strip)?.favouritesOnly == true)
    try strip.hang(3)
    strip.keys("0")
    #expect(asked(strip) == GalleryFilter())
  }

  @Test("The same by mouse; the chip says what it shows") func chips() throws {
    var strip = try gallery()
    try strip.click(GalleryScreen.Action.filter(.domain))
    try strip.hang(3)
    #expect(StudioView.render(strip.state).grid.lines[1].contains("Game character"))
    #expect(strip.buttons(GalleryScreen.self).contains { $0.action == .filter(.domain) && $0.isChosen })
    try strip.click(GalleryScreen.Action.filter(.everything))
    try strip.hang(25)
    #expect(!strip.wall.filter.isNarrow)
  }

  @Test("Escape takes the filter away before it leaves") func escape() throws {
    var strip = try gallery()
    strip.keys("3")
    try strip.hang(0)
    #expect(StudioView.render(strip.state).grid.lines.joined().contains("no picture like that"))
    strip.keys("⎋")
    #expect(asked(strip) == GalleryFilter() && strip.isOn(GalleryScreen.self))
    try strip.hang(25)
    strip.keys("⎋")
    #expect(strip.isOn(DrawingScreen.self))
  }

  @Test("What there is nothing of cannot be chosen") func useless() throws {
    var strip = try StudioStrip()
    strip.keys("g")
    try strip.hang(2, choices: GalleryChoices())
    #expect(strip.keys("12345").isEmpty)
    for button in strip.buttons(GalleryScreen.self) {
      if case .filter(let facet) = button.action { #expect(button.isEnabled == (facet == .everything)) }
    }
  }

  @Test("A draws the drawing again, in its frame; A or leaving stops it") func replay() throws {
    var strip = try gallery()
    strip.keys("↵")
    strip.send(.answer(.creation(StudioStrip.opened(0))))
    #expect(strip.state.tickInterval == nil)
    strip.keys("a")
    #expect(strip.state.tickInterval != nil)
    #expect(StudioView.render(strip.state).pictures.count == 1, "the strokes stand where the sketch was")
    strip.keys("a")
    #expect(strip.creation?.replay == nil)
    strip.keys("a")
    for _ in 0..<100 { strip.send(.tick(0.4)) }
    #expect(strip.creation?.replay == nil && strip.state.tickInterval == nil)
    #expect(StudioView.render(strip.state).pictures.count == 2)
    strip.keys("a→")
    strip.send(.answer(.creation(StudioStrip.opened(1))))
    #expect(strip.creation?.replay == nil)
  }

  @Test("The slideshow draws each picture, shows it, goes on by itself, and begins anew at the end") func slideshow()
    throws
  {
    var strip = try gallery(3)
    #expect(strip.keys("→p") == [.loadCreation(101)])
    for index in [1, 2, 0, 1] {
      #expect(strip.effects.last == .loadCreation(Int64(100 + index)))
      strip.send(.answer(.creation(StudioStrip.opened(index))))
      #expect(strip.isOn(CreationScreen.self) && strip.creation?.replay != nil)
      #expect(StudioView.render(strip.state).pictures.isEmpty)
      let before = strip.effects.count
      while strip.creation?.replay != nil { strip.send(.tick(0.1)) }
      #expect(StudioView.render(strip.state).pictures.count == 1)
      #expect(strip.effects.count == before)
      for _ in 0..<60 { strip.send(.tick(0.1)) }
      #expect(strip.effects.count == before + 1, "the next picture is asked for once")
    }
    strip.keys("⎋")
    #expect(strip.creation?.slideshow == nil && strip.isOn(CreationScreen.self))
    strip.keys("⎋")
    #expect(strip.isOn(GalleryScreen.self) && strip.state.tickInterval == nil)
  }

  @Test("Arrows leaf through the slideshow, and it goes on") func slideshowKeys() throws {
    var strip = try gallery(3)
    strip.keys("p")
    strip.send(.answer(.creation(StudioStrip.opened(0))))
    #expect(strip.keys("→") == [.loadCreation(101)])
    strip.send(.answer(.creation(StudioStrip.opened(1))))
    #expect(strip.creation?.slideshow != nil)
    strip.keys("⎋")
    #expect(strip.keys("p").isEmpty, "the opened picture begins at once")
    #expect(strip.creation?.slideshow != nil && strip.creation?.replay != nil)
  }

  @Test("With reduced motion the slideshow shows pictures only") func calmSlideshow() throws {
    var strip = try gallery(3)
    strip.bench.surroundings.reducedMotion = true
    strip.keys("p")
    strip.send(.answer(.creation(StudioStrip.opened(0))))
    #expect(strip.creation?.replay == nil && StudioView.render(strip.state).pictures.count == 1)
  }
}

import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

@Suite("Replay, before and after, and how a picture arrives", .tags(.studioView), .ownThread)
struct ReplayTests {
  private func painted(columns: Int = 80, rows: Int = 24, reducedMotion: Bool = true) throws -> StudioStrip {
    var strip = try StudioStrip(columns: columns, rows: rows, reducedMotion: reducedMotion)
    strip.drag((0.1, 0.5), (0.9, 0.5))
    strip.keys("↵")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 700))
    return strip
  }

  private func dots(_ strip: StudioStrip) -> Int {
    StudioView.render(strip.state).grid.lines.joined().count { ("\u{2801}"..."\u{28FF}").contains($0) }
  }

  @Test("The clock stands still while nothing moves") func still() throws {
    var strip = try painted()
    #expect(strip.state.tickInterval == nil)
    let before = strip.state
    #expect(strip.send(.tick(0.1)) == [])
    #expect(strip.state == before)
    strip.keys("a")
    #expect(strip.state.tickInterval == 0.2)
    strip.bench.surroundings.reducedMotion = false
    #expect(strip.state.tickInterval == 0.04)
  }

  @Test("The drawing draws itself again, and then the canvas is the child's") func replay() throws {
    var strip = try painted(reducedMotion: false)
    strip.send(.tick(0.5))
    strip.send(.tick(0.5))
    let drawing = strip.bench.canvas.drawing
    let whole = dots(strip)
    strip.keys("a")
    let first = dots(strip)
    strip.send(.tick(0.4))
    let half = dots(strip)
    #expect(first < half && half < whole)
    for _ in 0..<5 { strip.send(.tick(0.4)) }
    #expect(strip.bench.canvas.replay == nil)
    #expect(dots(strip) == whole)
    #expect(strip.bench.canvas.drawing == drawing)
    #expect(strip.bench.notice.key == .replayed)
  }

  @Test("Any key ends the replay and still means what it means; Escape and the replay's own key only end it")
  func interrupted() throws {
    var strip = try painted()
    strip.keys("a")
    strip.keys("⎋")
    #expect(strip.bench.canvas.replay == nil && !strip.state.layers.hasDialog)
    strip.keys("aa")
    #expect(strip.bench.canvas.replay == nil)
    strip.keys("ae")
    #expect(strip.bench.canvas.replay == nil && strip.bench.tools.tool == .eraser)
    try strip.click(DrawingScreen.Action.replay)
    #expect(strip.bench.canvas.replay != nil)
    try strip.click(DrawingScreen.Action.replay)
    #expect(strip.bench.canvas.replay == nil)
    strip.keys("a")
    strip.drag((0.2, 0.2), (0.3, 0.3))
    #expect(strip.bench.canvas.replay == nil && strip.bench.canvas.drawing.strokes.count == 2)
  }

  @Test("An empty page has nothing to replay or to compare") func empty() throws {
    var strip = try StudioStrip()
    strip.keys("a")
    #expect(strip.bench.canvas.replay == nil && strip.bench.notice.key == .drawFirst)
    strip.keys("v")
    #expect(strip.bench.translation.sketch == nil && strip.bench.notice.key == .drawFirst)
    strip.drag((0.1, 0.5), (0.9, 0.5))
    strip.keys("v")
    #expect(strip.bench.notice.key == .magicFirst)
  }

  @Test("Before and after stand at the same place") func beforeAndAfter() throws {
    var strip = try painted()
    let after = try #require(StudioView.render(strip.state).pictures.first)
    strip.keys("v")
    let before = try #require(StudioView.render(strip.state).pictures.first)
    #expect(before.rectangle == after.rectangle)
    #expect(before.generation != after.generation)
    #expect(before.image == SketchRaster.picture(strip.bench.canvas.drawing.strokes, size: 256))
    #expect(StudioView.render(strip.state).grid.lines.contains { $0.contains("Your drawing") })
    try strip.click(DrawingScreen.Action.flip)
    #expect(StudioView.render(strip.state).pictures.first?.image == after.image)
    // A new picture is shown, whatever was looked at before.
    strip.keys("v")
    strip.drag((0.1, 0.6), (0.9, 0.6))
    strip.keys("↵")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 700))
    #expect(strip.bench.translation.sketch == nil)
  }

  @Test("In a small window the same key turns between canvas and picture") func smallWindow() throws {
    var strip = try painted(columns: 40, rows: 12)
    #expect(strip.bench.translation.isInFront)
    strip.keys("v")
    #expect(!strip.bench.translation.isInFront && strip.bench.translation.sketch == nil)
    strip.keys("v")
    #expect(strip.bench.translation.isInFront)
  }

  @Test("A picture grows out of its drawing within about half a second") func reveal() throws {
    var strip = try painted(reducedMotion: false)
    let interval = try #require(strip.state.tickInterval)
    var shown: [Image] = []
    var generations: Set<Int> = []
    while strip.bench.translation.reveal != nil, shown.count < 100 {
      let placement = try #require(StudioView.render(strip.state).pictures.first)
      #expect(placement.quality == .draft)
      shown.append(placement.image)
      generations.insert(placement.generation)
      strip.send(.tick(interval))
    }
    #expect((4...12).contains(shown.count))
    #expect(generations.count == shown.count)
    let end = try #require(StudioView.render(strip.state).pictures.first)
    #expect(end.image == StudioStrip.picture && end.quality == .full)
    #expect(!generations.contains(end.generation))
  }

  @Test("Neither live mode nor reduced motion makes a picture arrive slowly") func noReveal() throws {
    #expect(try painted(reducedMotion: true).bench.translation.reveal == nil)
    var strip = try StudioStrip(isLive: true, reducedMotion: false)
    strip.drag((0.1, 0.5), (0.9, 0.5))
    try strip.answer(.draft(StudioStrip.picture))
    #expect(strip.bench.translation.reveal == nil)
  }

  @Test("The draft arrives slowly, the picture proper simply takes its place") func draftFirst() throws {
    var strip = try StudioStrip(reducedMotion: false)
    strip.drag((0.1, 0.5), (0.9, 0.5))
    strip.keys("↵")
    try strip.answer(.draft(StudioStrip.picture))
    for _ in 0..<3 { strip.send(.tick(0.3)) }
    #expect(strip.bench.translation.reveal == nil)
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 700))
    #expect(strip.bench.translation.reveal == nil)
  }

  @Test("What arrives is drawing or picture, more and more of it picture") func frames() {
    let picture = Image(width: 64, height: 64, red: 10, green: 20, blue: 30)
    var reveal = Reveal(sketch: Image(width: 32, height: 32), generation: 1)
    var last = -1
    for step in 0...10 {
      reveal.position = Reveal.duration * Double(step) / 10
      let frame = reveal.frame(of: picture)
      let arrived = stride(from: 0, to: frame.pixels.count, by: 3).count { frame.pixels[$0] == 10 }
      #expect(arrived >= last)
      last = arrived
    }
    #expect(last == 64 * 64)
    reveal.position = 0
    #expect(reveal.frame(of: picture) == Image(width: 64, height: 64))
    reveal.position = .nan
    #expect(reveal.frame(of: picture).pixels.count == picture.pixels.count)
  }
}

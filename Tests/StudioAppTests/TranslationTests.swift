import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

@Suite("From drawing to picture in the studio", .ownThread) struct TranslationTests {
  private func drawn(isLive: Bool = false) throws -> StudioStrip {
    var strip = try StudioStrip(isLive: isLive)
    strip.drag((0.2, 0.2), (0.7, 0.6))
    return strip
  }

  @Test("Enter asks for a picture; draft, progress and picture are shown") func magic() throws {
    var strip = try drawn()
    let drawing = strip.bench.canvas.drawing
    let request = TranslationRequest(revision: drawing.revision, strokes: drawing.strokes, domain: "panda")
    strip.send(.input(.key(.enter)), asks: [.translate(request)]) {
      $0.translation.underWay = TranslationStatus(revision: drawing.revision, strokes: drawing.strokes, byHand: true)
      $0.translation.isInFront = true
      $0.notice = Notice(.working)
    }
    strip.send(.translation(strip.event(request, .queued)))
    strip.send(.translation(strip.event(request, .started))) { $0.translation.underWay?.share = 0 }
    strip.send(.translation(strip.event(request, .progress(0.4)))) { $0.translation.underWay?.share = 0.4 }
    // A child reads no percentages.
    #expect(!StudioView.render(strip.state).grid.lines.joined().contains("%"))
    try strip.answer(.draft(StudioStrip.picture))
    var placement = try #require(StudioView.render(strip.state).pictures.first)
    #expect(placement.quality == .draft)
    #expect(strip.bench.translation.picture?.isDraft == true)
    let asked = try strip.answer(.finished(StudioStrip.picture, milliseconds: 321))
    #expect(
      asked == [
        .measure(CanvasID(), revision: drawing.revision, strokes: drawing.strokes, picture: StudioStrip.picture)
      ])
    let before = placement.generation
    placement = try #require(StudioView.render(strip.state).pictures.first)
    #expect(placement.quality == .full && placement.generation > before)
    #expect(strip.bench.translation.picture?.milliseconds == 321)
    #expect(strip.bench.translation.underWay == nil)
  }

  @Test("A small sign tells of another machine's work, and nothing else does") func elsewhere() throws {
    var strip = try drawn()
    strip.keys("↵")
    let request = try #require(strip.requests.last)
    func screen() -> String { StudioView.render(strip.state).grid.lines.joined(separator: "\n") }
    var event = strip.event(request, .finished(StudioStrip.picture, milliseconds: 300))
    event.isElsewhere = true
    strip.send(.translation(event))
    let theirs = screen()
    #expect(theirs.contains(" ☁"))
    // The gallery is not told that a checkpoint of this machine made it.
    let kept = strip.keys("k").compactMap { effect in if case .keep(let request) = effect { request } else { nil } }
    #expect(kept.map(\.isElsewhere) == [true])
    strip.keys("↵")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 300))
    #expect(!screen().contains("☁"))
  }

  @Test("A sign counts what waits for the class, and goes with it") func waiting() throws {
    var strip = try drawn()
    func screen() -> String { StudioView.render(strip.state).grid.lines.joined(separator: "\n") }
    #expect(!screen().contains("✉"))
    strip.send(.waiting(toSend: 2))
    #expect(screen().contains(" ✉2") && strip.bench.notice == Notice(.keptHere))
    strip.keys("↵")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 300))
    #expect(screen().contains(" ✉2"))
    // That some of them were taken is no news.
    let notice = strip.bench.notice
    strip.send(.waiting(toSend: 1))
    #expect(screen().contains(" ✉1") && strip.bench.notice == notice)
    strip.send(.waiting(toSend: 0))
    #expect(!screen().contains("✉"))
    var plain = try StudioStrip(unicode: .ascii)
    plain.send(.waiting(toSend: 12))
    #expect(StudioView.render(plain.state).grid.lines.contains { $0.contains(" +12") })
  }

  @Test("The magic gets its marks, not the child") func measured() throws {
    var strip = try drawn()
    strip.keys("↵")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 300))
    let before = strip
    let revision = strip.bench.canvas.drawing.revision
    strip.send(.measured(CanvasID(), revision: revision, Measures(lines: 1, hints: 0.72))) {
      $0.translation.picture?.stars = 2
      $0.notice = Notice(.finished, stars: 2)
    }
    let screen = StudioView.render(strip.state).grid.lines.joined(separator: "\n")
    #expect(screen.contains("★★☆ Here it is!") && !screen.contains("%"))
    strip = before
    strip.send(.measured(CanvasID(), revision: revision, Measures(lines: 1, hints: 0.95))) {
      $0.translation.picture?.stars = 3
      $0.notice = Notice(.listened, stars: 3)
    }
    strip = before
    strip.send(.measured(CanvasID(), revision: revision, Measures(lines: 1, hints: nil, isAlmostNothing: true))) {
      $0.translation.picture?.stars = 0
      $0.notice = Notice(.almostNothing)
    }
    // A single star is the mark of a crayon.
    let words = StudioView.render(strip.state).grid.lines.joined()
    #expect(!words.contains("★★") && !words.contains("☆"))
  }

  @Test("A bell rings for a finished picture and for a sticker, and only where somebody wants it") func bell() throws {
    for hasSound in [false, true] {
      var strip = try drawn()
      strip.bench.surroundings.hasSound = hasSound
      strip.keys("↵")
      try strip.answer(.finished(StudioStrip.picture, milliseconds: 300))
      strip.send(.celebrate(Celebration(stickers: [.rain])))
      #expect(strip.effects.count { $0 == .ring } == (hasSound ? 2 : 0))
    }
  }

  @Test("An empty page makes no magic") func empty() throws {
    var strip = try StudioStrip()
    strip.send(.input(.key(.enter))) { $0.notice = Notice(.drawFirst) }
  }

  @Test("Enter while the same drawing is being painted asks nothing new") func twice() throws {
    var strip = try drawn()
    strip.keys("↵↵↵")
    #expect(strip.requests.count == 1)
    strip.drag((0.1, 0.9), (0.9, 0.9))
    strip.keys("↵")
    #expect(strip.requests.count == 2)
  }

  @Test("Late answers mean nothing") func late() throws {
    var strip = try drawn()
    strip.keys("↵")
    let old = try #require(strip.requests.last)
    strip.drag((0.1, 0.9), (0.9, 0.9))
    strip.keys("↵")
    strip.send(.translation(strip.event(old, .draft(StudioStrip.picture))))
    strip.send(.translation(strip.event(old, .cancelled)))
    #expect(strip.bench.translation.underWay?.revision == strip.requests.last?.revision)
    strip.keys("n")
    #expect(strip.effects.contains(.cancelTranslation(CanvasID())))
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 1))
    #expect(strip.bench.translation.picture == nil)
    strip.send(.measured(CanvasID(), revision: old.revision, Measures(lines: 1, hints: nil)))
    #expect(strip.bench.translation.picture == nil)
  }

  @Test("A failure is told and leaves the drawing alone") func failure() throws {
    var strip = try drawn()
    strip.keys("↵k")
    let drawing = strip.bench.canvas.drawing
    try strip.answer(.failed("The checkpoint is damaged."))
    #expect(strip.bench.notice == .problem("The checkpoint is damaged."))
    #expect(strip.bench.translation.underWay == nil && !strip.bench.translation.keepsWhenReady)
    #expect(strip.bench.canvas.drawing == drawing)
    strip.keys("↵")
    #expect(strip.requests.count == 2)
  }

  @Test("A sentence that is too long is cut at the edge, and nothing else is") func longProblem() throws {
    var strip = try StudioStrip(columns: 40, rows: 12)
    strip.send(.problem(String(repeating: "word ", count: 30)))
    let frame = StudioView.render(strip.state)
    #expect(frame.cutTexts.count == 1)
    #expect(frame.grid.lines.last?.hasSuffix("…") == true)
  }

  // MARK: - Live

  @Test("Live asks once and waits for the draft, however much is drawn meanwhile") func live() throws {
    var strip = try StudioStrip(isLive: true)
    strip.drag((0.1, 0.1), (0.3, 0.2), (0.5, 0.1), (0.7, 0.2), (0.9, 0.1))
    #expect(strip.requests.count == 1)
    try strip.answer(.draft(StudioStrip.picture))
    #expect(strip.requests.count == 2)
    #expect(strip.requests.last?.strokes == strip.bench.canvas.drawing.strokes)
    try strip.answer(.draft(StudioStrip.picture))
    #expect(strip.requests.count == 2, "nothing was drawn since")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 9))
    #expect(strip.requests.count == 2)
    strip.keys("u")
    #expect(strip.requests.count == 2, "an empty page needs no picture")
    strip.keys("r")
    #expect(strip.requests.count == 3)
  }

  @Test("While the full picture is painted, a new line asks at once") func liveAfterDraft() throws {
    var strip = try StudioStrip(isLive: true)
    strip.drag((0.1, 0.1))
    try strip.answer(.draft(StudioStrip.picture))
    let at = strip.place(0.5, 0.5)
    strip.mouse(.press, at.column, at.row)
    #expect(strip.requests.count == 2)
    #expect(strip.requests.last?.strokes.count == 2, "the stroke in progress counts")
  }

  @Test("L switches live on and off; on asks for what is there") func liveSwitch() throws {
    var strip = try drawn()
    strip.keys("l")
    #expect(strip.bench.translation.isLive && strip.requests.count == 1)
    strip.keys("l")
    #expect(!strip.bench.translation.isLive)
    try strip.answer(.draft(StudioStrip.picture))
    strip.drag((0.1, 0.8), (0.5, 0.8))
    #expect(strip.requests.count == 1)
  }

  @Test("A change of domain while live paints the drawing anew") func liveDomain() throws {
    var strip = try drawn(isLive: true)
    strip.keys("d2")
    #expect(strip.requests.last?.domain == "face")
    #expect(strip.effects.contains(.cancelTranslation(CanvasID())))
  }

  // MARK: - Keeping

  @Test("K keeps the picture with the drawing it was made from, once") func keep() throws {
    var strip = try drawn()
    let strokes = strip.bench.canvas.drawing.strokes
    strip.keys("k")
    #expect(strip.bench.notice.key == .magicFirst)
    strip.keys("↵")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 300))
    strip.drag((0.1, 0.8), (0.5, 0.8))
    guard case .keep(let request)? = strip.keys("k").last else {
      Issue.record("nothing was kept")
      return
    }
    #expect(request.strokes == strokes && request.picture == StudioStrip.picture && request.domain == "panda")
    #expect(strip.keys("k").isEmpty)
    strip.send(.kept(request.canvas, revision: request.revision))
    #expect(strip.bench.notice.key == .kept)
    #expect(strip.keys("k").isEmpty)
    #expect(strip.bench.notice.key == .keptAlready)
    #expect(strip.bench.isUnsaved, "a line was drawn since")
    strip.keys("u")
    #expect(strip.keys("q").isEmpty)
  }

  @Test("K during the work keeps as soon as the picture is complete") func keepLater() throws {
    var strip = try drawn()
    strip.keys("↵k")
    try strip.answer(.draft(StudioStrip.picture))
    #expect(!strip.effects.contains { if case .keep = $0 { true } else { false } })
    let asked = try strip.answer(.finished(StudioStrip.picture, milliseconds: 300))
    #expect(asked.contains { if case .keep = $0 { true } else { false } })
  }

  @Test("A picture that could not be kept can be kept again") func keepFailed() throws {
    var strip = try drawn()
    strip.keys("↵")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 300))
    strip.keys("k")
    strip.send(.keepFailed("The disk is full."))
    #expect(strip.bench.notice == .problem("The disk is full."))
    #expect(strip.keys("k").count == 1)
  }

  @Test("Keep and leave closes when the gallery has the picture; a kept drawing needs no question") func keepAndLeave()
    throws
  {
    var strip = try drawn()
    strip.keys("↵")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 300))
    strip.keys("qk")
    #expect(!strip.state.layers.hasDialog)
    let revision = strip.bench.canvas.drawing.revision
    #expect(strip.send(.kept(CanvasID(), revision: revision)) == [.quit(forgetDrawing: true)])
    #expect(strip.keys("q") == [.quit(forgetDrawing: true)])
  }

  @Test("If keeping fails, the studio stays open") func keepAndLeaveFails() throws {
    var strip = try drawn()
    strip.keys("↵")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 300))
    strip.keys("qk")
    #expect(strip.send(.keepFailed("The disk is full.")).isEmpty)
    #expect(!strip.bench.translation.leavesWhenKept)
  }
}

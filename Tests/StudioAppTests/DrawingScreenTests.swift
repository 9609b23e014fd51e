import Generation
import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

@Suite("Drawing in the studio", .ownThread) struct DrawingScreenTests {
  // MARK: - Keys

  @Test("The first arrow shows the pen; then arrows move it and the space bar draws with it") func keyPen() throws {
    var strip = try StudioStrip()
    strip.send(.input(.key(.right))) {
      $0.tools.showsCursor = true
      $0.notice = Notice(.penMoves)
    }
    strip.send(.input(.key(.right))) { $0.tools.cursor = Point(0.5 + 1.0 / 32, 0.5) }
    strip.send(.input(.key(.character(" "))), asks: [.awaitJournal]) {
      $0.notice = Notice(.penDraws)
      $0.tools.pen = .keys
      $0.canvas.drawing.begin(.pencil, at: Point(0.5 + 1.0 / 32, 0.5))
    }
    strip.send(.input(.key(.down))) {
      $0.tools.cursor = Point(0.5 + 1.0 / 32, 0.5 + 1.0 / 64)
      $0.canvas.drawing.extend(to: Point(0.5 + 1.0 / 32, 0.5 + 1.0 / 64))
    }
    let stroke = try #require(strip.bench.canvas.drawing.strokes.first)
    strip.send(.input(.key(.character(" "))), asks: [.journal(.stroke(stroke))]) {
      $0.notice = Notice(.penMoves)
      $0.tools.pen = .up
      $0.canvas.drawing.end()
      $0.canvas.story.used("pencil")
    }
    #expect(strip.bench.canvas.drawing.strokes.count == 1)
  }

  @Test("Home, End and the page keys move aslant, and no key leaves the canvas") func slanted() throws {
    var strip = try StudioStrip()
    strip.keys("→")
    for (key, point) in [
      (Key.home, Point(0, 0)), (.pageUp, Point(1, 0)), (.end, Point(0, 1)), (.pageDown, Point(1, 1)),
    ] {
      strip.bench.tools.cursor = Point(0.5, 0.5)
      for _ in 0..<40 { strip.press(key) }
      #expect(strip.bench.tools.cursor == point)
    }
  }

  @Test(
    "Keys choose tools and colours; capitals and Tab do too",
    arguments: [
      ("e", Tool.eraser, CrayonColour.red), ("C", .crayon, .red), ("5", .crayon, .blue), ("8p", .pencil, .brown),
      ("⇥", .eraser, .red), ("⇥⇥", .line, .red), ("⇥⇥⇥⇥⇥⇥⇥", .pencil, .red), ("⇤", .crayon, .red),
      ("i", .line, .red), ("o", .ellipse, .red), ("f", .bucket, .red), ("t", .stamp, .red), ("4i", .line, .green),
      ("t2c", .crayon, .red),
    ])
  func tools(_ keys: String, _ tool: Tool, _ crayon: CrayonColour) throws {
    var strip = try StudioStrip()
    strip.keys(keys)
    #expect(strip.bench.tools.tool == tool)
    #expect(strip.bench.tools.crayon == crayon)
  }

  @Test("The tool decides what a stroke leaves behind") func kinds() throws {
    var strip = try StudioStrip()
    strip.drag((0.1, 0.1), (0.2, 0.2))
    strip.keys("e")
    strip.drag((0.1, 0.1), (0.2, 0.2))
    strip.keys("7")
    strip.drag((0.1, 0.1), (0.2, 0.2))
    #expect(strip.bench.canvas.drawing.strokes.map(\.kind) == [.pencil, .eraser, .crayon(.pink)])
    #expect(
      strip.bench.canvas.drawing.strokes.map(\.width) == [Stroke.pencilWidth, Stroke.eraserWidth, Stroke.crayonWidth])
  }

  @Test("Unknown keys, pasted text and focus change nothing") func silence() throws {
    var strip = try StudioStrip()
    for event: InputEvent in [
      .key(.character("z")), .key(.function(7)), .key(.character("한")), .paste("pppq"), .focus(true), .focus(false),
      .resize, .resumed,
    ] {
      strip.send(.input(event))
    }
  }

  // MARK: - Mouse

  @Test("A drag draws one stroke, which is journalled before the next begins") func dragging() throws {
    var strip = try StudioStrip()
    strip.drag((0.2, 0.3), (0.5, 0.3), (0.8, 0.3))
    let stroke = try #require(strip.bench.canvas.drawing.strokes.first)
    #expect(strip.effects == [.awaitJournal, .journal(.stroke(stroke))])
    #expect(abs((stroke.points.first?.x ?? 0) - 0.2) < 0.02 && abs((stroke.points.last?.x ?? 0) - 0.8) < 0.02)
    #expect(stroke.points.allSatisfy { abs($0.y - 0.3) < 0.04 })
    #expect(strip.bench.tools.pen == .up)
  }

  @Test("A press alone leaves a dot") func dot() throws {
    var strip = try StudioStrip()
    strip.drag((0.5, 0.5))
    #expect(strip.bench.canvas.drawing.strokes.map(\.points.count) == [1])
  }

  @Test("A motion without a button, or a new press, also ends the stroke", arguments: [MouseEvent.Action.move, .press])
  func lostRelease(_ action: MouseEvent.Action) throws {
    var strip = try StudioStrip()
    let (a, b) = (strip.place(0.2, 0.2), strip.place(0.6, 0.6))
    strip.mouse(.press, a.column, a.row)
    strip.mouse(.drag, b.column, b.row)
    strip.mouse(action, a.column, a.row)
    #expect(strip.journal.count == 1)
    #expect(strip.bench.canvas.drawing.finishedStrokes.count == 1)
    if action == .move {
      strip.mouse(.drag, b.column, b.row)
      #expect(strip.bench.canvas.drawing.strokes.count == 1, "a drag without a press draws nothing")
    } else {
      #expect(strip.bench.canvas.drawing.strokes.count == 2)
    }
  }

  @Test("A press outside the canvas draws nothing, nor does the drag after it") func outside() throws {
    var strip = try StudioStrip()
    let inside = strip.place(0.5, 0.5)
    let frame = DrawingLayout(strip.bench.surroundings.capabilities).pictureFrame
    strip.mouse(.press, Double(frame.column) + 3, Double(frame.row) + 3)
    strip.mouse(.drag, inside.column, inside.row)
    strip.mouse(.release, inside.column, inside.row)
    #expect(strip.bench.canvas.drawing.isEmpty)
    #expect(strip.effects.isEmpty)
  }

  @Test("A line that leaves the canvas ends at its edge, and another begins where the pointer comes back")
  func leavingTheCanvas() throws {
    var strip = try StudioStrip()
    strip.drag((0.8, 0.5), (1.2, 0.5), (1.2, 0.9), (0.9, 0.9))
    let strokes = strip.bench.canvas.drawing.strokes
    #expect(strokes.count == 2)
    #expect(strokes.first?.points.last == Point(1, 0.5))
    #expect(strokes.last?.points.first == Point(1, 0.9))
    #expect(strip.journal.count == 2)
  }

  @Test("Only the left button draws") func otherButtons() throws {
    var strip = try StudioStrip()
    let at = strip.place(0.5, 0.5)
    for button in [MouseEvent.Button.right, .middle] {
      strip.send(.input(.mouse(MouseEvent(.press, button: button, column: at.column, row: at.row))))
      strip.send(.input(.mouse(MouseEvent(.drag, button: button, column: at.column + 2, row: at.row))))
    }
    #expect(strip.bench.canvas.drawing.isEmpty)
  }

  @Test("Every button of the drawing screen does what its key does", arguments: [(40, 12), (80, 24), (160, 50)])
  func buttonsAndKeys(_ size: (Int, Int)) throws {
    var strip = try StudioStrip(columns: size.0, rows: size.1)
    strip.drag((0.2, 0.2), (0.7, 0.3))
    for binding in StudioView.bindings(strip.state) {
      guard StudioView.buttons(strip.state).contains(where: { $0.action == binding.action }) else { continue }
      var byKey = strip
      var byMouse = strip
      let asked = byKey.press(binding.key)
      #expect(try byMouse.click(binding.action) == asked, "\(binding.action)")
      #expect(byMouse.state == byKey.state, "\(binding.action)")
    }
  }

  @Test("A new window size ends a mouse stroke, for the cells mean other places now") func resize() throws {
    var strip = try StudioStrip()
    let at = strip.place(0.5, 0.5)
    strip.mouse(.press, at.column, at.row)
    var larger = strip.bench.surroundings.capabilities
    larger.columns = 100
    strip.send(.capabilities(larger))
    #expect(strip.bench.tools.pen == .up)
    #expect(strip.journal.count == 1)
    #expect(StudioView.render(strip.state).grid.columns == 100)
  }

  // MARK: - Undo

  @Test("Undo takes back one stroke and redo brings it back, in the journal too") func undoRedo() throws {
    var strip = try StudioStrip()
    strip.drag((0.1, 0.1), (0.5, 0.1))
    strip.drag((0.1, 0.5), (0.5, 0.5))
    let both = strip.bench.canvas.drawing.strokes
    strip.keys("u")
    #expect(strip.bench.canvas.drawing.strokes == Array(both.prefix(1)))
    strip.keys("u")
    #expect(strip.bench.canvas.drawing.isEmpty)
    strip.keys("u")
    #expect(strip.bench.notice.key == .nothingToUndo)
    strip.keys("rr")
    #expect(strip.bench.canvas.drawing.strokes == both)
    strip.keys("r")
    #expect(strip.bench.notice.key == .nothingToRedo)
    #expect(strip.journal == [.stroke(both[0]), .stroke(both[1]), .undo, .undo, .redo, .redo])
  }

  @Test("Undo keeps tool and colour") func undoKeepsTools() throws {
    var strip = try StudioStrip()
    strip.drag((0.1, 0.1), (0.5, 0.1))
    strip.keys("4u")
    #expect(strip.bench.tools.tool == .crayon && strip.bench.tools.crayon == .green)
  }

  @Test("A fresh page can be undone") func freshPage() throws {
    var strip = try StudioStrip()
    strip.keys("n")
    #expect(strip.bench.notice.key == .freshAlready)
    strip.drag((0.1, 0.1), (0.5, 0.1))
    let before = strip.bench.canvas.drawing.strokes
    #expect(strip.keys("n") == [.journal(.clear)])
    #expect(strip.bench.canvas.drawing.isEmpty)
    strip.keys("u")
    #expect(strip.bench.canvas.drawing.strokes == before)
  }

  @Test("Where the magic knows palettes, a surprise is the next palette, and undo brings the one before back")
  func surprisePalettes() throws {
    let titles = DomainTitles(english: "Toy", korean: "장난감")
    var strip = try StudioStrip(
      domains: [
        DomainInfo(
          name: "toy", titles: titles, path: "", isBuiltIn: true, card: DomainCard(titles: titles, hasPalettes: true))
      ])
    strip.keys("s")
    #expect(strip.bench.canvas.drawing.isEmpty && strip.bench.notice.key == .drawFirst)
    strip.drag((0.2, 0.2), (0.8, 0.8))
    let line = strip.bench.canvas.drawing.strokes
    let effects = strip.keys("s")
    #expect(strip.bench.canvas.drawing.strokes == line + [.palette(0)])
    #expect(effects == [.awaitJournal, .journal(.stroke(.palette(0)))], "no picture is shown that could change")
    strip.keys("s")
    #expect(strip.bench.canvas.drawing.strokes.lastPalette == 1)
    strip.keys("u")
    #expect(strip.bench.canvas.drawing.strokes.lastPalette == 0)
    // With a picture on the screen the new colours are made at once.
    strip.press(.enter)
    try strip.answer(.finished(Image(width: 8, height: 8), milliseconds: 5))
    let asked = strip.keys("s")
    #expect(
      asked.contains { effect in
        if case .translate(let request) = effect { request.strokes.lastPalette == 1 } else { false }
      })
  }

  @Test("A splash of colours is one step, however many dabs it has") func surprise() throws {
    var strip = try StudioStrip()
    strip.keys("s")
    #expect(strip.bench.notice.key == .drawFirst)
    strip.drag((0.2, 0.2), (0.8, 0.2), (0.5, 0.8), (0.2, 0.2))
    let before = strip.bench.canvas.drawing.strokes
    strip.keys("s")
    let after = strip.bench.canvas.drawing.strokes
    #expect(after.count > 1)
    #expect(after.dropFirst().allSatisfy { if case .crayon = $0.kind { true } else { false } })
    strip.keys("u")
    #expect(strip.bench.canvas.drawing.strokes == before)
    strip.keys("r")
    #expect(strip.bench.canvas.drawing.strokes == after)
    let effects = strip.keys("s")
    #expect(effects.contains(.journal(.undo)), "another splash takes the place of the first")
    let other = strip.bench.canvas.drawing.strokes
    #expect(other != after && other.count > 1)
    strip.keys("uu")
    #expect(strip.bench.canvas.drawing.isEmpty)
    strip.keys("r")
    #expect(strip.bench.canvas.drawing.strokes == before)
    strip.drag((0.9, 0.9))
    strip.keys("uu")
    #expect(strip.bench.canvas.drawing.isEmpty, "the splash that was drawn over is forgotten")
  }

  // MARK: - Domains, views, leaving

  @Test("D and a number, or a press on a name, choose the domain") func domains() throws {
    var strip = try StudioStrip()
    strip.keys("d2")
    #expect(strip.bench.domains.chosen?.name == "face")
    try strip.click(DrawingScreen.Action.domain(2))
    #expect(strip.bench.domains.chosen?.name == "car")
    #expect(strip.bench.notice == Notice(.domainChosen, ["domain": "Car"]))
    strip.keys("d1")
    #expect(strip.bench.domains.chosen?.name == "panda")
  }

  @Test("Without domains one can draw, and Enter says what is missing") func noDomains() throws {
    var strip = try StudioStrip(domains: [])
    strip.drag((0.2, 0.2), (0.5, 0.5))
    strip.keys("↵dl")
    #expect(strip.requests.isEmpty)
    #expect(strip.bench.canvas.drawing.strokes.count == 1)
    strip.keys("↵")
    #expect(strip.bench.notice.key == .noDomain)
  }

  @Test("A small window flips between canvas and picture") func flip() throws {
    var strip = try StudioStrip(columns: 40, rows: 12)
    strip.drag((0.2, 0.2), (0.5, 0.5))
    strip.keys("↵")
    #expect(strip.bench.translation.isInFront)
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 5))
    #expect(StudioView.render(strip.state).pictures.count == 1)
    strip.keys("v")
    #expect(StudioView.render(strip.state).pictures.isEmpty)
    strip.keys("v⎋")
    #expect(!strip.bench.translation.isInFront && !strip.state.layers.hasDialog)
    strip.keys("v")
    strip.drag((0.5, 0.5), (0.6, 0.6))
    #expect(!strip.bench.translation.isInFront)
    #expect(strip.bench.canvas.drawing.strokes.count == 1, "the press that flips does not draw")
  }

  @Test("Leaving an empty page asks nothing; leaving a drawing does") func leaving() throws {
    var strip = try StudioStrip()
    #expect(strip.keys("q") == [.quit(forgetDrawing: true)])
    strip.drag((0.2, 0.2), (0.5, 0.5))
    #expect(strip.keys("q").isEmpty)
    #expect(strip.has(QuitDialog.self))
    #expect(strip.keys("⎋").isEmpty)
    #expect(!strip.state.layers.hasDialog)
    strip.keys("⎋")
    #expect(strip.has(QuitDialog.self))
    #expect(strip.keys("p").isEmpty, "only the answers count")
    #expect(strip.keys("q") == [.quit(forgetDrawing: false)])
  }

  @Test("Ctrl-C twice always leaves, and the drawing waits") func controlC() throws {
    var strip = try StudioStrip()
    strip.drag((0.2, 0.2), (0.5, 0.5))
    strip.press(.control("c"))
    #expect(strip.press(.control("c")) == [.quit(forgetDrawing: false)])
  }

  @Test("Escape lifts the keys' pen first") func escapeLifts() throws {
    var strip = try StudioStrip()
    strip.keys(" →⎋")
    #expect(strip.bench.tools.pen == .up && !strip.state.layers.hasDialog)
    #expect(strip.journal.count == 1)
  }

  @Test("Help opens, lies over the pictures, and any way out closes it", arguments: ["⎋", "h", "↵", "q", " "])
  func help(_ key: String) throws {
    var strip = try StudioStrip()
    strip.keys("h")
    #expect(strip.has(HelpDialog.self))
    strip.keys("pe1")
    #expect(strip.bench.tools.tool == .pencil)
    strip.keys(key)
    #expect(!strip.state.layers.hasDialog)
  }

  @Test("Help names every key of the drawing screen", arguments: [(40, 12), (80, 24), (160, 50)], Language.allCases)
  func helpIsComplete(_ size: (Int, Int), _ language: Language) throws {
    var strip = try StudioStrip(columns: size.0, rows: size.1, language: language)
    let bindings = StudioView.bindings(strip.state)
    strip.keys("h")
    var shown: [String] = []
    let help = { (strip: StudioStrip) in strip.state.layers.first(HelpDialog.self) }
    let pages = try #require(help(strip)).pages(strip.bench).count
    for _ in 0..<pages {
      shown += StudioView.render(strip.state).grid.lines
      if pages > 1 { strip.keys("→") }
    }
    #expect(help(strip)?.page == 0, "after the last page comes the first")
    for binding in bindings {
      guard let label = binding.label else { continue }
      let words = binding.key.cap(ascii: false) + " " + strip.bench.texts[label]
      #expect(shown.contains { $0.contains(words) }, "\(words)")
    }
  }

  @Test("The last drawing is offered; a new page can be undone") func welcome() throws {
    var old = Drawing()
    old.add(StudioStrip.drawing[0])
    var strip = try StudioStrip(recovered: old)
    #expect(strip.has(WelcomeDialog.self))
    #expect(strip.keys("↵") == [.journal(.resume)])
    #expect(!strip.state.layers.hasDialog && strip.bench.notice == Notice(.editing))
    strip = try StudioStrip(recovered: old)
    #expect(strip.keys("n") == [.journal(.resume), .journal(.clear)])
    #expect(strip.bench.canvas.drawing.isEmpty)
    strip.keys("u")
    #expect(strip.bench.canvas.drawing.strokes == old.strokes)
    strip = try StudioStrip(recovered: old)
    #expect(strip.press(.control("c")) == [.quit(forgetDrawing: false)])
    #expect(try !StudioStrip(recovered: Drawing()).state.layers.hasDialog)
  }

  @Test("A recovered drawing comes back with what it is a drawing of") func welcomeDomain() throws {
    let strip = try StudioStrip.equipped()
    let recovered = RecoveredDrawing(Drawing(strokes: StudioStrip.drawing), domain: "space")
    #expect(StudioState(strip.bench, recovered: recovered).bench.domains.chosen?.name == "space")
    let unknown = RecoveredDrawing(Drawing(strokes: StudioStrip.drawing), domain: "unicorn")
    #expect(StudioState(strip.bench, recovered: unknown).bench.domains.index == strip.bench.domains.index)
  }

  @Test("A new page instead of a recovered drawing is for what the studio was started with")
  func freshDomain() throws {
    var strip = try StudioStrip.equipped()
    let started = try #require(strip.bench.domains.chosen?.name)
    #expect(started != "space")
    let recovered = RecoveredDrawing(Drawing(strokes: StudioStrip.drawing), domain: "space")
    strip.state = StudioState(strip.bench, recovered: recovered)
    #expect(strip.keys("n") == [.journal(.resume), .journal(.clear), .journal(.domain(started))])
    #expect(strip.bench.domains.chosen?.name == started && strip.bench.canvas.drawing.isEmpty)
  }

  @Test("A chosen domain is written down for this page and for the next start") func domainIsWrittenDown() throws {
    var strip = try StudioStrip.equipped()
    #expect(strip.keys("d2") == [.journal(.domain("cartoon-face")), .rememberDomain("cartoon-face")])
    var audience = try StudioStrip.equipped(isPresenting: true)
    audience.keys("d")
    #expect(!audience.effects.contains { if case .rememberDomain = $0 { true } else { false } })
  }

  @Test("While the mouse rests on a button, what it does stands in place of the notice") func explains() throws {
    var strip = try StudioStrip.equipped()
    func line(_ strip: StudioStrip) -> String { StudioView.render(strip.state).grid.lines.last ?? "" }
    let before = line(strip)
    let bucket = try #require(
      strip.buttons(DrawingScreen.self).first { $0.action == .tool(.bucket) }?.rectangle)
    strip.mouse(.move, Double(bucket.column) + 0.5, Double(bucket.row) + 0.5)
    #expect(line(strip).contains(strip.bench.texts[.whatBucket]))
    let page = strip.place(0.5, 0.5)
    strip.mouse(.move, page.column, page.row)
    #expect(line(strip) == before)
    strip.mouse(.move, Double(bucket.column) + 0.5, Double(bucket.row) + 0.5)
    strip.keys("p")
    #expect(strip.bench.explained == nil, "a key is an answer of its own")
    strip.mouse(.move, Double(bucket.column) + 0.7, Double(bucket.row) + 0.5)
    #expect(strip.bench.explained == nil, "it was said already")
    strip.mouse(.move, page.column, page.row)
    strip.mouse(.move, Double(bucket.column) + 0.5, Double(bucket.row) + 0.5)
    #expect(strip.bench.explained == .whatBucket)
    strip.bench.notice = Notice(.kept)
    #expect(line(strip).contains(strip.bench.texts[.kept]), "what is newer is said")
    try strip.click(DrawingScreen.Action.tool(.bucket))
    #expect(strip.bench.explained == nil && strip.bench.tools.tool == .bucket)
  }
}

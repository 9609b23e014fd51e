import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

/// Every screen of the studio in every size, language and kind of terminal.
@Suite("The studio's screens fit", .ownThread) struct FitTests {
  static let sizes = [
    (40, 12), (41, 13), (52, 12), (69, 30), (40, 40), (70, 18), (80, 16), (80, 24), (100, 30), (132, 43), (160, 50),
    (240, 20), (300, 90),
  ]

  /// The studio on each of its screens.
  static func screens(
    _ columns: Int, _ rows: Int, _ language: Language, _ unicode: Capabilities.UnicodeLevel,
    _ colours: Capabilities.ColourDepth = .trueColour
  ) throws -> [(name: String, strip: StudioStrip)] {
    var all: [(String, StudioStrip)] = []
    let fresh = try StudioStrip(columns: columns, rows: rows, language: language, unicode: unicode, colours: colours)
    func add(_ name: String, _ steps: (inout StudioStrip) throws -> Void) rethrows {
      var strip = fresh
      try steps(&strip)
      all.append((name, strip))
    }
    add("empty") { _ in }
    try add("painting") {
      $0.drag((0.2, 0.2), (0.7, 0.6))
      $0.keys("lc5↵")
      try $0.answer(.started)
      try $0.answer(.progress(1))
    }
    try add("finished") {
      $0.drag((0.2, 0.2), (0.7, 0.6))
      $0.keys("↵")
      try $0.answer(.finished(StudioStrip.picture, milliseconds: 800))
      $0.send(.measured(CanvasID(), revision: $0.bench.canvas.drawing.revision, Measures(lines: 1, hints: nil)))
    }
    try add("waiting for the class") {
      $0.drag((0.2, 0.2), (0.7, 0.6))
      $0.keys("↵")
      try $0.answer(.finished(StudioStrip.picture, milliseconds: 800))
      $0.send(.waiting(toSend: 120))
    }
    add("help") { $0.keys("h") }
    add("more help") { $0.keys("h→") }
    add("stamps") { $0.keys("txw→") }
    add("undone") {
      $0.drag((0.2, 0.2), (0.7, 0.6))
      $0.keys("iu")
    }
    try add("quit") {
      $0.drag((0.2, 0.2), (0.7, 0.6))
      $0.keys("↵")
      try $0.answer(.finished(StudioStrip.picture, milliseconds: 800))
      $0.keys("q")
    }
    all.append(
      (
        "welcome",
        try StudioStrip(
          columns: columns, rows: rows, language: language, unicode: unicode, colours: colours,
          recovered: Drawing(strokes: StudioStrip.drawing))
      ))
    add("loading") { $0.keys("g") }
    add("a face to come") { $0.openSurpriseFaces() }
    add("a face") {
      $0.openSurpriseFaces()
      $0.deliverFace()
    }
    add("what is drawn?") { $0.askWhatIsDrawn() }
    add("a cartoon to come") { $0.openCartoon() }
    add("a cartoon") {
      $0.openCartoon()
      $0.deliverCartoon()
      $0.keys("p")
    }
    try add("no pictures") {
      $0.keys("g")
      try $0.hang(0)
    }
    try add("gallery") {
      $0.keys("g")
      try $0.hang(40) { $0 != 2 }
    }
    for (name, keys) in [("help on the gallery", "gh"), ("more help on the gallery", "gh→")] {
      add(name) { $0.keys(keys) }
    }
    try add("trash") {
      $0.keys("gt")
      try $0.hang(2)
    }
    try add("creation") {
      $0.keys("g")
      try $0.hang(40)
      $0.send(.answer(.creation(StudioStrip.opened(0))))
    }
    for count in [1, 3] {
      try add("young gallery of \(count)") {
        $0.keys("g")
        try $0.hang(count)
      }
    }
    try add("filtered gallery") {
      $0.keys("g")
      for key in "1122344" {
        try $0.hang(3)
        $0.keys(String(key))
      }
      try $0.hang(3)
    }
    try add("nothing matches") {
      $0.keys("g")
      try $0.hang(3)
      $0.keys("4")
      try $0.hang(0)
    }
    try add("replay") {
      $0.keys("g")
      try $0.hang(40)
      $0.send(.answer(.creation(StudioStrip.opened(0))))
      $0.keys("a")
    }
    try add("slideshow") {
      $0.keys("g")
      try $0.hang(40)
      $0.keys("p")
      $0.send(.answer(.creation(StudioStrip.opened(0))))
    }
    add("stickers") {
      $0.keys("gs")
      $0.send(.answer(.record(Artist(), StudioStrip.record)))
    }
    add("stickers on their way") { $0.keys("gs") }
    add("artists") { $0.keys("y") }
    for stickers in [[], [Sticker.eightDomains], [.sevenPrompts, .firstPicture, .magicListened, .rain, .giant, .tiny]] {
      add("celebration of \(stickers.count)") { _ = $0.send(.celebrate(Celebration(stickers: stickers, level: 12))) }
    }
    let equipped = try StudioStrip.equipped(
      columns: columns, rows: rows, language: language, unicode: unicode, colours: colours)
    for (name, keys) in [
      ("picker", "d"), ("last domains", "d→→→→→→→"), ("help on domains", "dh"), ("about a domain", "di"),
      ("no card", "di→"),
      ("ideas", "b"), ("tracing", "b↵"),
    ] {
      var strip = equipped
      strip.keys(keys)
      // The widest of the ideas.
      if name == "ideas" { strip.send(.answer(.today(CalendarDay(year: 1970, month: 1, day: 12)))) }
      all.append((name, strip))
    }
    for (name, count, keys) in [
      ("own pictures", 3, "→"), ("many own pictures", 400, "→→↓↓"), ("lines on their way", 400, "↵"),
      ("no own pictures", 0, ""),
    ] {
      var strip = equipped
      strip.openOwnPictures(count)
      strip.keys(keys)
      all.append((name, strip))
    }
    var withOwn = equipped
    withOwn.bench.surroundings.picturesFolder = StudioStrip.picturesFolder
    withOwn.keys("b")
    all.append(("ideas beside own pictures", withOwn))
    withOwn.bench.surroundings.faces = StudioStrip.faces
    all.append(("ideas beside own pictures and faces", withOwn))
    withOwn.keys("p")
    all.append(("own pictures on their way", withOwn))
    var presenting = try StudioStrip.equipped(
      columns: columns, rows: rows, language: language, unicode: unicode, colours: colours, isPresenting: true)
    presenting.keys("o")
    for _ in 0..<20 { presenting.send(.tick(0.2)) }
    all.append(("demonstration", presenting))
    try presenting.answer(.draft(StudioStrip.picture))
    try presenting.answer(.finished(StudioStrip.picture, milliseconds: 12_345))
    presenting.keys("qv")
    all.append(("presenter", presenting))
    var taken = equipped
    taken.keys("b")
    taken.send(.answer(.today(CalendarDay(year: 1970, month: 1, day: 12))))
    taken.keys("t")
    all.append(("idea taken", taken))
    return all
  }

  @Test("No text is cut and no button is covered", arguments: sizes, Language.allCases)
  func fits(_ size: (Int, Int), _ language: Language) throws {
    for unicode in [Capabilities.UnicodeLevel.ascii, .halfBlocks, .braille] {
      for (name, strip) in try Self.screens(size.0, size.1, language, unicode) {
        let frame = StudioView.render(strip.state)
        let place: Comment = "\(name), \(unicode)"
        #expect(frame.cutTexts == [], place)
        #expect(frame.grid.columns == size.0 && frame.grid.rows == size.1)
        let buttons = StudioView.buttons(strip.state)
        #expect(!buttons.isEmpty, place)
        for (index, button) in buttons.enumerated() {
          #expect(frame.grid.bounds.intersection(button.rectangle) == button.rectangle, "\(button) in \(name)")
          #expect(!button.rectangle.isEmpty, "\(button) in \(name)")
          for other in buttons[(index + 1)...] where other.rectangle.intersects(button.rectangle) {
            Issue.record("\(button.action) lies over \(other.action) in \(name)")
          }
        }
        for picture in frame.pictures {
          #expect(frame.grid.bounds.intersection(picture.rectangle) == picture.rectangle, place)
          // A sixel that reaches the last row would scroll the screen.
          #expect(picture.rectangle.endRow < size.1, place)
        }
        #expect(
          frame.pictures.count <= (strip.bench.surroundings.capabilities.showsPictures ? 14 : GalleryLayout.mostBlocks),
          place)
      }
    }
  }

  @Test("ASCII terminals get ASCII only", arguments: [(40, 12), (80, 24), (160, 50)])
  func ascii(_ size: (Int, Int)) throws {
    for (name, strip) in try Self.screens(size.0, size.1, .english, .ascii, .none) {
      let lines = StudioView.render(strip.state).grid.lines
      #expect(lines.allSatisfy { $0.allSatisfy(\.isASCII) }, "\(name): \(lines.joined(separator: "\n"))")
    }
  }

  @Test("Without colours no cell has one") func monochrome() throws {
    for (name, strip) in try Self.screens(80, 24, .korean, .braille, .none) {
      let grid = StudioView.render(strip.state).grid
      for row in 0..<grid.rows {
        for column in 0..<grid.columns {
          let style = grid[column, row].style
          #expect(style.foreground == .standard && style.background == .standard, "\(name) \(column),\(row)")
        }
      }
    }
  }

  @Test("Every action has one button and one key of its own", arguments: sizes)
  func keysAndButtons(_ size: (Int, Int)) throws {
    for (name, strip) in try Self.screens(size.0, size.1, .english, .braille) {
      let bindings = StudioView.bindings(strip.state)
      let keys = bindings.flatMap { [$0.key] + $0.alsoKeys }
      #expect(Set(keys).count == keys.count, "a key means two things in \(name)")
      let pressed = Set(StudioView.buttons(strip.state).map(\.action))
      for binding in bindings {
        #expect(pressed.contains(binding.action), "\(binding.action) has no button in \(name)")
      }
      for button in StudioView.buttons(strip.state) where !button.cap.isEmpty {
        #expect(bindings.contains { $0.action == button.action && $0.key.cap(ascii: false) == button.cap })
      }
    }
  }

  @Test("The canvas is square in pixels and beside the picture where both fit", arguments: sizes)
  func square(_ size: (Int, Int)) {
    for cell in [(10, 20), (8, 16), (9, 18), (7, 15), (12, 12), (4, 8)] {
      let capabilities = Capabilities(
        columns: size.0, rows: size.1, cell: Capabilities.PixelSize(width: cell.0, height: cell.1))
      let layout = DrawingLayout(capabilities)
      let width = layout.canvas.columns * cell.0
      let height = layout.canvas.rows * cell.1
      #expect(abs(width - height) <= max(cell.0, cell.1), "\(width)×\(height) with cells \(cell)")
      #expect(layout.canvas.rows >= 5)
      #expect(layout.pictureFrame.columns == layout.canvasFrame.columns)
      #expect(layout.showsBoth == !layout.pictureFrame.intersects(layout.canvasFrame))
    }
  }

  @Test(
    "A window that is too small asks for more room, and still lets people leave",
    arguments: [
      (39, 24), (80, 11), (12, 3), (1, 1), (0, 0),
    ])
  func tooSmall(_ size: (Int, Int)) throws {
    var strip = try StudioStrip(columns: size.0, rows: size.1)
    let words = StudioView.render(strip.state).grid.lines.joined(separator: " ")
    if size.0 > 30 { #expect(words.contains("Please make the window larger")) }
    #expect(StudioView.render(strip.state).pictures.isEmpty)
    #expect(strip.mouse(.press, 5, 5).isEmpty)
    #expect(strip.keys("pu↵g").isEmpty)
    #expect(strip.keys("q") == [.quit(forgetDrawing: true)])
  }
}

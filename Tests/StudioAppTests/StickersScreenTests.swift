import Pictures
import Studio
import StudioApp
import Support
import Terminal
import Testing

@Suite("Stickers and artists in the studio", .ownThread) struct StickersScreenTests {
  @Test("Where all stickers fit, they fill the wall and keep apart", arguments: [(120, 40), (160, 50), (200, 60)])
  func spread(_ size: (Int, Int)) {
    let capabilities = Capabilities(columns: size.0, rows: size.1)
    let layout = StickersLayout(capabilities)
    #expect(!layout.scrolls && layout.tiles.count >= Sticker.allCases.count)
    let top = layout.tiles.map(\.row).min() ?? 0
    let end = layout.tiles.map(\.endRow).max() ?? 0
    // Less than an eighth of the window is empty above them, and below them down to the buttons.
    #expect((top - 1) * 8 < size.1 && (layout.buttonArea.row - end) * 8 < size.1, "\(top)…\(end)")
    for (index, tile) in layout.tiles.enumerated() {
      for other in layout.tiles[(index + 1)...] { #expect(!other.intersects(tile)) }
    }
  }

  @Test("With pixels they have round edges and all of their colours", arguments: [(64, 64), (128, 96), (41, 77)])
  func round(_ size: (width: Int, height: Int)) {
    let ground: [UInt8] = [230, 231, 232]
    let tint = TerminalColour.rgb(10, 200, 90)
    for picture in Sticker.allCases.map(\.picture) + Artist.Animal.allCases.map(\.picture) {
      let image = picture.image(width: size.width, height: size.height, tint: tint, ground: ground)
      #expect(image.width == size.width && image.height == size.height)
      func pixel(_ x: Int, _ y: Int) -> [UInt8] {
        Array(image.pixels[(y * image.width + x) * 3..<(y * image.width + x) * 3 + 3])
      }
      func isNear(_ pixel: [UInt8], _ colour: [UInt8]) -> Bool {
        zip(pixel, colour).allSatisfy { abs(Int($0) - Int($1)) < 24 }
      }
      let isTinted = picture.points.contains { $0.contains("d") }
      let free = isTinted ? [10, 200, 90] : ground
      let side = min(size.width, size.height)
      if size.width != size.height {
        // Beside the drawing is nothing else.
        #expect(pixel(0, 0) == free && pixel(size.width - 1, size.height - 1) == free)
      }
      // The middle of each point has its colour, unless it is alone among others.
      var right = 0
      for (row, letters) in picture.points.enumerated() {
        for (column, letter) in letters.enumerated() {
          let x = (size.width - side) / 2 + (2 * column + 1) * side / 16
          let y = (size.height - side) / 2 + (2 * row + 1) * side / 16
          guard case .rgb(let red, let green, let blue)? = CellPicture.colour(letter, tint: tint) else {
            right += isNear(pixel(x, y), free) ? 1 : 0
            continue
          }
          right += isNear(pixel(x, y), [red, green, blue]) ? 1 : 0
        }
      }
      #expect(right >= 60, "\(picture.letters.joined(separator: "/")): \(right) of 64")
    }
  }

  @Test("They are pictures where the terminal holds as many, all of them or none") func asPictures() {
    func isPicture(_ count: Int, _ change: (inout Capabilities) -> Void) -> Bool {
      var capabilities = Capabilities(columns: 80, rows: 24, unicode: .braille)
      change(&capabilities)
      var painter = Painter(capabilities)
      let area = Rectangle(column: 2, row: 1, columns: CellPicture.columns, rows: CellPicture.rows)
      painter.cells(Sticker.firstPicture.picture, in: area, style: painter.theme.card, of: count)
      let cells = (area.row..<area.endRow).flatMap { row in
        (area.column..<area.endColumn).map { painter.grid[$0, row].text }
      }
      #expect(painter.pictures.count <= 1 && painter.pictures.isEmpty == cells.contains("▀"))
      #expect(painter.pictures.allSatisfy { $0.rectangle == area })
      return !painter.pictures.isEmpty
    }
    let animals = Artist.Animal.allCases.count
    let stickers = Sticker.allCases.count
    #expect(isPicture(stickers) { $0.graphics = .kitty })
    // xterm forgets the seventeenth.
    #expect(isPicture(animals) { $0.graphics = .sixel } && isPicture(1) { $0.graphics = .sixel })
    #expect(!isPicture(stickers) { $0.graphics = .sixel })
    #expect(!isPicture(1) { $0.graphics = .blocks })
  }

  @Test("Every sticker and every animal has a picture of its own, and a name in both languages") func pictures() throws
  {
    let pictures = Sticker.allCases.map(\.picture) + Artist.Animal.allCases.map(\.picture)
    #expect(Set(pictures).count == pictures.count)
    for picture in pictures {
      #expect(picture.points.count == 8 && picture.points.allSatisfy { $0.count == 8 })
      let letters = Set(picture.points.joined()).subtracting([".", "d"])
      #expect(letters.allSatisfy { CellPicture.colour($0, tint: .standard) != nil }, "\(letters)")
      #expect(!letters.isEmpty)
      #expect(picture.letters.count == 4 && picture.letters.contains { $0.contains { $0 != " " } })
      #expect(picture.letters.allSatisfy { $0.count <= 8 && $0.allSatisfy(\.isASCII) }, "\(picture.letters)")
    }
    for language in Language.allCases {
      let texts = try Texts(language, folder: StudioStrip.textsFolder)
      let names = Sticker.allCases.map { texts.name(of: $0) }
      #expect(Set(names).count == names.count)
      #expect(!zip(names, Sticker.allCases).contains { $0 == $1.rawValue })
      #expect(Sticker.allCases.allSatisfy { TextKey(rawValue: "hint." + $0.rawValue) != nil })
    }
  }

  @Test("Found stickers are shown with their names, the others as shadows with a hint") func screen() throws {
    var strip = try StudioStrip()
    #expect(strip.keys("gs").last == .loadRecord(Artist()))
    let hidden = StudioView.render(strip.state)
    strip.send(.answer(.record(Artist(), StudioStrip.record)))
    #expect(StudioView.render(strip.state).grid != hidden.grid)
    #expect(strip.stickers.chosenSticker == StudioStrip.record.stickers.last)
    #expect(StudioView.render(strip.state).grid.lines[0].contains("Level 3"))
    strip.press(.home)
    #expect(StudioView.render(strip.state).grid.lines.joined().contains("First picture"))
    strip.press(.end)
    #expect(strip.stickers.chosenSticker == nil)
    #expect(StudioView.render(strip.state).grid.lines.joined().contains("Get three stars ten times."))
    #expect(!StudioView.render(strip.state).grid.lines.joined().contains("?"))
    #expect(strip.keys("↵").isEmpty, "it cannot be opened")
    strip.keys("⎋")
    #expect(strip.isOn(GalleryScreen.self))
  }

  @Test("A found sticker leads to the picture that brought it") func leadsToPicture() throws {
    var strip = try StudioStrip()
    strip.keys("gs")
    strip.send(.answer(.record(Artist(), StudioStrip.record)))
    strip.press(.home)
    strip.keys("↵")
    #expect(strip.isOn(GalleryScreen.self))
    #expect(strip.wall.awaited?.filter == GalleryFilter(artist: Artist(), sticker: .firstPicture))
    strip.keys("s")
    strip.send(.answer(.record(Artist(), StudioStrip.record)))
    try strip.click(StickersScreen.Action.select(0))
    #expect(strip.isOn(StickersScreen.self))
    try strip.click(StickersScreen.Action.select(0))
    #expect(strip.isOn(GalleryScreen.self))
  }

  @Test("Another artist's stickers are not shown as one's own") func late() throws {
    var strip = try StudioStrip()
    strip.keys("gs")
    strip.send(.answer(.record(Artist(.owl, .red), StudioStrip.record)))
    #expect(strip.stickers.record == nil)
    strip.keys("yj")
    #expect(strip.bench.artist == Artist(.owl, .blue))
    #expect(strip.effects.suffix(2) == [.remember(Artist(.owl, .blue)), .loadRecord(Artist(.owl, .blue))])
  }

  @Test("All stickers can be reached in every window, by keys and by mouse", arguments: FitTests.sizes)
  func reachable(_ size: (Int, Int)) throws {
    var strip = try StudioStrip(columns: size.0, rows: size.1)
    strip.keys("gs")
    var reached: Set<Int> = [0]
    for _ in Sticker.allCases {
      strip.keys("→")
      reached.insert(strip.stickers.chosen)
      let seen = strip.buttons(StickersScreen.self).map(\.action)
      #expect(seen.contains(.select(strip.stickers.chosen)))
    }
    #expect(reached.count == Sticker.allCases.count)
    for _ in Sticker.allCases { strip.keys("↑") }
    var seen: Set<StickersScreen.Action> = []
    for _ in 0..<40 {
      for button in strip.buttons(StickersScreen.self) { seen.insert(button.action) }
      strip.mouse(.wheelDown, 5, 5)
    }
    #expect(Sticker.allCases.indices.allSatisfy { seen.contains(.select($0)) })
    strip.press(.pageUp)
    strip.press(.pageDown)
    var other = strip.bench.surroundings.capabilities
    (other.columns, other.rows) = size == (40, 12) ? (52, 12) : (40, 12)
    strip.send(.capabilities(other))
    #expect(strip.buttons(StickersScreen.self).contains { $0.action == .select(strip.stickers.chosen) })
  }

  @Test(
    "A celebration shows one sticker after the other, and any key or press goes on and does nothing else",
    arguments: ["q", "x", " ", "⎋", "↵"])
  func celebration(_ key: String) throws {
    var strip = try StudioStrip()
    let before = strip.state
    strip.send(.celebrate(Celebration(stickers: [.rain, .giant], level: 3)))
    func words() -> String { StudioView.render(strip.state).grid.lines.joined(separator: "\n") }
    #expect(words().contains("A new sticker!") && words().contains("Drip drop"))
    #expect(!words().contains("Level 3") && !words().contains("Really big"))
    #expect(strip.keys(key).isEmpty)
    #expect(words().contains("Really big") && words().contains("Level 3"))
    #expect(strip.keys(key).isEmpty)
    #expect(strip.state == before)
    strip.send(.celebrate(Celebration(stickers: [], level: 3)))
    #expect(StudioView.render(strip.state).grid.lines.joined().contains("A new level!"))
    strip.mouse(.press, 1, 1)
    #expect(strip.state == before)
  }

  @Test("A new sticker sparkles for a while, and keeps still where nothing is to move") func sparkles() throws {
    var strip = try StudioStrip(reducedMotion: false)
    strip.send(.celebrate(Celebration(stickers: [.rain])))
    var looks: [Grid] = []
    for _ in 0..<30 where strip.state.tickInterval != nil {
      looks.append(StudioView.render(strip.state).grid)
      strip.send(.tick(0.3))
    }
    #expect(Set(looks.map { $0.lines.joined() }).count >= 3)
    #expect(strip.state.tickInterval == nil && strip.has(CelebrationDialog.self))
    var still = try StudioStrip(reducedMotion: true)
    still.send(.celebrate(Celebration(stickers: [.rain])))
    #expect(still.state.tickInterval == nil)
  }

  @Test("A surprise neither interrupts a question nor loses a stroke") func manners() throws {
    var strip = try StudioStrip()
    strip.keys("h")
    #expect(strip.send(.celebrate(Celebration(stickers: [.rain]))).isEmpty)
    #expect(strip.has(HelpDialog.self))
    strip.keys("⎋")
    strip.send(.celebrate(Celebration(stickers: [])))
    #expect(!strip.state.layers.hasDialog)
    let place = strip.place(0.5, 0.5)
    strip.mouse(.press, place.column, place.row)
    #expect(strip.send(.celebrate(Celebration(stickers: [.rain]))).isEmpty)
    #expect(!strip.state.layers.hasDialog && strip.bench.tools.pen == .mouse)
    strip.mouse(.release, place.column, place.row)
    #expect(strip.has(CelebrationDialog.self) && strip.bench.canvas.drawing.strokes.count == 1)
  }

  @Test("Two keys choose another animal or colour, and the gallery remembers it") func artists() throws {
    var strip = try StudioStrip()
    #expect(strip.keys("y").isEmpty)
    #expect(strip.keys("d") == [.remember(Artist(.fox, .blue))])
    #expect(!strip.state.layers.hasDialog && strip.bench.notice.values == ["animal": "Fox"])
    #expect(strip.keys("y7") == [.remember(Artist(.fox, .pink))])
    strip.keys("y⎋")
    #expect(!strip.state.layers.hasDialog && strip.bench.artist == Artist(.fox, .pink))
    strip.drag((0.2, 0.2), (0.7, 0.6))
    strip.keys("↵")
    try strip.answer(.finished(StudioStrip.picture, milliseconds: 9))
    guard case .keep(let request)? = strip.keys("k").last else {
      Issue.record("nothing was kept")
      return
    }
    #expect(request.artist == Artist(.fox, .pink))
  }

  @Test("Two presses of the mouse do the same", arguments: [(40, 12), (80, 24), (160, 50)])
  func artistsByMouse(_ size: (Int, Int)) throws {
    for animal in Artist.Animal.allCases {
      var strip = try StudioStrip(columns: size.0, rows: size.1)
      try strip.click(DrawingScreen.Action.open(.artists))
      try strip.click(ArtistsDialog.Action.animal(animal))
      #expect(strip.bench.artist == Artist(animal, .blue) && !strip.state.layers.hasDialog)
    }
    for colour in CrayonColour.allCases {
      var strip = try StudioStrip(columns: size.0, rows: size.1)
      strip.keys("g")
      try strip.click(GalleryScreen.Action.artists)
      try strip.click(ArtistsDialog.Action.colour(colour))
      #expect(strip.bench.artist == Artist(.panda, colour) && strip.isOn(GalleryScreen.self))
    }
  }

  @Test("A stroke begun after keeping is drawn to its end before anything celebrates") func strokeBeforeCelebration()
    throws
  {
    var strip = try StudioStrip()
    let places = [(0.2, 0.2), (0.5, 0.5), (0.8, 0.3)].map { strip.place($0.0, $0.1) }
    strip.mouse(.press, places[0].column, places[0].row)
    strip.mouse(.drag, places[1].column, places[1].row)
    #expect(strip.send(.celebrate(Celebration(stickers: [.rain], level: 2))).isEmpty)
    #expect(strip.send(.celebrate(Celebration(stickers: [.giant]))).isEmpty)
    #expect(!strip.has(CelebrationDialog.self) && strip.bench.canvas.drawing.isDrawing)
    strip.mouse(.drag, places[2].column, places[2].row)
    strip.mouse(.release, places[2].column, places[2].row)
    #expect(strip.has(CelebrationDialog.self))
    #expect(strip.bench.canvas.drawing.strokes.count == 1)
    let end = try #require(strip.bench.canvas.drawing.strokes.first?.points.last)
    #expect(end.x > 0.75)
    for sticker in [Sticker.rain, .giant] {
      #expect(StudioView.render(strip.state).grid.lines.joined().contains(strip.bench.texts.name(of: sticker)))
      strip.keys("↵")
    }
    #expect(!strip.has(CelebrationDialog.self))
  }

  @Test("A very long stroke goes to the journal piece by piece") func longStroke() throws {
    var strip = try StudioStrip()
    var random = SeededGenerator(seed: 3)
    let start = strip.place(0.5, 0.5)
    strip.mouse(.press, start.column, start.row)
    for _ in 0..<3000 {
      let x = Double.random(in: 0.01...0.99, using: &random)
      let y = Double.random(in: 0.01...0.99, using: &random)
      let place = strip.place(x, y)
      strip.mouse(.drag, place.column, place.row)
    }
    #expect(strip.journal.count >= 1 && strip.bench.canvas.drawing.isDrawing)
    #expect(strip.bench.canvas.drawing.strokes.allSatisfy { $0.points.count < Drawing.longestStroke + 100 })
  }
}

import Foundation
import Glibc
import Pictures
import Support
import Terminal
import TerminalSupport
import Testing

/// Sessions on a pseudo-terminal. One after the other, since curses and signals belong to the whole process.
@Suite(.serialized, .ownThread) struct SessionTests {
  private let terminal: EmulatedTerminal
  private let descriptor: Int32
  private let left = "a line of text that can get shorter"

  init() throws {
    // Curses writes Hangul only where the locale has it.
    setlocale(LC_CTYPE, "C.UTF-8")
    terminal = try EmulatedTerminal(profile: .xtermSixel)
    descriptor = try terminal.device.open()
  }

  private static func environment(_ more: [String: String] = [:], ascii: Bool = false) -> TerminalEnvironment {
    TerminalEnvironment(
      variables: ["TERM": "xterm-256color"].merging(more) { $1 }, characters: ascii ? .ascii : nil)
  }

  private func open(
    _ environment: TerminalEnvironment = environment(), on terminal: EmulatedTerminal? = nil
  ) throws -> TerminalSession {
    let end = try terminal?.device.open() ?? descriptor
    // On a busy machine the emulated terminal may answer late; a silent one never does.
    let isSilent = environment.term == "no-such-terminal" || environment.term == "linux"
    return try TerminalSession.open(
      environment: environment, input: end, output: end, patience: isSilent ? .milliseconds(250) : .seconds(5))
  }

  /// A frame with text left and, from column 40, a picture.
  private func frame(_ text: [String] = [], columns: Int = 80, rows: Int = 24) -> Grid {
    var grid = Grid(columns: columns, rows: rows)
    for (row, line) in text.enumerated() { grid.write(line, column: 0, row: row + 1, maxWidth: 39) }
    grid.write("판다", column: 0, row: rows - 1)
    return grid
  }

  private func placement(_ image: Image, _ quality: PicturePlacement.Quality = .full) -> PicturePlacement {
    PicturePlacement(rectangle: Rectangle(column: 40, row: 1, columns: 40, rows: 22), image: image, quality: quality)
  }

  /// Lets the session's loop run until the screen is as wanted.
  private func run(_ session: TerminalSession, until condition: (ScreenModel) -> Bool) -> Bool {
    for _ in 0..<200 {
      if condition(terminal.model) { return true }
      _ = session.nextEvents(timeout: .milliseconds(20))
    }
    return false
  }

  private func events(_ session: TerminalSession, count: Int = 1) -> [InputEvent] {
    var events: [InputEvent] = []
    for _ in 0..<100 where events.count < count { events += session.nextEvents(timeout: .milliseconds(50)) }
    return events
  }

  @Test func showsThePictureWhereItBelongs() throws {
    defer { terminal.close() }
    let session = try open()
    #expect(session.capabilities.graphics == .sixel && session.capabilities.cell == .init(width: 10, height: 20))
    let image = SixelTests.picture(64, 64)
    session.present(frame([left]), pictures: [placement(image)])
    #expect(run(session) { $0.pictures.count == 1 })
    let model = terminal.settled()
    let picture = try #require(model.pictures.first)
    let decoded = try #require(picture.decoded())
    #expect(picture.column == 40 && picture.row >= 1 && decoded.width == 400)
    // Neighbouring values tell that it is this picture and not another one: compare at its own size.
    let shown = Image(width: decoded.width, height: decoded.height, pixels: decoded.pixels).scaled(
      width: 64, height: 64)
    let error = zip(shown.pixels, image.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    #expect(Double(error) / Double(64 * 64 * 3) < 12)
    #expect(!model.hasScrolled && model.lines[1].hasPrefix(left) && model.lines[23] == "판다")
    session.close()
  }

  @Test func textBesideThePictureLeavesItAlone() throws {
    defer { terminal.close() }
    let session = try open()
    let pictures = [placement(SixelTests.picture(64, 64))]
    session.present(frame([left]), pictures: pictures)
    #expect(run(session) { $0.pictures.count == 1 })
    let cells = terminal.settled().cells(showing: 0)
    #expect(cells == 40 * 20)
    // Shorter, longer, gone, and a log that moves up line by line: all that tempts curses to erase or scroll.
    for text in [
      ["short"], [], [left, left], ["1 one", "2 two", "3 three", "4 four"], ["2 two", "3 three", "4 four", "5 five"],
      ["3 three", "4 four", "5 five", "6"], ["", "3 three", "4 four"],
    ] {
      session.present(frame(text), pictures: pictures)
      let wanted = text.first ?? ""
      #expect(
        run(session) {
          $0.lines[1] == wanted && $0.lines[min(text.count, 20)] == (text.last ?? "")
            || text.isEmpty && $0.lines[1] == ""
        })
      #expect(terminal.settled().cells(showing: 0) == cells)
    }
    #expect(terminal.settled().pictures.count == 1 && !terminal.settled().hasScrolled)
    session.close()
  }

  @Test func aNewPictureReplacesTheOldOne() throws {
    defer { terminal.close() }
    let session = try open()
    session.present(frame(), pictures: [placement(SixelTests.picture(64, 64), .draft)])
    #expect(run(session) { $0.pictures.count == 1 })
    let next = [placement(SixelTests.picture(64, 64, shift: 90))]
    session.present(frame(), pictures: next)
    // While the new one is encoded, the old one stays.
    #expect(terminal.settled().cells(showing: 0) == 800 || terminal.settled().pictures.count == 2)
    #expect(run(session) { $0.pictures.count == 2 })
    #expect(terminal.settled().cells(showing: 0) == 0 && terminal.settled().cells(showing: 1) == 800)
    // The same frame again sends nothing.
    session.present(frame(), pictures: next)
    _ = session.nextEvents(timeout: .milliseconds(50))
    #expect(terminal.settled().pictures.count == 2)
    session.close()
  }

  @Test func aPictureThatGoesIsWipedOut() throws {
    defer { terminal.close() }
    let session = try open()
    session.present(frame([left]), pictures: [placement(SixelTests.picture(64, 64))])
    #expect(run(session) { $0.cells(showing: 0) == 800 })
    session.present(frame([left]))
    #expect(run(session) { $0.cells(showing: 0) == 0 })
    #expect(terminal.settled().lines[1] == left && terminal.settled().places[5][45].style == "")
    session.close()
  }

  @Test func aDialogueLiesOverThePicture() throws {
    defer { terminal.close() }
    let session = try open()
    let pictures = [placement(SixelTests.picture(64, 64))]
    session.present(frame(), pictures: pictures)
    #expect(run(session) { $0.pictures.count == 1 })
    var covered = frame()
    let box = Rectangle(column: 35, row: 8, columns: 20, rows: 5)
    covered.fill(box, with: Cell(style: Style(on: .rgb(200, 200, 200))))
    covered.box(box, style: Style(on: .rgb(200, 200, 200)))
    covered.write("Really?정말?", column: 37, row: 10)
    session.present(covered, pictures: pictures)
    #expect(run(session) { $0.lines[10].contains("Really?정말?") })
    // The rest of the picture stays as it is.
    #expect(terminal.settled().cells(showing: 0) == 800 - 15 * 5 && terminal.settled().pictures.count == 1)
    #expect(terminal.settled().lines[8].contains("╭──────────────────╮"))
    // Another dialog in its place: what comes to light is sent, and nothing else.
    var other = frame()
    other.box(Rectangle(column: 45, row: 8, columns: 20, rows: 5), style: Style(on: .rgb(9, 9, 9)))
    other.fill(Rectangle(column: 46, row: 9, columns: 18, rows: 3), with: Cell(style: Style(on: .rgb(9, 9, 9))))
    session.present(other, pictures: pictures)
    #expect(run(session) { $0.lines[8].contains("╭──────────────────╮") && !$0.text.contains("Really") })
    let model = terminal.settled()
    #expect(model.pictures.dropFirst().allSatisfy { $0.decoded().map { $0.width <= 160 } ?? false })
    #expect((40..<45).allSatisfy { model.places[10][$0].picture ?? 0 > 0 } && model.places[10][70].picture == 0)
    let whole = model.pictures.count
    session.present(frame(), pictures: pictures)
    #expect(run(session) { $0.places[10][50].picture ?? 0 >= whole })
    #expect(terminal.settled().places.joined().count { $0.picture != nil } == 800)
    session.close()
  }

  /// A drawing of the size that it has on the screen.
  private func live(_ image: Image, columns: Int = 20, rows: Int = 10) -> PicturePlacement {
    PicturePlacement(
      rectangle: Rectangle(column: 50, row: 3, columns: columns, rows: rows), image: image, quality: .live)
  }

  @Test func aDrawingIsSentAtOnceAndOnlyWhereItChanged() throws {
    defer { terminal.close() }
    let session = try open()
    var sheet = Image(width: 200, height: 200)
    session.present(frame([left]), pictures: [live(sheet)])
    #expect(terminal.wait { $0.pictures.count == 1 && $0.cells(showing: 0) == 200 })
    sheet.paste(Image(width: 3, height: 3, red: 220, green: 50, blue: 47), x: 109, y: 85)
    session.present(frame([left]), pictures: [live(sheet)])
    #expect(terminal.wait { $0.pictures.count == 2 })
    let piece = try #require(terminal.settled().pictures.last)
    let decoded = try #require(piece.decoded())
    // Two cells: the dots lie on the border between them.
    #expect(piece.column == 60 && piece.row == 7 && decoded.width == 20)
    #expect(terminal.settled().cells(showing: 0) == 198 && !terminal.settled().hasScrolled)
    // The colours are those of the drawing, as exactly as sixels count: in hundredths.
    let pixel = (5 * 20 + 9) * 3
    let colours = decoded.pixels[pixel..<(pixel + 3)]
    #expect(zip(colours, [220, 50, 47]).allSatisfy { abs(Int($0) - $1) <= 2 } && decoded.pixels[0] == 255)
    // When the hand rests, the drawing is sent as a whole.
    #expect(run(session) { $0.pictures.count == 3 })
    #expect(terminal.settled().cells(showing: 2) == 200)
    // Under a dialog the whole is several pieces; they are sent once, and then there is peace.
    var covered = frame([left])
    covered.fill(Rectangle(column: 55, row: 5, columns: 8, rows: 4), with: Cell(style: Style(on: .rgb(9, 9, 9))))
    session.present(covered, pictures: [live(sheet)])
    sheet.paste(Image(width: 3, height: 3, red: 0, green: 0, blue: 0), x: 1, y: 1)
    session.present(covered, pictures: [live(sheet)])
    #expect(run(session) { $0.pictures.count > 4 })
    for _ in 0..<20 { _ = session.nextEvents(timeout: .milliseconds(20)) }
    let count = terminal.settled().pictures.count
    for _ in 0..<20 { _ = session.nextEvents(timeout: .milliseconds(20)) }
    #expect(terminal.settled().pictures.count == count)
    session.close()
  }

  @Test func anotherScreenWaitsForItsPicturesAMoment() throws {
    defer { terminal.close() }
    let session = try open()
    session.present(frame(["the screen before"]))
    #expect(terminal.wait { $0.lines[1] == "the screen before" })
    session.present(frame(["the screen after"]), pictures: [placement(SixelTests.picture(64, 64))])
    #expect(terminal.settled().lines[1] == "the screen before" || !terminal.settled().pictures.isEmpty)
    #expect(run(session) { $0.lines[1] == "the screen after" && $0.cells(showing: 0) == 800 })
    // Ink does not wait, whatever else is to be shown beside it.
    var sheet = Image(width: 200, height: 200)
    session.present(frame(["drawing"]), pictures: [live(sheet)])
    #expect(terminal.wait { $0.lines[1] == "drawing" })
    sheet.paste(Image(width: 9, height: 9, red: 0, green: 0, blue: 0), x: 50, y: 50)
    let other = PicturePlacement(
      rectangle: Rectangle(column: 0, row: 3, columns: 40, rows: 19), image: SixelTests.picture(500, 500))
    session.present(frame(["and more"]), pictures: [live(sheet), other])
    #expect(terminal.wait { $0.lines[1] == "and more" && $0.pictures.contains { $0.column == 55 } })
    session.close()
  }

  /// Rows that reappear elsewhere make curses send one row after the other; under pictures it must send nothing.
  @Test func nothingIsWrittenWhereAPictureComes() throws {
    defer { terminal.close() }
    let session = try open()
    let sheet = Image(width: 200, height: 200)
    let rows = (1..<20).map { "row number \($0)" }
    session.present(frame(rows), pictures: [live(sheet)])
    #expect(terminal.wait { $0.cells(showing: 0) == 200 && $0.lines[19].hasPrefix("row number 19") })
    let before = terminal.settled().bytes.count
    var moved = PicturePlacement(
      rectangle: Rectangle(column: 40, row: 4, columns: 38, rows: 17), image: Image(width: 380, height: 340),
      quality: .live)
    moved.generation = 1
    session.present(frame(Array(rows[1...])), pictures: [moved])
    #expect(terminal.wait { $0.cells(showing: 1) == 38 * 17 && $0.lines[1] == "row number 2" })
    // The sequence that changes between the two kinds of blanks that stand under pictures.
    let new = String(decoding: terminal.settled().bytes[before...], as: UTF8.self)
    #expect(new.split(separator: "[0;1m ").count < 8, "\(new.utf8.count) bytes")
    session.close()
  }

  @Test func kittysPicturesLieOverTheCellsAndAreCutWhereADialogLies() throws {
    defer { terminal.close() }
    for shared in [true, false] {
      var profile = TerminalProfile.kitty
      profile.kitty = KittyOptions(sharedMemory: shared)
      let kitty = try EmulatedTerminal(profile: profile)
      defer { kitty.close() }
      let session = try open(Self.environment(["TERM": "xterm-kitty"]), on: kitty)
      #expect(session.capabilities.graphics == .kitty && session.capabilities.kitty.sharedMemory == shared)
      func shows(_ condition: (ScreenModel) -> Bool) -> Bool {
        for _ in 0..<200 where !condition(kitty.model) { _ = session.nextEvents(timeout: .milliseconds(20)) }
        return condition(kitty.settled())
      }
      let image = SixelTests.picture(64, 64)
      session.present(frame([left]), pictures: [placement(image)])
      #expect(shows { $0.kitty.pictures.count == 1 })
      let cell = Capabilities.PixelSize(width: 10, height: 20)
      let shown = try #require(kitty.settled().kitty.pictures.first?.value)
      #expect(shown.image == image.scaled(width: 400, height: 400))
      var covered = frame([left])
      let box = Rectangle(column: 50, row: 8, columns: 20, rows: 5)
      covered.fill(box, with: Cell(style: Style(on: .rgb(200, 200, 200))))
      session.present(covered, pictures: [placement(image)])
      #expect(shows { $0.kitty.top(column: 55, row: 10) == nil && $0.kitty.top(column: 45, row: 10) != nil })
      let before = shown.image
      let model = kitty.settled()
      for (x, y) in [(405, 50), (799, 50), (420, 210), (750, 230), (600, 395)] {
        let row = try #require(shown.cells?.row)
        let start = ((y - row * 20) * 400 + x - 400) * 3
        #expect(model.kitty.pixel(x: x, y: y, cell: cell) == Array(before.pixels[start..<(start + 3)]))
      }
      session.present(frame([left]), pictures: [placement(image)])
      #expect(shows { $0.kitty.top(column: 55, row: 10) != nil && $0.kitty.pictures.count == 1 })
      session.present(frame([left]))
      #expect(shows { $0.kitty.pictures.isEmpty })
      #expect(kitty.settled().kitty.faults.isEmpty && kitty.settled().lines[1].hasPrefix(left))
      // A drawing: its piece lies over the rest.
      var sheet = Image(width: 200, height: 200)
      session.present(frame([left]), pictures: [live(sheet)])
      sheet.paste(Image(width: 2, height: 2, red: 1, green: 2, blue: 3), x: 31, y: 41)
      session.present(frame([left]), pictures: [live(sheet)])
      #expect(kitty.wait { $0.kitty.pixel(x: 532, y: 102, cell: cell) == [1, 2, 3] })
      #expect(kitty.settled().kitty.pixel(x: 540, y: 102, cell: cell) == [255, 255, 255])
      #expect(shows { $0.kitty.pictures.count == 1 && $0.kitty.pixel(x: 532, y: 102, cell: cell) == [1, 2, 3] })
      #expect(kitty.settled().kitty.faults.isEmpty)
      session.close()
      #expect(kitty.wait { $0.kitty.pictures.isEmpty && !$0.modes.contains(1049) })
    }
  }

  @Test func withinTmuxPlaceholdersHoldThePictures() throws {
    defer { terminal.close() }
    let tmux = try EmulatedTerminal(profile: .tmuxInKitty)
    defer { tmux.close() }
    let environment = TerminalEnvironment(
      variables: ["TERM": "tmux-256color", "TMUX": "x"],
      tmux: TmuxClient(terminal: "kitty(0.32.2)", passesThrough: true))
    let session = try open(environment, on: tmux)
    #expect(session.capabilities.graphics == .kitty && session.capabilities.kitty.placeholders)
    func shows(_ condition: (ScreenModel) -> Bool) -> Bool {
      for _ in 0..<200 where !condition(tmux.model) { _ = session.nextEvents(timeout: .milliseconds(20)) }
      return condition(tmux.settled())
    }
    let image = SixelTests.picture(64, 64)
    session.present(frame([left]), pictures: [placement(image)])
    #expect(shows { $0.kitty.pictures.count == 1 && $0.text.unicodeScalars.contains("\u{10EEEE}") })
    let model = tmux.settled()
    let number = try #require(model.kitty.pictures.first?.key)
    #expect(model.kitty.pictures[number]?.cells == nil && model.kitty.faults.isEmpty)
    let place = model.places[10][45]
    #expect(place.style.contains("38;5;\(number)") && place.text.unicodeScalars.count == 3)
    // A dialog lies over them, and they come back.
    var covered = frame([left])
    covered.fill(Rectangle(column: 50, row: 8, columns: 20, rows: 5), with: Cell("x", style: Style(on: .rgb(9, 9, 9))))
    session.present(covered, pictures: [placement(image)])
    #expect(shows { $0.places[10][55].text == "x" && $0.places[10][45].text.unicodeScalars.contains("\u{10EEEE}") })
    session.present(frame([left]), pictures: [placement(image)])
    #expect(shows { $0.places[10][55].text.unicodeScalars.contains("\u{10EEEE}") })
    session.present(frame([left]))
    #expect(shows { $0.kitty.pictures.isEmpty && !$0.text.unicodeScalars.contains("\u{10EEEE}") })
    session.close()
  }

  @Test func inlineImagesTakeThePlaceOfCells() throws {
    defer { terminal.close() }
    let iterm = try EmulatedTerminal(profile: .iterm)
    defer { iterm.close() }
    let session = try open(on: iterm)
    #expect(session.capabilities.graphics == .iterm)
    let image = SixelTests.picture(64, 64)
    session.present(frame([left]), pictures: [placement(image)])
    for _ in 0..<200 where iterm.model.inlineImages.isEmpty { _ = session.nextEvents(timeout: .milliseconds(20)) }
    let shown = try #require(iterm.settled().inlineImages.first)
    #expect(shown.columns == 40 && shown.rows == 20 && shown.image == image.scaled(width: 400, height: 400))
    #expect(iterm.settled().places[10][45].inlineImage == 0)
    session.present(frame([left]))
    #expect(iterm.wait { $0.places[10][45].inlineImage == nil && $0.lines[1].hasPrefix(self.left) })
    session.close()
  }

  @Test func aNewSizeOfTheWindow() throws {
    defer { terminal.close() }
    let session = try open()
    session.present(frame(), pictures: [placement(SixelTests.picture(64, 64))])
    #expect(run(session) { $0.pictures.count == 1 })
    terminal.resize(columns: 100, rows: 30, cellWidth: 8, cellHeight: 16)
    kill(getpid(), SIGWINCH)
    #expect(events(session) == [.resize])
    #expect(session.capabilities.columns == 100 && session.capabilities.rows == 30)
    #expect(session.capabilities.cell == .init(width: 8, height: 16))
    session.present(frame(columns: 100, rows: 30), pictures: [placement(SixelTests.picture(64, 64))])
    #expect(run(session) { $0.pictures.count == 2 && $0.lines[29] == "판다" })
    #expect(terminal.settled().pictures.last?.rasterSize?.width == 320)
    session.close()
  }

  @Test func keysAndTheMouseArrive() throws {
    defer { terminal.close() }
    let session = try open()
    #expect(terminal.wait { $0.modes.isSuperset(of: [1002, 1006, 1016, 2004]) })
    terminal.send("q\u{1B}[A\u{1B}[<0;26;50M\u{1B}[<32;31;50M\u{1B}[<0;31;50m\u{1B}[?62;4c")
    #expect(
      events(session, count: 5) == [
        .key(.character("q")), .key(.up), .mouse(MouseEvent(.press, column: 2.55, row: 2.475)),
        .mouse(MouseEvent(.drag, column: 3.05, row: 2.475)), .mouse(MouseEvent(.release, column: 3.05, row: 2.475)),
      ])
    terminal.send("\u{1B}")
    #expect(events(session) == [.key(.escape)])
    // Also where something moves on the screen, and nobody waits for long.
    terminal.send("\u{1B}")
    var moving: [InputEvent] = []
    for _ in 0..<400 where moving.isEmpty { moving = session.nextEvents(timeout: .milliseconds(20)) }
    #expect(moving == [.key(.escape)])
    session.close()
  }

  @Test func anotherThreadWakesTheLoop() throws {
    defer { terminal.close() }
    let session = try open()
    let waker = session.waker
    let start = ContinuousClock.now
    Thread.detachNewThread { waker.wake() }
    #expect(session.nextEvents(timeout: .seconds(20)) == [])
    #expect(ContinuousClock.now - start < .seconds(10))
    session.close()
  }

  @Test func blocksWhereThereIsNoSixel() throws {
    defer { terminal.close() }
    for (profile, variables) in [
      (TerminalProfile.xterm, [:]), (.tmux, ["TERM": "tmux-256color", "TMUX": "x"]),
      (.kitty, ["TERM": "xterm-kitty", "AICANVAS_GRAPHICS": "blocks"]),
      (.silent, ["TERM": "linux"]),
    ] {
      let other = try EmulatedTerminal(profile: profile)
      defer { other.close() }
      let session = try open(Self.environment(variables), on: other)
      session.present(frame([left]), pictures: [placement(SixelTests.picture(64, 64))])
      #expect(other.wait { $0.lines[10].contains("▀▀") || $0.lines[10].contains("▄") }, "\(profile.name)")
      let settled = other.settled()
      #expect(settled.pictures.isEmpty && settled.lines[1].hasPrefix(left))
      let colours = Set(settled.places[10][45..<75].map(\.style))
      // A terminal of sixteen colours has few shades for this picture.
      #expect(colours.count >= 3)
      #expect((profile.name == "xterm") == colours.contains { $0.contains("38;2;") } || profile.name == "kitty")
      session.present(frame([left]))
      #expect(other.wait { !$0.text.contains("▀") && !$0.text.contains("▄") && !$0.text.contains("█") })
      session.close()
    }
  }

  @Test func withoutColoursOrUnicode() throws {
    defer { terminal.close() }
    let plain = try EmulatedTerminal(profile: .xterm)
    defer { plain.close() }
    let session = try open(Self.environment(["NO_COLOR": "1"], ascii: true), on: plain)
    var grid = frame(["Hi"])
    grid.box(Rectangle(column: 0, row: 5, columns: 10, rows: 3), style: Style(.rgb(255, 0, 0), bold: true))
    session.present(grid, pictures: [placement(SixelTests.picture(64, 64))])
    #expect(plain.wait { $0.lines[5].hasPrefix("+--------+") && $0.lines[23] == "????" })
    let model = plain.settled()
    #expect(model.text.utf8.allSatisfy { $0 < 0x80 } && !model.places.joined().contains { $0.style.contains("3") })
    #expect(model.lines[10].dropFirst(40).contains { "@%#*+=-:.".contains($0) })
    session.close()
  }

  @Test func comingBackAfterAStopDrawsEverythingAgain() throws {
    defer { terminal.close() }
    let session = try open()
    session.present(frame([left]), pictures: [placement(SixelTests.picture(64, 64))])
    #expect(run(session) { $0.pictures.count == 1 })
    // As if a shell had used the terminal meanwhile.
    terminal.device.resize(columns: 80, rows: 24)
    kill(getpid(), SIGCONT)
    #expect(events(session) == [.resumed])
    #expect(run(session) { $0.pictures.count == 2 && $0.cells(showing: 1) == 800 && $0.lines[1].hasPrefix(left) })
    session.close()
  }

  @Test func closingRestoresTheTerminal() throws {
    defer { terminal.close() }
    let before = terminal.device.settings
    let session = try open()
    #expect(terminal.wait { $0.modes.isSuperset(of: [1049, 1002, 1006, 1016, 2004]) && !$0.modes.contains(25) })
    #expect(terminal.device.settings.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == 0)
    session.close()
    session.close()
    #expect(terminal.wait { $0.modes == [7, 25] })
    expectSame(before, terminal.device.settings)
    #expect(session.nextEvents(timeout: .zero) == [])
  }

  @Test func aSilentTerminalHoldsUpTheStartOnlyShortly() throws {
    defer { terminal.close() }
    let silent = try EmulatedTerminal(profile: .silent)
    defer { silent.close() }
    let start = ContinuousClock.now
    let session = try open(Self.environment(["TERM": "no-such-terminal"]), on: silent)
    #expect(ContinuousClock.now - start < .seconds(2))
    // An answer that comes late is no key.
    silent.send("\u{1B}[?62;4cx")
    #expect(events(session) == [.key(.character("x"))])
    #expect(session.capabilities.graphics == .blocks)
    session.close()
  }

  /// Answers that come after the studio has stopped waiting must not change what the mouse counts in: it reports what it
  /// was asked for, and that was cells.
  @Test func lateAnswersDoNotMixCellsAndPixels() throws {
    defer { terminal.close() }
    let silent = try EmulatedTerminal(profile: .silent)
    defer { silent.close() }
    let session = try open(Self.environment(["TERM": "no-such-terminal"]), on: silent)
    let press = InputEvent.mouse(MouseEvent(.press, column: 9.5, row: 4.5))
    let release = InputEvent.mouse(MouseEvent(.release, column: 9.5, row: 4.5))
    silent.send("\u{1B}[<0;10;5M")
    #expect(events(session) == [press])
    silent.send("\u{1B}[?1016;2$y\u{1B}[?2026;2$y\u{1B}[4;480;800t\u{1B}[6;24;12t\u{1B}[?63;4c\u{1B}[<0;10;5m")
    #expect(events(session).filter { $0 != .resize } == [release])
    silent.send("\u{1B}[<0;10;5M")
    #expect(events(session) == [press])
    #expect(!session.capabilities.pixelMouse && !silent.model.modes.contains(1016))
    session.close()
  }

  @Test func whatIsNoTerminalIsRefused() throws {
    defer { terminal.close() }
    #expect(throws: TerminalError.dumb) { _ = try open(Self.environment(["TERM": "dumb"])) }
    let file = Glibc.open("/dev/null", O_RDWR)
    defer { Glibc.close(file) }
    #expect(throws: TerminalError.notATerminal) {
      _ = try TerminalSession.open(environment: Self.environment(), input: file, output: file)
    }
    #expect(throws: TerminalError.notATerminal) {
      _ = try TerminalSession.open(environment: Self.environment(), input: descriptor, output: file)
    }
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGILL, SIGTRAP, SIGBUS, SIGFPE])
  func everyEndingSignalRestoresTheTerminal(_ signal: Int32) async throws {
    defer { terminal.close() }
    let before = terminal.device.settings
    let path = terminal.device.path
    await #expect(processExitsWith: .signal(signal)) { [path = path as String, signal = signal as Int32] in
      let end = Glibc.open(path, O_RDWR | O_NOCTTY)
      let session = try TerminalSession.open(
        environment: TerminalEnvironment(variables: ["TERM": "xterm-256color"]), input: end, output: end)
      session.present(Grid(columns: 80, rows: 24))
      // To the process: this thread belongs to a pool that lets most signals wait.
      kill(getpid(), signal)
      sleep(10)
    }
    #expect(terminal.wait { $0.bytes.contains(sequence: Doctor.reset) && $0.modes == [7, 25] })
    #expect(terminal.model.bytes.contains(sequence: "\u{1B}[?1049h"))
    expectSame(before, terminal.device.settings)
  }

  private func expectSame(_ before: termios, _ after: termios) {
    #expect(before.c_iflag == after.c_iflag && before.c_oflag == after.c_oflag)
    #expect(before.c_lflag == after.c_lflag && before.c_cflag == after.c_cflag)
  }
}

extension [UInt8] {
  fileprivate func contains(sequence text: String) -> Bool {
    String(decoding: self, as: UTF8.self).contains(text)
  }
}

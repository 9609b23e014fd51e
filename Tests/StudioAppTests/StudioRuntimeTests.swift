import Foundation
import Generation
import Pictures
import Studio
import StudioApp
import Support
import Synchronization
import Terminal
import Testing

/// A terminal that plays a script: events, and waits for what is on the screen.
private final class ScriptedTerminal: StudioTerminal {
  enum Step: Sendable {
    case events([InputEvent])
    /// Waits until the screen shows the words.
    case wait(String)
    /// Waits until a picture is on the screen that is not a draft.
    case picture
    case check(@Sendable ([String]) -> Void)
  }

  var capabilities = Capabilities()
  private var steps: [Step]
  private var screen: [String] = []
  private var pictures: [PicturePlacement] = []
  private let woken = DispatchSemaphore(value: 0)
  private(set) var timedOut: String?
  /// Frames shown so far.
  private(set) var frames = 0

  init(_ steps: [Step]) { self.steps = steps }

  func ring() {}

  var wake: @Sendable () -> Void { { [woken] in _ = woken.signal() } }

  func present(_ grid: Grid, pictures: [PicturePlacement]) {
    frames += 1
    screen = grid.lines
    self.pictures = pictures
  }

  func nextEvents(timeout: Duration?) -> [InputEvent] {
    while let step = steps.first {
      switch step {
      case .events(let events):
        steps.removeFirst()
        return events
      case .check(let check):
        steps.removeFirst()
        check(screen)
      case .wait(let words):
        guard screen.contains(where: { $0.contains(words) }) else { return pause(for: words, timeout) }
        steps.removeFirst()
      case .picture:
        guard pictures.contains(where: { $0.quality == .full }) else { return pause(for: "a picture", timeout) }
        steps.removeFirst()
      }
    }
    // Whatever is open by now, this leaves.
    return [.key(.control("c")), .key(.control("c")), .key(.control("c")), .key(.control("c"))]
  }

  private func pause(for what: String, _ timeout: Duration?) -> [InputEvent] {
    if let timeout {
      _ = woken.wait(timeout: .now() + timeout / .seconds(1))
      return []
    }
    if woken.wait(timeout: .now() + 20) == .timedOut {
      timedOut = "\(what) did not come:\n" + screen.joined(separator: "\n")
      steps = []
    }
    return []
  }
}

extension ScriptedTerminal.Step {
  fileprivate static func keys(_ letters: String) -> Self {
    .events(letters.map { .key($0 == "↵" ? .enter : .character($0)) })
  }

  /// A line across the canvas of an 80×24 window.
  fileprivate static func line(row: Double) -> Self {
    .events([
      .mouse(MouseEvent(.press, column: 20, row: row)), .mouse(MouseEvent(.drag, column: 35, row: row)),
      .mouse(MouseEvent(.release, button: .left, column: 35, row: row)),
    ])
  }
}

/// Paints everything orange, when it is allowed to.
private final class OrangeTranslator: Translator {
  private let gate: DispatchSemaphore?

  init(gate: DispatchSemaphore? = nil) { self.gate = gate }

  func picture(
    domain: String, _ input: GenerationInput, size: Int, isDraft: Bool, isCancelled: () -> Bool,
    progress: (Double) -> Void
  ) throws -> Image {
    progress(0.5)
    if size > 128 { gate?.wait() }
    return Image(width: size, height: size, red: 250, green: 150, blue: 20)
  }
}

/// Looks for the lines of the first picture until it is called off; of those after it, it has them at once.
private final class PatientOutliner: PictureOutliner {
  static let strokes = [Stroke(points: [Point(0.1, 0.2), Point(0.9, 0.2)]), Stroke(points: [Point(0.5, 0.9)])]
  let paths = Mutex<[String]>([])
  let calledOff = Mutex(0)

  func strokes(ofPictureAt path: String, isCancelled: @Sendable () -> Bool) throws -> [Stroke] {
    let isFirst = paths.withLock { paths in
      paths.append(path)
      return paths.count == 1
    }
    if isFirst {
      while !isCancelled() { usleep(1000) }
      calledOff.withLock { $0 += 1 }
      throw CancellationError()
    }
    return Self.strokes
  }

  func strokes(of picture: Image, isCancelled: @Sendable () -> Bool) throws -> [Stroke] { Self.strokes }
}

@Suite("The studio's loop", .ownThread) struct StudioRuntimeTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "studio-\(UUID())").path

  fileprivate func run(
    _ steps: [ScriptedTerminal.Step], translator: any Translator = OrangeTranslator(),
    outliner: (any PictureOutliner)? = nil, pictures: String = "/nowhere",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> (state: StudioState, gallery: Gallery) {
    let gallery = try Gallery(path: folder + "/gallery") { _, _ in 0.82 }
    var options = StudioOptions(
      translator: translator, domains: StudioStrip.domains, initialDomain: "panda", gallery: gallery,
      journalFolder: folder + "/journal",
      checkpointDigest: { _ in "0abc" }, language: .english,
      textsFolder: StudioStrip.textsFolder, seed: 1)
    options.outliner = outliner
    options.picturesFolder = pictures
    let terminal = ScriptedTerminal(steps)
    let texts = try Texts(.english, folder: options.textsFolder)
    let runtime = StudioRuntime(options, texts: texts, terminal: terminal)
    runtime.run()
    #expect(terminal.timedOut == nil, sourceLocation: sourceLocation)
    return (runtime.state, gallery)
  }

  @Test("A pointer that wanders over the page paints nothing anew; a window that was covered is painted")
  func idle() throws {
    defer { cleanUp() }
    let gallery = try Gallery(path: folder + "/gallery") { _, _ in 0.82 }
    let options = StudioOptions(
      translator: OrangeTranslator(), domains: StudioStrip.domains, initialDomain: "panda", gallery: gallery,
      journalFolder: folder + "/journal", language: .english, textsFolder: StudioStrip.textsFolder, seed: 1)
    let page = DrawingLayout(Capabilities()).canvas
    let wandering = (0..<50).map { step in
      let column = Double(page.column + step % page.columns) + 0.5
      return ScriptedTerminal.Step.events([
        .mouse(MouseEvent(.move, button: .none, column: column, row: Double(page.row) + 1))
      ])
    }
    let terminal = ScriptedTerminal(wandering + [.events([.resumed])])
    StudioRuntime(options, texts: try Texts(.english, folder: options.textsFolder), terminal: terminal).run()
    #expect(terminal.frames == 2)
  }

  private func cleanUp() { try? FileManager.default.removeItem(atPath: folder) }

  @Test("Draw, magic, keep, leave: the gallery has it, and the journal is empty") func wholeWay() throws {
    defer { cleanUp() }
    let (_, gallery) = try run([
      .line(row: 8), .line(row: 10), .keys("↵"), .picture, .wait("★☆☆ Here it is!"), .keys("k"),
      .wait("A new sticker!"), .wait("Thank you!"), .keys(" "), .keys("q"),
    ])
    let creation = try #require(try gallery.creations().first)
    #expect(try gallery.count() == 1)
    #expect(creation.domain == "panda" && creation.strokeCount == 2 && creation.checkpointDigest == "0abc")
    #expect(creation.lineFollowing == 0.82)
    #expect(try gallery.image(for: creation) == Image(width: 256, height: 256, red: 250, green: 150, blue: 20))
    #expect(try Journal(folder: folder + "/journal").recover() == nil)
  }

  @Test("A finished stroke is on the disk before the next begins") func journalled() throws {
    defer { cleanUp() }
    let found = Mutex(0)
    _ = try run([
      .line(row: 8), .events([.mouse(MouseEvent(.press, column: 22, row: 10))]),
      .check { [folder] _ in
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/journal")) ?? []
        for name in names {
          let text = (try? String(contentsOfFile: folder + "/journal/" + name, encoding: .utf8)) ?? ""
          found.withLock { $0 += text.components(separatedBy: "pencil").count - 1 }
        }
      },
    ])
    #expect(found.withLock { $0 } == 1)
  }

  @Test("A drawing that was left is offered next time, undo included") func recovered() throws {
    defer { cleanUp() }
    let (left, _) = try run([.line(row: 8), .line(row: 10), .keys("qq")])
    #expect(left.bench.canvas.drawing.strokes.count == 2)
    let (again, _) = try run([.wait("Welcome back!"), .keys("↵u"), .keys("qq")])
    #expect(again.bench.canvas.drawing.strokes == Array(left.bench.canvas.drawing.strokes.prefix(1)))
    let (third, _) = try run([.wait("Welcome back!"), .keys("n"), .wait("A new page")])
    #expect(third.bench.canvas.drawing.isEmpty)
  }

  @Test("Keys are answered while the magic works") func neverBlocked() throws {
    defer { cleanUp() }
    let gate = DispatchSemaphore(value: 0)
    let (state, _) = try run(
      [
        .line(row: 8), .keys("↵"), .wait("First colours"), .keys("5"), .wait("make it blue"),
        .check { _ in gate.signal() }, .picture,
      ], translator: OrangeTranslator(gate: gate))
    #expect(state.bench.tools.crayon == .blue)
    #expect(state.bench.translation.picture?.isDraft == false)
  }

  @Test("Live mode paints without being asked") func live() throws {
    defer { cleanUp() }
    let (state, _) = try run([.keys("l"), .line(row: 8), .picture, .line(row: 10), .wait("★")])
    #expect(state.bench.translation.picture != nil)
  }

  @Test("Gallery: open, trash, restore, edit again") func gallery() throws {
    defer { cleanUp() }
    let (state, gallery) = try run([
      .line(row: 8), .keys("↵"), .picture, .keys("k"), .wait("A new sticker!"), .keys(" "), .keys("g"), .wait("1 / 1"),
      .keys("↵"),
      .wait("Your drawing"), .keys("x"), .wait("No pictures yet"), .keys("t"), .wait("1 / 1"), .keys("r"),
      .wait("The bin is empty"), .keys("t"), .wait("1 / 1"), .keys("e"), .wait("Here is your drawing"),
    ])
    #expect(state.layers.screen is DrawingScreen && state.bench.canvas.drawing.strokes.count == 1)
    #expect(try gallery.count() == 1)
    #expect(try gallery.count(inTrash: true) == 0)
  }

  @Test("Lines of one's own picture: called off, asked for again, and found again after the program died")
  func ownPicture() throws {
    defer { cleanUp() }
    let pictures = folder + "/Pictures"
    try FileManager.default.createDirectory(atPath: pictures, withIntermediateDirectories: true)
    try Image(width: 30, height: 20, red: 9).write(to: pictures + "/cat.png")
    let outliner = PatientOutliner()
    let (state, _) = try run(
      [
        .keys("bp"), .wait("1 / 1"), .keys("↵"), .wait("I am looking for the lines"),
        // What is called off before it has begun never begins.
        .check { _ in while outliner.paths.withLock({ $0.isEmpty }) { usleep(1000) } }, .events([.key(.escape)]),
        .wait("All right!"), .keys("↵"), .wait("Here are the lines."), .keys("qq"),
      ], outliner: outliner, pictures: pictures)
    #expect(outliner.calledOff.withLock { $0 } == 1)
    #expect(outliner.paths.withLock { $0 } == [pictures + "/cat.png", pictures + "/cat.png"])
    #expect(state.bench.canvas.drawing.strokes == PatientOutliner.strokes)
    let (again, _) = try run([.wait("Welcome back!"), .keys("↵"), .keys("u"), .wait("One step back")])
    #expect(again.bench.canvas.drawing.isEmpty && again.bench.canvas.drawing.redoCount == 1)
  }

  @Test("Without a place for the journal one can draw, and is told") func noJournal() throws {
    defer { cleanUp() }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: folder + "/journal"))
    let (state, _) = try run([.wait("Oh! This drawing is not being saved"), .line(row: 8)])
    #expect(state.bench.canvas.drawing.strokes.count == 1)
  }

  @Test("A new window size arrives with its capabilities") func resize() throws {
    defer { cleanUp() }
    let (state, _) = try run([.events([.resize]), .check { #expect($0.count == 24) }])
    #expect(state.bench.capabilities == Capabilities())
  }
}

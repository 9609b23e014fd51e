import Foundation
import Kernels
import Networks
import Pictures
import PseudoTerminal
import Studio
import Support
import Terminal
import TerminalSupport
import Testing

/// A walk through everything that a child can do in the studio, with the keys alone or with the mouse alone.
///
/// The mouse finds what it presses by the words on the screen, as a child who reads would; nothing here knows where a
/// button stands.
final class StudioWalk {
  enum Hand { case keys, mouse }

  let program: Program
  private let hand: Hand
  private var studio: StudioDriver
  /// Where the keys' pen stands, in steps of a 64th of the canvas; nil until it has been shown.
  private var pen: (x: Int, y: Int)?

  /// - Parameter hand: what the child uses.
  init(_ hand: Hand) throws {
    self.hand = hand
    program = try Program()
    try Self.addSecondDomain(to: program)
    studio = try Self.open(program)
  }

  /// The studio in a window in which every button has its word. The cells are small, so that pictures are.
  private static func open(_ program: Program) throws -> StudioDriver {
    var profile = TerminalProfile.xtermSixel
    (profile.cellWidth, profile.cellHeight) = (5, 10)
    return try StudioDriver(program, columns: 160, rows: 50, profile: profile)
  }

  /// A generator of the user's own that has learnt nothing yet: something else to choose than pandas.
  private static func addSecondDomain(to program: Program) throws {
    let architecture = GeneratorArchitecture.resNet(ResNetGenerator(inputChannels: 5, width: 4, blocks: 1))
    let network = Network(architecture.graph)
    var random = SeededGenerator(seed: 9)
    network.initialize(using: &random)
    var card = ModelCard(
      architecture: architecture, nativeSize: 256, domain: "cat", titles: ModelCard.Titles(en: "Cat", ko: "고양이"))
    card.limitations = ["It has never seen a cat."]
    let folder = StoragePaths(environment: program.environment).checkpoints
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try GeneratorCheckpoint(card: card, parameters: network.parameters).write(
      to: folder + "/cat.safetensors", half: true)
  }

  /// A blue disc on yellow in the user's folder of pictures.
  func addOwnPicture() throws {
    let folder = program.path("Pictures")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var picture = Image(width: 300, height: 300, red: 250, green: 220, blue: 90)
    for y in 0..<300 {
      for x in 0..<300 where (Point(Double(x), Double(y)) - Point(150, 150)).length < 90 {
        picture.pixels.replaceSubrange((y * 300 + x) * 3..<(y * 300 + x) * 3 + 3, with: [30, 60, 190])
      }
    }
    try picture.write(to: folder + "/rabbit.png")
  }

  // MARK: - What a child does

  /// Presses a button: by its key, or where its word stands on the screen.
  func press(_ word: String, key: String) throws {
    guard hand == .mouse else { return studio.type(key) }
    // The last words of a screen may come a moment after its first, the button after another place with the same word.
    let coming = studio.terminal.find { Self.button(word, key, on: $0) }
    let spot = try #require(
      Self.button(word, key, on: studio.terminal.settled()) ?? coming,
      "no button \(word) on the screen:\n\(studio.text)")
    studio.click(Double(spot.column) + 0.5, Double(spot.row) + 0.5)
  }

  /// Chooses a domain on the page of domains: by the number that stands before its name, or by pressing that.
  func choose(domain title: String) throws {
    let numbers = (1...9).map(String.init)
    let number = studio.terminal.find { model in
      numbers.first { !model.spots(of: "\($0) \(title)").isEmpty }
    }
    let found = try #require(number, "no \(title) on the screen:\n\(studio.text)")
    try press("\(found) \(title)", key: found)
  }

  private static func button(_ word: String, _ key: String, on model: ScreenModel) -> ScreenModel.Spot? {
    let cap = ["\r": "↵", "\u{1B}": "Esc", "\u{1B}[C": "→"][key] ?? key.uppercased()
    // Large buttons have their key above the word. Of equal words the lowest is the button's: headings stand above.
    return model.spots(of: "\(cap) \(word)").last ?? model.spots(of: word).last
  }

  /// Draws lines from place to place of the canvas, 0…1.
  func draw(_ places: (Double, Double)...) throws {
    switch hand {
    case .mouse: studio.drag(try places.map { try onScreen($0) })
    case .keys:
      for (index, place) in places.enumerated() {
        movePen(to: place, isDown: index > 0)
        if index == 0 { studio.type(" ") }
      }
      studio.type(" ")
    }
  }

  /// Uses a tool that needs no pulling at places of the canvas, one after the other.
  func use(_ places: (Double, Double)...) throws {
    for place in places {
      switch hand {
      case .mouse:
        let spot = try onScreen(place)
        studio.click(spot.0, spot.1)
      case .keys:
        movePen(to: place, isDown: false)
        studio.type(" ")
      }
    }
  }

  private func onScreen(_ place: (Double, Double)) throws -> (Double, Double) {
    let canvas = try #require(
      studio.terminal.find { $0.frame(headed: "Draw here") }, "no canvas:\n\(studio.text)")
    return (
      Double(canvas.columns.lowerBound) + place.0 * Double(canvas.columns.count),
      Double(canvas.rows.lowerBound) + place.1 * Double(canvas.rows.count)
    )
  }

  /// The arrows, and the keys between them for slanting ways: a 32nd of the canvas for each press, half as much with the
  /// pen down.
  private func movePen(to place: (Double, Double), isDown: Bool) {
    if pen == nil {
      // The first press only shows where the pen stands.
      studio.type("\u{1B}[C")
      pen = (32, 32)
    }
    var now = pen ?? (32, 32)
    let step = isDown ? 1 : 2
    let goal = (x: Int(place.0 * 32) * 2, y: Int(place.1 * 32) * 2)
    var keys = ""
    while now.x != goal.x || now.y != goal.y {
      let (right, down) = ((goal.x - now.x).signum(), (goal.y - now.y).signum())
      let names: [[String]] = [
        ["\u{1B}[H", "\u{1B}[A", "\u{1B}[5~"], ["\u{1B}[D", "", "\u{1B}[C"], ["\u{1B}[F", "\u{1B}[B", "\u{1B}[6~"],
      ]
      keys += names[down + 1][right + 1]
      now = (now.x + step * right, now.y + step * down)
    }
    pen = now
    studio.type(keys)
  }

  // MARK: - What is seen

  func expect(_ text: String) throws { try studio.expect(text) }

  /// Waits until a text is gone.
  func expectGone(_ text: String) throws {
    let isGone = studio.terminal.wait { !$0.text.contains(text) }
    try #require(isGone, "\(text) is still on the screen:\n\(studio.text)")
  }

  /// How many cells of the canvas show something, within a part of its width.
  private static func ink(_ model: ScreenModel, from left: Double, to right: Double) -> Int {
    guard let canvas = model.frame(headed: "Draw here") else { return 0 }
    let width = Double(canvas.columns.count)
    let first = canvas.columns.lowerBound + Int(left * width)
    let end = canvas.columns.lowerBound + Int(right * width)
    // The terminal of the walk shows pictures, and the canvas is one.
    let inked = model.pictureInk(columns: first..<end, rows: canvas.rows).count { $0 }
    return canvas.rows.reduce(inked) { sum, row in
      sum + model.places[row][first..<end].count { !$0.text.isEmpty && $0.text != " " && $0.text != "\u{2800}" }
    }
  }

  /// Does something that must put more on the canvas, or take something off it.
  func expectInk(
    _ isMore: Bool = true, from left: Double = 0, to right: Double = 1, after step: () throws -> Void
  ) throws {
    let before = Self.ink(studio.terminal.settled(), from: left, to: right)
    try step()
    let hasChanged = studio.terminal.wait {
      let now = Self.ink($0, from: left, to: right)
      return isMore ? now > before : now < before
    }
    try #require(hasChanged, "the canvas has no \(isMore ? "more" : "less") ink than \(before) cells:\n\(studio.text)")
  }

  /// Does something that must bring a new picture onto the screen.
  func expectPicture(after step: () throws -> Void) throws {
    let before = studio.terminal.settled().pictures.count
    try step()
    let hasCome = studio.terminal.wait {
      $0.pictures.count > before && $0.cells(showing: $0.pictures.count - 1) > 40
    }
    try #require(hasCome, "no new picture on the screen:\n\(studio.text)")
  }

  /// Pictures of the gallery on the disk.
  func expectPicturesOnDisk(_ count: Int) throws {
    let folder = program.path(".local/share/aicanvas/gallery/pictures")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".png") }
    try #require(names.count == count)
  }

  // MARK: - Beginning and end

  /// The program dies in the middle of a drawing, and is started anew.
  func crash() throws {
    let folder = program.path(".local/state/aicanvas/journal")
    let isWritten = studio.terminal.wait { _ in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return names.contains { name in
        ((try? Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))?.count ?? 0) > 100
      }
    }
    try #require(isWritten, "no stroke in the journal")
    kill(studio.process, SIGKILL)
    _ = PseudoTerminal.wait(for: studio.process)
    studio = try Self.open(program)
    pen = nil
  }

  func expectEnd() throws {
    let end = PseudoTerminal.wait(for: studio.process)
    try #require(end == .exited(0), "the studio has not ended:\n\(studio.text)")
    #expect(!studio.terminal.model.hasScrolled)
  }
}

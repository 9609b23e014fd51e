import Foundation
import Pictures
import PseudoTerminal
import Studio
import Support
import Terminal
import TerminalSupport
import Testing

/// The whole path in the real program: draw, translate, keep, gallery.
@Suite(.serialized, .ownThread) struct StudioProgramTests {
  private let program: Program

  init() throws { program = try Program() }

  /// A head with ears and eyes, inside the canvas of an 80×24 window.
  private func drawPanda(_ studio: StudioDriver) {
    func circle(_ x: Double, _ y: Double, _ radius: Double) -> [(Double, Double)] {
      (0...16).map { step in
        let angle = Double(step) / 16 * 2 * Double.pi
        return (x + 2 * radius * cos(angle), y + radius * sin(angle))
      }
    }
    studio.drag(circle(29.5, 10, 5))
    studio.drag(circle(21.5, 5.5, 1.6))
    studio.drag(circle(37.5, 5.5, 1.6))
    studio.drag(circle(26.5, 9, 0.8))
    studio.drag(circle(32.5, 9, 0.8))
  }

  private func keptPicture() throws -> Image {
    let folder = program.path(".local/share/aicanvas/gallery/pictures")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".png") }
    #expect(names.count == 1)
    return try Image(contentsOf: folder + "/" + (names.first ?? ""))
  }

  /// Mean difference of two pictures at 64×64, 0…255: what a palette and a change of size may cost is below 12.
  private func difference(_ a: Image, _ b: Image) -> Double {
    let (a, b) = (a.scaled(width: 64, height: 64), b.scaled(width: 64, height: 64))
    return Double(zip(a.pixels, b.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }) / Double(64 * 64 * 3)
  }

  @Test func drawingBecomesAPictureInTheGallery() throws {
    let studio = try StudioDriver(program, arguments: ["--domain", "panda"])
    drawPanda(studio)
    studio.type("\r")
    try studio.expect("K keeps it")
    #expect(studio.terminal.wait { !$0.pictures.isEmpty })
    studio.type("k")
    try studio.expect("hangs in the gallery")
    try studio.expect("First picture")
    studio.type(" ")
    #expect(studio.terminal.wait { !$0.text.contains("First picture") })
    let kept = try keptPicture()
    #expect(kept.width == 256 && kept.height == 256)
    // What is seen in the right half is the picture that was kept. It may have come in pieces: where the celebration
    // stood, only what it covered is sent again.
    let arrived = studio.terminal.wait { model in
      guard let place = model.pictures.first(where: { $0.column > model.columns / 2 }), let size = place.rasterSize
      else { return false }
      let (columns, rows) = (size.width / model.profile.cellWidth, size.height / model.profile.cellHeight)
      let seen = model.seen(
        columns: place.column..<place.column + columns, rows: place.row..<place.row + rows)
      return difference(Image(width: seen.width, height: seen.height, pixels: seen.pixels), kept) < 12
    }
    #expect(arrived, "\(studio.terminal.model.text)")
    #expect(Set(kept.scaled(width: 16, height: 16).pixels).count > 40)
    #expect(!studio.terminal.settled().hasScrolled)
    studio.type("g")
    try studio.expect("1 / 1")
    studio.type("\u{1B}")
    try studio.expect("Draw here")
    studio.type("q")
    #expect(PseudoTerminal.wait(for: studio.process) == .exited(0))
    let verified = try program.run("gallery", "verify")
    #expect(verified.status == 0 && verified.output.contains("1 pictures, 0 problems"), "\(verified.output)")
    let listed = try program.run("gallery", "list")
    #expect(listed.output.contains("panda") && listed.output.contains("5 strokes"))
  }

  @Test func theDemonstrationRunsUntilAKeyIsPressed() throws {
    let studio = try StudioDriver(program, arguments: ["--demo", "--lang", "en"], waitFor: "neural network")
    #expect(studio.terminal.wait { !$0.pictures.isEmpty })
    studio.type("q")
    studio.type("n")
    try studio.expect("strokes: 0")
    studio.type("q")
    #expect(PseudoTerminal.wait(for: studio.process) == .exited(0))
    // Nothing of it was written down.
    #expect(!FileManager.default.fileExists(atPath: program.path(".local/state/aicanvas/journal")))
  }

  @Test func keysAloneDoTheSame() throws {
    let studio = try StudioDriver(program, profile: .plainSixel)
    studio.type(" ")
    for _ in 0..<30 { studio.type("\u{1B}[C") }
    for _ in 0..<20 { studio.type("\u{1B}[B") }
    studio.type(" ")
    studio.type("\r")
    try studio.expect("K keeps it")
    studio.type("k")
    try studio.expect("hangs in the gallery")
    _ = try keptPicture()
  }

  @Test func liveModeTranslatesWhileThePenMoves() throws {
    let studio = try StudioDriver(program, arguments: ["--live"])
    drawPanda(studio)
    #expect(studio.terminal.wait(milliseconds: 20_000) { !$0.pictures.isEmpty })
  }

  @Test func withoutSixelThereAreBlocks() throws {
    let studio = try StudioDriver(program, profile: .xterm)
    drawPanda(studio)
    studio.type("\r")
    try studio.expect("K keeps it")
    #expect(studio.terminal.wait { $0.text.contains("▀") })
    #expect(studio.terminal.settled().pictures.isEmpty)
  }

  @Test func withoutColoursThereIsNoColour() throws {
    let studio = try StudioDriver(program, profile: .xterm, environment: ["NO_COLOR": "1"])
    drawPanda(studio)
    studio.type("\r")
    try studio.expect("K keeps it")
    for row in studio.terminal.settled().places {
      for place in row {
        let codes = place.style.split(separator: ";").compactMap { Int($0) }
        #expect(!codes.contains { (30...38).contains($0) || (40...48).contains($0) || (90...107).contains($0) })
      }
    }
  }

  @Test func smallestWindowAndKorean() throws {
    let studio = try StudioDriver(program, arguments: ["--lang", "ko"], columns: 40, rows: 12, waitFor: nil)
    #expect(studio.terminal.wait { $0.text.contains("뭘 그릴까요?") })
    studio.type("\r")
    #expect(studio.terminal.wait { $0.text.contains("마법") })
    let tiny = try StudioDriver(program, arguments: ["--domain", "panda"], columns: 30, rows: 8, waitFor: nil)
    #expect(tiny.terminal.wait { $0.text.contains("40") })
    tiny.terminal.resize(columns: 80, rows: 24)
    try tiny.expect("Draw here")
  }

  @Test func pictureComesBackAfterAResize() throws {
    let studio = try StudioDriver(program)
    drawPanda(studio)
    studio.type("\r")
    try studio.expect("K keeps it")
    #expect(studio.terminal.wait { !$0.pictures.isEmpty })
    let before = studio.terminal.settled().pictures.count
    studio.terminal.resize(columns: 100, rows: 30)
    #expect(studio.terminal.wait { $0.pictures.count > before && $0.cells(showing: $0.pictures.count - 1) > 100 })
  }

  @Test func dumbTerminalGetsASentence() throws {
    let studio = try StudioDriver(program, environment: ["TERM": "dumb"], waitFor: nil)
    #expect(studio.terminal.wait { $0.text.contains("TERM") || $0.text.contains("terminal") })
    #expect(PseudoTerminal.wait(for: studio.process) == .exited(1))
  }
}

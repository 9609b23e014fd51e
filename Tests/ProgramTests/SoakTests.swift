import Foundation
import Pictures
import PseudoTerminal
import Studio
import Support
import Terminal
import TerminalSupport
import Testing

/// A day of drawing without its pauses: what the program has of the machine stays the same.
///
/// An ordinary run plays a few rounds. `AICANVAS_SOAK=60` in the environment plays for sixty minutes, asks how much of the
/// processor the program takes when nobody does anything, and draws the curves into `soak-studio.svg` and
/// `soak-server.svg` in the temporary folder.
@Suite(.serialized, .ownThread) struct SoakTests {
  private let program: Program
  private static let minutes = ProcessInfo.processInfo.environment["AICANVAS_SOAK"].flatMap { Double($0) }

  init() throws { program = try Program() }

  /// Plays rounds, as many as the switch says, and measures after each.
  private func soak(_ process: pid_t, _ name: String, warmUp: Int, _ round: (Int) throws -> Void) throws {
    for number in 0..<warmUp { try round(number) }
    var curves = SoakCurves()
    let start = Date()
    var number = warmUp
    repeat {
      try round(number)
      number += 1
      curves.add(try #require(ProcessUse(process)), seconds: Date().timeIntervalSince(start))
    } while Self.minutes.map { Date().timeIntervalSince(start) < $0 * 60 } ?? (number < warmUp + 6)
    // Threads of a pool end when they have had nothing to do for a while; what leaks stays.
    for _ in 0..<400 where curves.growth(of: \.descriptors) > 0 || curves.growth(of: \.threads) > 0 {
      usleep(50_000)
      curves.add(try #require(ProcessUse(process)), seconds: Date().timeIntervalSince(start))
    }
    #expect(curves.growth(of: \.descriptors) <= 0, "open files: \(curves.words(\.descriptors))")
    #expect(curves.growth(of: \.threads) <= 0, "threads: \(curves.words(\.threads))")
    guard let minutes = Self.minutes else { return }
    let path = FileManager.default.temporaryDirectory.path + "/soak-\(name).svg"
    try Data(curves.svg.utf8).write(to: URL(fileURLWithPath: path))
    print("soak \(name): \(number - warmUp) rounds in \(minutes) minutes; \(curves.summary); curves: \(path)")
    // What a round leaves for good would be megabytes by now; a heap that has settled is no larger than this.
    #expect(curves.growth(of: \.memory) < 16, "memory: \(curves.summary)")
  }

  /// How much of a processor the program takes while nobody does anything, where there is time to find out.
  private func expectIdle(_ process: pid_t, _ name: String) throws {
    guard Self.minutes != nil else { return }
    sleep(5)
    let before = try #require(ProcessUse(process))
    sleep(120)
    let after = try #require(ProcessUse(process))
    let share = (after.processor - before.processor) / 120
    print("soak \(name): \(share * 100) % of a processor when idle")
    #expect(share < 0.001)
  }

  @Test func theStudio() throws {
    let studio = try StudioDriver(program, arguments: ["--domain", "panda"], waitFor: "Draw here")
    try soak(studio.process, "studio", warmUp: 2) { try play($0, studio) }
    try studio.expect("Draw here")
    try expectIdle(studio.process, "studio")
    studio.type("q")
    #expect(PseudoTerminal.wait(for: studio.process) == .exited(0))
    #expect(try Gallery(path: program.path(".local/share/aicanvas/gallery")).verify().isEmpty)
  }

  /// Draws, every other time with pictures while the pen moves, keeps, pages through the gallery, throws away.
  private func play(_ round: Int, _ studio: StudioDriver) throws {
    if round % 2 == 1 { studio.type("l") }
    for row in 0..<3 {
      let height = Double(5 + 3 * row + round % 3)
      studio.drag((0...8).map { (22 + Double($0) * 2, height + Double($0 % 2)) })
    }
    if round % 2 == 1 {
      #expect(studio.terminal.wait(milliseconds: 20_000) { !$0.pictures.isEmpty }, "no live picture")
      studio.type("l")
    }
    studio.type("\r")
    try studio.expect("K keeps it")
    studio.type("k")
    try studio.expect("hangs in the gallery")
    // A celebration may stand over the screen by now, or come later: each takes a key. On a busy machine the answer to
    // one key may be there only when the next has come.
    let answers = ["U brings the old one back", "This page is new already"]
    var isNew = false
    for _ in 0..<4 where !isNew {
      studio.type("n")
      isNew = studio.terminal.wait(milliseconds: 3_000) { screen in answers.contains { screen.text.contains($0) } }
    }
    #expect(isNew, "\(studio.text)")
    // A celebration that comes only now takes the key; in the gallery a second one would lead back.
    studio.type("g")
    if !studio.terminal.wait(milliseconds: 20_000, until: { $0.text.contains(" / ") }) {
      studio.type("g")
      try studio.expect(" / ")
    }
    for _ in 0..<3 { studio.type("\u{1B}[C\u{1B}[D") }
    // The wall stays as it is, so that only what is lost grows.
    studio.type("x")
    try studio.expect("It is in the bin")
    studio.type("\u{1B}")
    try studio.expect("Draw here")
  }

  @Test func theServer() throws {
    let server = try ServedProgram(program)
    try server.waitUntilReady()
    let process = server.process.processIdentifier
    try soak(process, "server", warmUp: 8) { _ in
      for _ in 0..<2 {
        let reply = try HTTPConnection(port: server.port).request(
          "POST", "/v1/translate?domain=panda", ServedProgram.json, body: ServedProgram.drawing)
        #expect(reply?.status == 200)
      }
      // The last connection is gone when the figures say so; this one is the only one then.
      let figures = try HTTPConnection(port: server.port)
      while figures.request("GET", "/metrics")?.text.contains("aicanvas_queue_taken 0") == false { usleep(10_000) }
    }
    try expectIdle(process, "server")
    server.stop()
    #expect(server.end() == 0)
  }
}

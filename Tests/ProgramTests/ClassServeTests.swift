import Foundation
import Pictures
import PseudoTerminal
import Studio
import StudioApp
import Support
import Synchronization
import TerminalSupport
import Testing

/// A class without a network drive: its server as a process, and studios that send to it.
@Suite(.serialized, .ownThread) struct ClassServeTests {
  private let program: Program

  init() throws {
    program = try Program()
    #expect(try program.run("class", "init", "class").status == 0)
  }

  private var folder: String { program.path("class") }
  private var kills: Int { ProcessInfo.processInfo.environment["AICANVAS_KILLS"].flatMap { Int($0) } ?? 3 }

  private func words(_ language: Language) throws -> Texts {
    try Texts(language, folder: Program.repository.appendingPathComponent("Assets/Texts").path)
  }

  /// Keeps some pictures in a gallery of a studio's own; returns what is sent of each, by its identity.
  private func parcels(_ name: String, _ count: Int, artist: Artist) throws -> [(identity: String, png: [UInt8])] {
    let gallery = try Gallery(path: program.path(name))
    return try (0..<count).map { number in
      let kept = try gallery.keep(
        Drawing(strokes: [Stroke(points: [Point(0.2, 0.2), Point(0.8, 0.3)])]),
        picture: Image(width: 64, height: 64, red: UInt8(truncatingIfNeeded: number), green: 80, blue: 90),
        domain: "panda",
        artist: artist, date: Date(timeIntervalSince1970: 1_760_000_000 + Double(number)))
      return (try #require(kept.identity), try gallery.parcel(for: kept))
    }
  }

  /// What the clients were promised, and whether they shall end.
  private final class Promises: Sendable {
    let acknowledged = Mutex<Set<String>>([])
    let isOver = Atomic<Bool>(false)
    var count: Int { acknowledged.withLock { $0.count } }
  }

  /// `AICANVAS_KILLS=100` kills it a hundred times instead of three.
  @Test func aKilledServerLosesNothingAndDoublesNothing() throws {
    let clients = 4
    // The example's rules allow five hundred pictures, which a long run exceeds.
    try Data("{}".utf8).write(to: URL(fileURLWithPath: folder + "/class.json"))
    let sent = try (0..<clients).map { client in
      try parcels("studio-\(client)", 12 * kills, artist: Artist(Artist.Animal.allCases[client], .blue))
    }
    var server = try ServedProgram(program, classFolder: folder)
    let port = server.port
    let promises = Promises()
    // Also where the test ends early: the clients would go on asking through all that follow.
    defer { promises.isOver.store(true, ordering: .relaxed) }
    let group = DispatchGroup()
    for client in 0..<clients {
      group.enter()
      Thread.detachNewThread {
        for (identity, png) in sent[client] {
          // As a studio does: until it is answered for.
          while !promises.isOver.load(ordering: .relaxed) {
            let status = (try? HTTPConnection(port: port))?.request(
              "PUT", "/v1/pictures/" + identity, ["Content-Type": "image/png"], body: png)?.status
            if status == 200 || status == 201 {
              promises.acknowledged.withLock { _ = $0.insert(identity) }
              break
            }
            usleep(2000)
          }
        }
        group.leave()
      }
    }
    var lost: [String] = []
    var round = 0
    while round < kills {
      // Some pictures between two kills, and a moment of any length within the next.
      let wanted = promises.count + Int.random(in: 1...6)
      while promises.count < min(wanted, clients * 12 * kills) { usleep(1000) }
      usleep(UInt32.random(in: 0...30_000))
      server.stop(SIGKILL)
      #expect(server.end() == 128 + SIGKILL)
      let promised = promises.acknowledged.withLock { $0 }
      // Before a new server puts anything in order.
      let there = Set(try Gallery(path: folder).creations().compactMap(\.identity))
      lost += promised.subtracting(there)
      server = try ServedProgram(program, ["--port", "\(port)"], classFolder: folder)
      round += 1
    }
    group.wait()
    promises.isOver.store(true, ordering: .relaxed)
    server.stop()
    #expect(server.end() == 0)
    #expect(lost.isEmpty)
    let gallery = try Gallery(path: folder)
    let identities = try gallery.creations(inTrash: nil).compactMap(\.identity)
    #expect(identities.count == clients * 12 * kills && Set(identities) == promises.acknowledged.withLock { $0 })
    #expect(try gallery.verify().isEmpty)
    // Twice would also be a copy that lies in `lost`; at most one a kill can be there, and none is on the wall.
    print("class server: \(kills) kills, \(identities.count) pictures from \(clients) clients")
  }

  @Test func aFullDiskRefusesAndTheStudioGoesOnKeeping() throws {
    let sent = try parcels("studio", 2, artist: Artist())
    func put(_ port: Int, _ index: Int) throws -> HTTPReply? {
      try HTTPConnection(port: port).request(
        "PUT", "/v1/pictures/" + sent[index].identity, ["Content-Type": "image/png"], body: sent[index].png)
    }
    var server = try ServedProgram(program, classFolder: folder)
    try server.waitUntilReady()
    #expect(try put(server.port, 0)?.status == 201)
    server.stop()
    #expect(server.end() == 0)
    // Files of 1 KiB at most: too little for a picture.
    server = try ServedProgram(program, classFolder: folder, through: "ulimit -f 2")
    try server.waitUntilReady()
    for _ in 0..<2 {
      let refused = try #require(try put(server.port, 1))
      #expect(refused.status == 507 && refused.headers["retry-after"] == "60", "\(refused.text)")
      #expect(refused.text.contains("The class's disk is full"))
    }
    #expect(try put(server.port, 0)?.status == 200, "what hangs is known on a full disk, too")
    #expect(try HTTPConnection(port: server.port).request("GET", "/v1/wall")?.json?["total"] as? Int == 1)
    server.stop()
    #expect(server.end() == 0)
    #expect(try Gallery(path: folder).verify().isEmpty)
    // Room was made.
    server = try ServedProgram(program, classFolder: folder)
    try server.waitUntilReady()
    #expect(try put(server.port, 1)?.status == 201)
    #expect(try Gallery(path: folder).count() == 2)
  }

  /// Draws a line and asks to keep its picture.
  private func keepOne(_ studio: StudioDriver, row: Double) {
    studio.drag([(22, row), (30, row + 2), (37, row + 5)])
    studio.type("\rk")
  }

  @Test(arguments: Language.allCases) func aStudioSendsWhatItKeepsNowOrLater(_ language: Language) throws {
    let texts = try words(language)
    try Data(#"{"domains": ["panda"], "leavePhrase": "tulip"}"#.utf8).write(
      to: URL(fileURLWithPath: folder + "/class.json"))
    let word = "correct-horse-battery-staple"
    try Data((word + "\n").utf8).write(to: URL(fileURLWithPath: program.path("token")))
    let token = ["--token-file", program.path("token")]
    var server = try ServedProgram(program, token, classFolder: folder)
    let port = server.port
    try server.waitUntilReady()
    let arguments = [
      "--class", "http://127.0.0.1:\(port)", "--class-token", program.path("token"), "--lang", language.rawValue,
    ]
    func leave(_ studio: StudioDriver) throws {
      // A celebration over the screen takes the first key.
      studio.type("\u{3}")
      if !studio.terminal.wait(milliseconds: 2000, until: { $0.text.contains(texts[.quitHeading]) }) {
        studio.type("\u{3}")
      }
      try studio.expect(texts[.quitHeading])
      // The phrase is the server's.
      studio.type("tulip")
    }
    var studio = try StudioDriver(program, arguments: arguments, waitFor: texts[.canvasHeading])
    keepOne(studio, row: 5)
    try studio.expect(texts[.kept])
    while try Gallery(path: folder).count() < 1 { usleep(10_000) }
    // The line breaks; a sticker may lie over the screen, and the next key closes it.
    server.stop(SIGKILL)
    #expect(server.end() == 128 + SIGKILL)
    studio.type(" ")
    studio.type("n")
    keepOne(studio, row: 8)
    try studio.expect(texts[.keptHere])
    #expect(studio.terminal.wait { $0.text.contains("✉1") })
    // It comes back while the studio is open.
    server = try ServedProgram(program, token + ["--port", "\(port)"], classFolder: folder)
    #expect(studio.terminal.wait(milliseconds: 60_000) { !$0.text.contains("✉") })
    #expect(try Gallery(path: folder).count() == 2)
    // It does not come back before the studio closes.
    server.stop()
    #expect(server.end() == 0)
    studio.type("n")
    keepOne(studio, row: 6)
    #expect(studio.terminal.wait { $0.text.contains("✉1") })
    try leave(studio)
    #expect(PseudoTerminal.wait(for: studio.process) == .exited(0))
    // A studio opens without its server, and knows the rules and what waits.
    studio = try StudioDriver(program, arguments: arguments, waitFor: texts[.canvasHeading])
    #expect(studio.terminal.wait { $0.text.contains("✉1") })
    try leave(studio)
    #expect(PseudoTerminal.wait(for: studio.process) == .exited(0))
    #expect(try Gallery(path: folder).count() == 2)
    server = try ServedProgram(program, token + ["--port", "\(port)"], classFolder: folder)
    try server.waitUntilReady()
    studio = try StudioDriver(program, arguments: arguments, waitFor: texts[.canvasHeading])
    while try Gallery(path: folder).count() < 3 { usleep(10_000) }
    try leave(studio)
    #expect(PseudoTerminal.wait(for: studio.process) == .exited(0))
    let gallery = try Gallery(path: folder)
    #expect(try Set(gallery.creations().map(\.identity)).count == 3 && gallery.verify().isEmpty)
    // What this machine keeps is a gallery like any other.
    let own = program.path(".local/share/aicanvas/classes/127.0.0.1_\(port)")
    #expect(try Gallery(path: own).count() == 3 && ClassOutbox(Gallery(path: own)).waiting().isEmpty)
  }

  @Test func whatMakesNoSenseStartsNothing() throws {
    let server = try ServedProgram(program, ["--token-file", try token()], classFolder: folder)
    let translating = try ServedProgram(program)
    let cases: [([String], String)] = [
      (["class", "serve", "nowhere"], "There is no class in nowhere"),
      (["class", "serve", program.home.path], "is no class's folder"),
      (["class", "serve", "class", "--host", "0.0.0.0"], "--token-file"),
      (["class", "serve", "class", "--port", "\(server.port)"], "Cannot listen"),
      (["class", "serve", "class", "--limit", "waiting=0"], "--limit waiting must be 1 to 10000"),
      (["--class", "http://127.0.0.1:\(server.port)"], "wants another word; --class-token"),
      (["--class", "http://127.0.0.1:\(translating.port)"], "is no class's server"),
      (["--class", "https://127.0.0.1:\(server.port)"], "such as http://"),
      (["--class", "http://"], "such as http://"),
      (["--class", "class", "--class-token", "token"], "a folder needs none"),
      (["--class-token", "token"], "give its address"),
      (["--class", "http://127.0.0.1:\(server.port)", "--class-token", "/nowhere"], "/nowhere"),
    ]
    for (arguments, words) in cases {
      let result = try program.run(arguments: arguments)
      #expect(result.status != 0 && result.status < 128, "\(arguments)")
      #expect(result.errors.contains(words), "\(arguments): \(result.errors)")
    }
  }

  private func token() throws -> String {
    try Data("correct-horse-battery-staple\n".utf8).write(to: URL(fileURLWithPath: program.path("token")))
    return program.path("token")
  }

  /// What is on its way when the server is told to stop is answered for.
  @Test func whatWasTakenIsFinished() throws {
    let sent = try parcels("studio", 6, artist: Artist())
    let server = try ServedProgram(program, classFolder: folder)
    try server.waitUntilReady()
    let connections = try sent.map { identity, png in
      let connection = try HTTPConnection(port: server.port)
      connection.send("PUT", "/v1/pictures/" + identity, ["Content-Type": "image/png"], body: png)
      return connection
    }
    let figures = try HTTPConnection(port: server.port)
    var taken = 0
    while taken < 6 {
      let text = figures.request("GET", "/metrics")?.text ?? "aicanvas_queue_taken 6"
      let done = text.firstMatch(of: /kept_total\{new="true"\} (\d+)/).flatMap { Int($0.1) } ?? 0
      taken = done + (text.firstMatch(of: /aicanvas_queue_taken (\d+)/).flatMap { Int($0.1) } ?? 0)
    }
    server.stop()
    for connection in connections { #expect(connection.reply()?.status == 201) }
    #expect(server.end() == 0)
    #expect(try Gallery(path: folder).count() == 6)
  }
}

import Foundation
import Pictures
import Support
import TerminalSupport
import Testing

/// The server as a process: what it refuses to start with, and how it ends.
@Suite(.ownThread) struct ServeTests {
  private let program: Program

  init() throws { program = try Program() }

  @Test func aPandaComesOverTheWire() throws {
    let server = try ServedProgram(program)
    try server.waitUntilReady()
    let sketch = Program.repository.appendingPathComponent("Tests/Support/Sketches/panda.png")
    let reply = try #require(
      try HTTPConnection(port: server.port).request(
        "POST", "/v1/translate?domain=panda", ["Content-Type": "image/png"], body: Array(Data(contentsOf: sketch))))
    #expect(reply.status == 200)
    let translated = try program.run("translate", sketch.path, "--domain", "panda", "--output", "panda.png")
    #expect(translated.status == 0)
    let (one, other) = (try Image(data: reply.body), try Image(contentsOf: program.path("panda.png")))
    let isSame = one == other
    #expect(isSame, "the service and the command make the same picture")
    server.stop()
    #expect(server.end() == 0)
    #expect(server.log.contains("route=/v1/translate") && server.log.contains("draining"))
  }

  @Test func whatWasTakenIsFinished() throws {
    let server = try ServedProgram(program)
    try server.waitUntilReady()
    let connections = try (0..<4).map { _ in try HTTPConnection(port: server.port) }
    for connection in connections {
      connection.send("POST", "/v1/translate?domain=panda&size=512", ServedProgram.json, body: ServedProgram.drawing)
    }
    // Taken is what the figures say is taken.
    let figures = try HTTPConnection(port: server.port)
    var taken = 0
    while taken < 4 {
      let text = figures.request("GET", "/metrics")?.text ?? "aicanvas_queue_taken 4"
      let done = text.firstMatch(of: /translation_seconds_count\{domain="panda"\} (\d+)/).flatMap { Int($0.1) } ?? 0
      taken = done + (text.firstMatch(of: /aicanvas_queue_taken (\d+)/).flatMap { Int($0.1) } ?? 0)
    }
    server.stop()
    for connection in connections { #expect(connection.reply()?.status == 200) }
    #expect(server.end() == 0)
    #expect(throws: POSIXError.self) { try HTTPConnection(port: server.port) }
  }

  @Test func aClientThatDoesNotGoIsNotWaitedForForEver() throws {
    let server = try ServedProgram(program, ["--limit", "drainSeconds=1", "--limit", "clientSeconds=3600"])
    try server.waitUntilReady()
    let connection = try HTTPConnection(port: server.port)
    connection.send(
      "POST /v1/translate?domain=panda HTTP/1.1\r\nHost: x\r\nContent-Type: image/png\r\nContent-Length: 9\r\n\r\nx")
    let greedy = try HTTPConnection(port: server.port)
    for _ in 0..<200 { greedy.send("GET", "/v1/domains") }
    let figures = try HTTPConnection(port: server.port)
    while figures.request("GET", "/metrics")?.text.contains("aicanvas_queue_taken 1") == false { usleep(5000) }
    server.stop()
    #expect(server.end() == 0)
    withExtendedLifetime((connection, greedy)) {}
  }

  @Test func aStudioDrawsOnWhenItsServerIsGone() throws {
    let server = try ServedProgram(program)
    try server.waitUntilReady()
    let studio = try StudioDriver(
      program, arguments: ["--domain", "panda", "--server", "http://127.0.0.1:\(server.port)"])
    studio.drag([(20, 6), (38, 6), (29, 14), (20, 6)])
    studio.type("\r")
    try studio.expect("K keeps it")
    #expect(server.log.contains("route=/v1/translate"))
    server.stop(SIGKILL)
    #expect(server.end() == 128 + SIGKILL)
    studio.drag([(24, 8), (34, 8)])
    studio.type("\r")
    try studio.expect("K keeps it")
    studio.type("k")
    try studio.expect("hangs in the gallery")
    let wrong = try program.run("studio", "--server", "gopher://x")
    #expect(wrong.status == 1 && wrong.errors.contains("http://studio.local:8080"))
  }

  @Test func aKilledServerStartsAgainOnItsPort() throws {
    let first = try ServedProgram(program)
    let port = first.port
    first.stop(SIGKILL)
    #expect(first.end() == 128 + SIGKILL)
    let second = try ServedProgram(program, ["--port", "\(port)"])
    #expect(second.port == port)
    let third = #expect(throws: ServedProgram.Failure.self) {
      try ServedProgram(program, ["--port", "\(port)"])
    }
    #expect(third?.status == 1 && third?.errors.contains("Cannot listen on 127.0.0.1:\(port)") == true)
  }

  @Test func whatMakesNoSenseStartsNothing() throws {
    try Data("short\n".utf8).write(to: URL(fileURLWithPath: program.path("short")))
    try Data("{\"waiting\": \"many\"}".utf8).write(to: URL(fileURLWithPath: program.path("bad.json")))
    let cases: [([String], String)] = [
      (["--host", "0.0.0.0"], "--token-file"),
      (["--token-file", "/nowhere"], "/nowhere"),
      (["--token-file", program.path("short")], "at least 16"),
      (["--domains", "unicorn"], "no domain called unicorn"),
      (["--port", "70000"], "--port"),
      (["--limit", "waiting=0"], "--limit waiting must be 1 to 10000"),
      (["--limit", "colour=1"], "limits are waiting"),
      (["--limit", "waiting"], "limits are waiting"),
      (["--settings", "/nowhere.json"], "/nowhere.json"),
      (["--settings", program.path("bad.json")], "\"waiting\""),
    ]
    for (arguments, words) in cases {
      let result = try program.run(arguments: ["serve"] + arguments)
      #expect(result.status != 0 && result.status < 128, "\(arguments)")
      #expect(result.errors.contains(words), "\(arguments): \(result.errors)")
    }
    let help = try program.run("serve", "--help")
    #expect(help.output.contains("waitingPerClient") && help.output.contains("EXAMPLES\n  aicanvas"))
  }
}

import Foundation
import Pictures
import Studio
import Support
import Synchronization
import TerminalSupport
import Testing

private let haproxy = ["/usr/sbin/haproxy", "/usr/bin/haproxy"].first {
  FileManager.default.isExecutableFile(atPath: $0)
}

/// Three servers behind HAProxy, with the settings that the documentation shows.
@Suite(.ownThread, .enabled(if: haproxy != nil, "HAProxy is not installed; the example was not tried"))
struct ProxyTests {
  private let program: Program

  init() throws { program = try Program() }

  /// A port that was free a moment ago.
  private static func freePort() throws -> Int {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    try #require(isBound)
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// Starts HAProxy with some settings.
  private func run(_ settings: String) throws -> Process {
    try Data(settings.utf8).write(to: URL(fileURLWithPath: program.path("haproxy.cfg")))
    let proxy = Process()
    proxy.executableURL = URL(fileURLWithPath: try #require(haproxy))
    proxy.arguments = ["-f", program.path("haproxy.cfg")]
    proxy.currentDirectoryURL = program.home
    proxy.standardError = FileHandle.nullDevice
    proxy.standardOutput = FileHandle.nullDevice
    try proxy.run()
    return proxy
  }

  private static let openssl = "/usr/bin/openssl"

  /// A class's server and a studio's machine, with encryption between their proxies.
  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: openssl), "openssl is not installed; TLS was not tried"))
  func aPictureGoesThroughTheEncryption() throws {
    let key = Process()
    key.executableURL = URL(fileURLWithPath: Self.openssl)
    key.arguments = [
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=teacher.local", "-addext",
      "subjectAltName=DNS:teacher.local", "-keyout", program.path("key.pem"), "-out", program.path("class.pem"),
    ]
    key.standardError = FileHandle.nullDevice
    try key.run()
    key.waitUntilExit()
    let parts = try ["class.pem", "key.pem"].map { try Data(contentsOf: URL(fileURLWithPath: program.path($0))) }
    try (parts[0] + parts[1]).write(to: URL(fileURLWithPath: program.path("server.pem")))

    #expect(try program.run("class", "init", "class").status == 0)
    let server = try ServedProgram(program, ["--proxy", "127.0.0.1"], classFolder: program.path("class"))
    try server.waitUntilReady()
    let (secret, door) = (try Self.freePort(), try Self.freePort())
    let settings = try String(
      contentsOf: Program.repository.appendingPathComponent("Assets/Docs/haproxy-tls.cfg"), encoding: .utf8
    ).replacing("bind *:8443", with: "bind 127.0.0.1:\(secret)").replacing(
      "teacher.local:8443", with: "127.0.0.1:\(secret)"
    )
    .replacing("bind 127.0.0.1:8091", with: "bind 127.0.0.1:\(door)")
    .replacing("server class 127.0.0.1:8090", with: "server class 127.0.0.1:\(server.port)")
    let proxy = try run(settings)
    defer {
      kill(proxy.processIdentifier, SIGKILL)
      proxy.waitUntilExit()
    }
    func isReady() -> Bool {
      (try? HTTPConnection(port: door))?.request("GET", "/health/ready")?.status == 200
    }
    while !isReady(), proxy.isRunning { usleep(10_000) }
    #expect(proxy.isRunning)
    let studio = try Gallery(path: program.path("studio"))
    let kept = try studio.keep(
      Drawing(strokes: [Stroke(points: [Point(0.2, 0.2), Point(0.8, 0.8)])]),
      picture: Image(width: 64, height: 64, red: 200), domain: "panda", artist: Artist())
    let reply = try HTTPConnection(port: door).request(
      "PUT", "/v1/pictures/" + #require(kept.identity), ["Content-Type": "image/png"], body: studio.parcel(for: kept))
    #expect(reply?.status == 201, "\(reply?.text ?? "no answer")")
    #expect(try Gallery(path: program.path("class")).count() == 1)
    // Between the two there is no plain HTTP.
    #expect(try HTTPConnection(port: secret).request("GET", "/health/ready")?.status != 200)
  }

  private final class Tally: Sendable {
    let statuses = Mutex<[Int]>([])
    let isOver = Atomic<Bool>(false)
    var answered: Int { statuses.withLock { $0.count } }
  }

  @Test func nothingIsLostWhenOneIsKilledAndOneDrained() throws {
    var servers = try (0..<3).map { _ in try ServedProgram(program, ["--proxy", "127.0.0.1"]) }
    let door = try Self.freePort()
    var settings = try String(
      contentsOf: Program.repository.appendingPathComponent("Assets/Docs/haproxy.cfg"), encoding: .utf8)
    settings = settings.replacing("bind 127.0.0.1:8080", with: "bind 127.0.0.1:\(door)")
    for (index, server) in servers.enumerated() {
      settings = settings.replacing("127.0.0.1:\(8081 + index)\n", with: "127.0.0.1:\(server.port)\n")
      try server.waitUntilReady()
    }
    let proxy = try run(settings)
    defer {
      kill(proxy.processIdentifier, SIGKILL)
      proxy.waitUntilExit()
    }
    func answer() -> Int {
      (try? HTTPConnection(port: door))?.request(
        "POST", "/v1/translate?domain=panda&size=128", ServedProgram.json, body: ServedProgram.drawing)?.status ?? 0
    }
    while answer() != 200 { usleep(10_000) }

    // Six clients ask without pause.
    let tally = Tally()
    defer { tally.isOver.store(true, ordering: .relaxed) }
    let clients = DispatchGroup()
    for _ in 0..<6 {
      clients.enter()
      Thread.detachNewThread {
        while !tally.isOver.load(ordering: .relaxed) {
          let status = (try? HTTPConnection(port: door))?.request(
            "POST", "/v1/translate?domain=panda&size=128", ServedProgram.json, body: ServedProgram.drawing)?.status
          tally.statuses.withLock { $0.append(status ?? 0) }
        }
        clients.leave()
      }
    }
    func wait(for more: Int) {
      let wanted = tally.answered + more
      while tally.answered < wanted { usleep(5000) }
    }
    wait(for: 20)
    servers[0].stop(SIGKILL)
    wait(for: 20)
    servers[1].stop(SIGTERM)
    #expect(servers[1].end() == 0)
    wait(for: 20)
    // The drained one comes back on its port, and gets work again.
    servers[1] = try ServedProgram(program, ["--proxy", "127.0.0.1", "--port", "\(servers[1].port)"])
    while !servers[1].log.contains("route=/v1/translate") { wait(for: 5) }
    tally.isOver.store(true, ordering: .relaxed)
    clients.wait()
    let statuses = tally.statuses.withLock { $0 }
    #expect(statuses.allSatisfy { $0 == 200 }, "\(statuses.filter { $0 != 200 }) of \(statuses.count)")
    #expect(servers[2].log.contains("client=127.0.0.1"))
  }
}

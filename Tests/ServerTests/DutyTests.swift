import Dispatch
import Foundation
import HTTPTypes
import Pictures
import Server
import Support
import Synchronization
import Testing

/// A server's duties: bounds, refusals that are true, slow clients, clients who leave, tokens.
@Suite(.ownThread) struct DutyTests {
  /// A request whose body does not come: it holds its place in the queue.
  private func unfinished(_ server: RunningService) throws -> HTTPConnection {
    let connection = try server.connect()
    connection.send(
      "POST /v1/translate?domain=outline HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"
    )
    return connection
  }

  @Test func aClientWithTooManyRequestsIsRefusedUntilOneIsDone() throws {
    let server = try RunningService { $0.limits[.waitingPerClient] = 3 }
    var held = try (0..<3).map { _ in try unfinished(server) }
    #expect(RunningService.waits { server.service.queue.depth.taken == 3 })
    let refused = try #require(try server.translate())
    #expect(refused.status == 429 && (Int(refused.headers["retry-after"] ?? "") ?? 0) >= 1, "\(refused.text)")
    #expect(
      refused.json?["detail"] as? String == "3 requests of yours wait for their answers already; ask again in a moment."
    )
    // Health, figures and the page are answered all the same.
    #expect(try server.request("GET", "/health/ready")?.status == 200)
    held.removeLast()
    #expect(RunningService.waits { server.service.queue.depth.taken == 2 })
    #expect(try server.translate()?.status == 200)
    #expect(
      server.service.metrics.text(depth: server.service.queue.depth, isReady: true).contains("{reason=\"client\"} 1"))
  }

  @Test func theQueueIsBoundedForAllClientsTogether() throws {
    let server = try RunningService {
      $0.limits[.waiting] = 2
      $0.proxies = ["127.0.0.1"]
    }
    let held = try (0..<2).map { _ in try unfinished(server) }
    #expect(RunningService.waits { server.service.queue.depth.taken == 2 })
    for client in ["10.0.0.1", "10.0.0.2"] {
      let refused = try #require(try server.translate("domain=outline", ["X-Forwarded-For": client]))
      #expect(refused.status == 429 && refused.headers["retry-after"] != nil)
    }
    withExtendedLifetime(held) {}
  }

  @Test func aTrustedProxyTellsClientsApart() throws {
    let server = try RunningService {
      $0.limits[.waitingPerClient] = 1
      $0.proxies = ["127.0.0.1"]
    }
    let held = try unfinished(server)
    #expect(RunningService.waits { server.service.queue.depth.taken == 1 })
    #expect(try server.translate()?.status == 429)
    #expect(try server.translate("domain=outline", ["X-Forwarded-For": "1.2.3.4, 10.0.0.1"])?.status == 200)
    #expect(server.log.requests.last?["client"] == "10.0.0.1")
    #expect(try server.translate("domain=outline", ["X-Forwarded-For": "not an address"])?.status == 429)
    withExtendedLifetime(held) {}
    let alone = try RunningService()
    #expect(try alone.translate("domain=outline", ["X-Forwarded-For": "10.0.0.1"])?.status == 200)
    #expect(alone.log.requests.last?["client"] == "127.0.0.1", "nobody trusts a stranger's header")
  }

  /// One worker is held; what was taken before is counted in the time that is told.
  @Test func theTimeToComeBackIsTrue() async throws {
    let queue = WorkQueue(most: 3, mostPerClient: 3, workers: 1)
    let first = try queue.enter(client: "a", work: 100)
    let answer = Answer<Int>()
    queue.run(first, answer) { _ in
      usleep(300_000)
      return 1
    }
    #expect(try await answer.value() == 1)
    queue.leave(first)
    // The worker notes its pace after it has settled the answer.
    #expect(RunningService.waits { queue.depth.running == 0 })
    // 100 units took about 0.3 s, so 3 × 400 units are about 3.6 s away.
    for _ in 0..<3 { _ = try queue.enter(client: "a", work: 400) }
    let problem = #expect(throws: Problem.self) { _ = try queue.enter(client: "a", work: 1) }
    #expect((3...60).contains(problem?.retryAfter ?? 0), "\(String(describing: problem))")
    #expect(problem?.status == .tooManyRequests)
  }

  @Test func clientsTakeTurns() async throws {
    let queue = WorkQueue(most: 20, mostPerClient: 10, workers: 1)
    let gate = DispatchSemaphore(value: 0)
    let order = Order()
    var answers: [Answer<Void>] = []
    for client in ["first", "a", "a", "a", "b", "a", "c"] {
      let place = try queue.enter(client: client, work: 1)
      let answer = Answer<Void>()
      answers.append(answer)
      queue.run(place, answer) { _ in
        if client == "first" { gate.wait() }
        order.add(client)
      }
      if client == "first" { #expect(RunningService.waits { queue.depth.running == 1 }) }
    }
    gate.signal()
    for answer in answers { try await answer.value() }
    #expect(order.clients == ["first", "a", "b", "c", "a", "a", "a"])
  }

  private final class Order: Sendable {
    private let names = Mutex<[String]>([])
    var clients: [String] { names.withLock { $0 } }
    func add(_ name: String) { names.withLock { $0.append(name) } }
  }

  @Test func workThatNobodyWaitsForIsNotBegun() async throws {
    let queue = WorkQueue(most: 9, mostPerClient: 9, workers: 1)
    let gate = DispatchSemaphore(value: 0)
    let begun = Order()
    let blocking = Answer<Void>()
    queue.run(try queue.enter(client: "a", work: 1), blocking) { _ in gate.wait() }
    #expect(RunningService.waits { queue.depth.running == 1 })
    let left = try queue.enter(client: "b", work: 1)
    queue.run(left, Answer<Void>()) { _ in begun.add("left") }
    let settled = Answer<Void>()
    queue.run(try queue.enter(client: "b", work: 1), settled) { _ in begun.add("settled") }
    #expect(queue.depth.waiting == 2)
    queue.leave(left)
    queue.leave(left)
    settled.fail(ClientLeft())
    #expect(queue.depth == WorkQueue.Depth(taken: 2, waiting: 1, running: 1))
    gate.signal()
    let last = Answer<Void>()
    queue.run(try queue.enter(client: "c", work: 1), last) { _ in }
    try await last.value()
    #expect(begun.clients.isEmpty)
  }

  @Test func workStopsWhenTheClientLeaves() throws {
    let server = try RunningService { $0.limits[.side] = 2048 }
    for closes in [true, false] {
      var connection: HTTPConnection? = try server.connect()
      connection?.send(
        "POST", "/v1/translate?domain=outline&size=2048", RunningService.json, body: RunningService.drawing)
      #expect(RunningService.waits { server.service.queue.depth.running == 1 })
      if closes { connection = nil } else { connection?.finishSending() }
      #expect(RunningService.waits { server.service.queue.depth.taken == 0 })
      withExtendedLifetime(connection) {}
    }
    #expect(RunningService.waits { server.log.requests.count == 2 })
    #expect(server.log.requests.allSatisfy { $0["refused"] == "left" && $0["status"] == "499" })
    #expect(RunningService.waits { server.service.queue.depth.running == 0 })
    #expect(try server.translate()?.status == 200)
  }

  @Test func whatTakesTooLongIsToldSo() throws {
    let server = try RunningService { $0.limits[.requestSeconds] = 1 }
    let gate = try server.holdWorker()
    let late = try #require(try server.translate())
    #expect(late.status == 503 && late.headers["retry-after"] != nil)
    let live = try server.request(
      "POST", "/v1/live?domain=outline&canvas=a", RunningService.json, body: RunningService.drawing)
    #expect(live?.status == 503)
    gate.signal()
    #expect(RunningService.waits { server.service.queue.depth.taken == 0 })
    #expect(try server.translate()?.status == 200)
  }

  @Test func slowClientsAreCutOff() throws {
    let server = try RunningService { $0.limits[.clientSeconds] = 1 }
    // Half a head, half a body, nothing at all: the server closes all three.
    let silent = try server.connect()
    let head = try server.connect()
    head.send("GET /health/live HT")
    let body = try unfinished(server)
    for connection in [silent, head, body] { #expect(connection.reply() == nil) }
    #expect(RunningService.waits { server.service.queue.depth.taken == 0 })
    // One that asks and asks, and takes no answer.
    let greedy = try server.connect()
    let request = "GET /v1/domains HTTP/1.1\r\nHost: x\r\n\r\n"
    var isCut = false
    for _ in 0..<2000 where !isCut { isCut = !greedy.send(String(repeating: request, count: 500)) }
    #expect(isCut)
    #expect(server.service.metrics.text(depth: server.service.queue.depth, isReady: true).contains("{reason=\"slow\"}"))
    #expect(try server.request("GET", "/health/live")?.status == 200)
  }

  @Test func aRefusedBodyIsNotReadForEver() throws {
    let server = try RunningService { $0.limits[.clientSeconds] = 2 }
    let connection = try server.connect()
    connection.send("POST /v1/translate?domain=unicorn HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    let reply = try #require(connection.reply())
    #expect(reply.status == 404 && reply.headers["connection"] == "close")
    var pieces = 0
    while connection.send("1\r\nx\r\n"), pieces < 100_000 {
      pieces += 1
      usleep(1000)
    }
    #expect(pieces < 100_000)
  }

  @Test func aClientThatAsksFirstIsToldToGoOn() throws {
    let server = try RunningService()
    let connection = try server.connect()
    connection.send(
      "POST /v1/translate?domain=outline HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
        + "Content-Length: \(RunningService.drawing.count)\r\n\r\n")
    #expect(connection.receive(), "100 Continue")
    connection.send(RunningService.drawing)
    #expect(connection.reply()?.status == 200)
  }

  @Test func theTokenIsAsked() throws {
    let word = "correct-horse-battery-staple"
    let server = try RunningService(token: word)
    for path in ["/v1/domains", "/metrics"] {
      for header in [
        nil, "", "Bearer", "Bearer ", "Bearer \(word)x", "Bearer \(word.dropLast())", "Basic \(word)", word,
      ] {
        let reply = try #require(
          try server.request("GET", path, header.map { ["Authorization": $0] } ?? [:]), "\(header ?? "-")")
        #expect(reply.status == 401 && reply.headers["www-authenticate"] == "Bearer", "\(header ?? "-")")
      }
      for header in ["Bearer \(word)", "bearer \(word)"] {
        #expect(try server.request("GET", path, ["Authorization": header])?.status == 200)
      }
    }
    #expect(try server.translate()?.status == 401)
    #expect(try server.translate("domain=outline", ["Authorization": "Bearer \(word)"])?.status == 200)
    for open in ["/", "/health/live", "/health/ready", "/openapi.json"] {
      #expect(try server.request("GET", open)?.status != 401, "\(open)")
    }
  }

  @Test func noMorePixelsThanAllowedAreRead() throws {
    let server = try RunningService { $0.limits[.pixels] = 1024 }
    func status(_ side: Int) throws -> Int? {
      let sketch = try SketchRaster.picture([Stroke(points: [Point(0, 0), Point(1, 1)])], size: side).pngData()
      return try server.request(
        "POST", "/v1/translate?domain=outline", ["Content-Type": "image/png"], body: sketch)?.status
    }
    #expect(try status(32) == 200)
    #expect(try status(33) == 413)
  }

  @Test func theNewestStrokeWins() throws {
    let server = try RunningService()
    let gate = try server.holdWorker()
    let connections = try (0..<6).map { _ in try server.connect() }
    for connection in connections {
      connection.send(
        "POST", "/v1/live?domain=outline&canvas=a&size=1024", RunningService.json, body: RunningService.drawing)
    }
    // None has begun, so all but the newest end before the worker is free.
    #expect(RunningService.waits { server.log.requests.count == 5 })
    gate.signal()
    let texts = connections.map { $0.reply()?.text ?? "" }
    #expect(texts.filter { $0.contains("event: picture") }.count == 1, "the newest alone becomes a picture")
    #expect(texts.filter { $0.contains("event: superseded") }.count == 5)
    #expect(RunningService.waits { server.service.queue.depth.taken == 0 })
    // Other canvases do not mind.
    let others = try (0..<2).map { _ in try server.connect() }
    for (index, connection) in others.enumerated() {
      connection.send(
        "POST", "/v1/live?domain=outline&canvas=\(index)&size=256", RunningService.json, body: RunningService.drawing)
    }
    for connection in others { #expect(connection.reply()?.text.contains("event: picture") == true) }
  }

  @Test func settingsThatMakeNoSenseStartNothing() throws {
    let path = FileManager.default.temporaryDirectory.path + "/aicanvas-server-\(UUID().uuidString).json"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(#"{"port": 99999, "waiting": 0, "colour": 1}"#.utf8).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: ServerError.self) { _ = try ServerSettings(path: path) }
    for word in ["port", "waiting", "colour"] { #expect(error?.description.contains("\"\(word)\"") == true) }
    try Data(#"{"port": 9000, "waiting": 5, "domains": ["panda"], /* more */ "proxies": "10.0.0.1",}"#.utf8)
      .write(to: URL(fileURLWithPath: path))
    let settings = try ServerSettings(path: path)
    #expect(settings.port == 9000 && settings.limits[.waiting] == 5 && settings.proxies == ["10.0.0.1"])
    #expect(try ServerSettings(path: path + "-none") == ServerSettings())
  }

  @Test func loopbackIsToldFromTheRest() {
    for (host, isLoopback) in [
      ("127.0.0.1", true), ("127.1.2.3", true), ("localhost", true), ("::1", true), ("0.0.0.0", false), ("::", false),
      ("127.evil.example", false), ("10.0.0.1", false), ("", false),
    ] {
      var settings = ServerSettings()
      settings.host = host
      #expect(settings.isLoopback == isLoopback, "\(host)")
    }
  }
}

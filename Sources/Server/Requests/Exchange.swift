import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// The client closed the connection, or was cut off; nobody is left to answer.
package struct ClientLeft: Error {
  package init() {}
}

/// One request on its way to its answer.
final class Exchange: Sendable {
  private struct State {
    var hasReadBody = false
    var isStreaming = false
    var notes: Logger.Metadata = [:]
  }

  let request: Request
  /// The address of the client, or of the one that a trusted proxy speaks for.
  let client: String
  /// What stands in the place of the endpoint's `{…}`.
  let parameter: String
  let start = ContinuousClock.now
  let presence: ClientPresence
  private let eventLoop: any EventLoop
  private let state = Mutex(State())

  init(_ request: Request, client: String, parameter: String, presence: ClientPresence, eventLoop: any EventLoop) {
    self.request = request
    self.client = client
    self.parameter = parameter
    self.presence = presence
    self.eventLoop = eventLoop
  }

  var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

  /// Whether the client may still be sending a body that nobody wants.
  var hasUnreadBody: Bool {
    let sends = request.headers[.transferEncoding] != nil || (request.headers[.contentLength] ?? "0") != "0"
    return sends && !state.withLock { $0.hasReadBody }
  }

  /// Whether the answer goes on after its head, and tells of its end itself.
  var isStreaming: Bool {
    get { state.withLock { $0.isStreaming } }
    set { state.withLock { $0.isStreaming = newValue } }
  }

  /// What the log shall tell beside method, route and status.
  var notes: Logger.Metadata {
    get { state.withLock { $0.notes } }
    set { state.withLock { $0.notes = newValue } }
  }

  /// Reads the body.
  ///
  /// - Parameters:
  ///   - limit: bytes; more are not taken into memory.
  ///   - kind: what the body is, for the sentence that refuses a longer one.
  /// - Throws: a ``Problem``, ``ClientLeft``, or NIO's `HTTPParserError`.
  func body(limit: Int, _ kind: String) async throws -> [UInt8] {
    let announced = request.headers[.contentLength].flatMap { Int($0) }
    let refusal = Problem.tooLarge("\(kind) may have \(limit) bytes; this one has more.")
    if let announced, announced > limit { throw refusal }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(announced ?? 0)
    do {
      for try await piece in request.body {
        guard bytes.count + piece.readableBytes <= limit else { throw refusal }
        bytes.append(contentsOf: piece.readableBytesView)
      }
    } catch let error where error is Problem || error is HTTPParserError {
      throw error
    } catch {
      throw ClientLeft()
    }
    guard !presence.hasLeft, announced.map({ $0 == bytes.count }) ?? true else { throw ClientLeft() }
    state.withLock { $0.hasReadBody = true }
    return bytes
  }

  /// Runs `body` while the clock and the client's leaving can fail what it waits for.
  ///
  /// - Parameters:
  ///   - limit: seconds from the request's head.
  ///   - fail: fails all that is waited for.
  func supervised<Value>(
    limit: Int, fail: @escaping @Sendable (any Error) -> Void, _ body: () async throws -> Value
  ) async throws -> Value {
    let tooLate = Problem(
      .serviceUnavailable, "There was no answer within \(limit) seconds; ask again in a moment.",
      reason: "deadline", retryAfter: 1)
    let left = TimeAmount.milliseconds(Int64((Double(limit) - seconds) * 1000))
    let timer = eventLoop.scheduleTask(in: left) { fail(tooLate) }
    presence.whenLeft { fail(ClientLeft()) }
    defer {
      timer.cancel()
      presence.whenLeft(nil)
    }
    return try await body()
  }
}

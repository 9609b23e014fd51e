import HTTPTypes
import Hummingbird
import Logging

/// Something that answers requests over HTTP: the generators (``TranslationService``), or a class (``ClassService``).
package protocol WebService: AnyObject, Sendable {
  /// Everything that it can be asked for.
  static var endpoints: [Endpoint<Self>] { get }

  var base: ServiceBase { get }

  /// Whether what it works with was read.
  var isLoaded: Bool { get }

  /// Reads what it works with. May take seconds; not for a thread of Swift's pool.
  func load() throws
}

extension WebService {
  package var settings: ServerSettings { base.settings }
  package var queue: WorkQueue { base.queue }
  package var metrics: Metrics { base.metrics }
  var logger: Logger { base.logger }

  /// Whether requests are served: everything was read, and the server does not drain.
  package var isReady: Bool { isLoaded && !queue.isDraining }

  func readiness() throws(Problem) -> Response {
    guard !queue.isDraining else {
      throw Problem(.serviceUnavailable, "This server is about to stop.", reason: "draining", retryAfter: 1)
    }
    guard isLoaded else { throw .loading }
    return JSONAnswer.response(["status": "ready"])
  }

  func metricsText() -> Response {
    var headers = HTTPFields()
    headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
    let text = metrics.text(depth: queue.depth, isReady: isReady)
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  /// Takes a place in the queue, then the request's body, and has a worker make something of it.
  ///
  /// - Parameters:
  ///   - work: how much there will be to do, in a unit of the service's own.
  ///   - limit: bytes of the body, and what it is; nil for a request that has none.
  ///   - perform: for a worker; told by its second argument whether anybody still waits.
  func worked<Value: Sendable>(
    _ exchange: Exchange, work: Double, limit: (bytes: Int, kind: String)?,
    _ perform: @escaping @Sendable (_ body: [UInt8], _ isCancelled: () -> Bool) throws -> Value
  ) async throws -> Value {
    let place = try queue.enter(client: exchange.client, work: work)
    defer { queue.leave(place) }
    var bytes: [UInt8] = []
    if let limit { bytes = try await exchange.body(limit: limit.bytes, limit.kind) }
    let answer = Answer<Value>()
    return try await exchange.supervised(limit: settings.limits[.requestSeconds], fail: answer.fail) {
      queue.run(place, answer) { [bytes] isCancelled in try perform(bytes, isCancelled) }
      return try await answer.value()
    }
  }
}

extension Problem {
  /// The server listens, and has not read yet what it works with.
  static var loading: Problem {
    Problem(
      .serviceUnavailable, "This server has just been started; ask again in a moment.", reason: "loading",
      retryAfter: 2)
  }
}

import HTTPTypes
import Hummingbird

extension TranslationService {
  /// `POST /v1/live`: the drawing as it is now, answered by server-sent events: `draft`, then `picture`; or
  /// `superseded` as soon as a newer drawing of the same canvas is there.
  func live(_ exchange: Exchange) async throws -> Response {
    let query = try Query(exchange.request, names: TranslationOrder.parameters + ["canvas"])
    let commission = try commission(exchange, query)
    guard case .strokes = commission.body else {
      throw Problem(.unsupportedMediaType, "A live canvas takes strokes as application/json.")
    }
    let name = query["canvas"] ?? ""
    guard (1...64).contains(name.utf8.count), name.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw Problem.badRequest("The parameter canvas must be a word of 1 to 64 letters, digits and signs.")
    }
    // A client can supersede its own drawings alone.
    let canvas = exchange.client + " " + name
    let place = try queue.enter(client: exchange.client, work: commission.work)

    let side = commission.side ?? commission.domain.usualSide
    let hasDraft = side > Self.draftSide && commission.domain.generator.canMake(side: Self.draftSide)
    let turn = LiveTurn(hasDraft: hasDraft)
    let stay = Stay { [queue, canvases] in
      turn.fail(ClientLeft())
      canvases.end(turn, canvas: canvas)
      queue.leave(place)
    }
    let bytes = try await exchange.body(limit: settings.limits[.strokesBytes], "A drawing")
    let limit = settings.limits[.requestSeconds]
    canvases.begin(turn, canvas: canvas)
    queue.run(place, turn.full) { [start = exchange.start] isCancelled in
      turn.begin()
      do {
        let input = try commission.input(bytes)
        if hasDraft {
          let draft = try commission.picture(
            input, side: Self.draftSide, isDraft: true, withFigures: false, since: start,
            isCancelled: { turn.draft.isSettled })
          turn.draft.settle(.success(draft))
          if isCancelled() { throw CancellationError() }
        }
        return try commission.picture(
          input, side: side, withFigures: true, since: start, isCancelled: isCancelled)
      } catch {
        turn.draft.fail(error)
        throw error
      }
    }
    let first = try await exchange.supervised(limit: limit, fail: turn.fail) {
      try await event(hasDraft ? "draft" : "picture", hasDraft ? turn.draft : turn.full, exchange)
    }
    exchange.isStreaming = true
    var headers = HTTPFields()
    headers[.contentType] = "text/event-stream"
    headers[.cacheControl] = "no-store"
    return Response(
      status: .ok, headers: headers,
      body: ResponseBody { [self] writer in
        defer {
          stay.end()
          note(exchange, route: "/v1/live", status: 200)
        }
        do {
          try await writer.write(ByteBuffer(string: first.text))
          if first.name == "draft" {
            let last = try await exchange.supervised(limit: limit, fail: turn.fail) {
              try await lastEvent(turn, exchange)
            }
            try await writer.write(ByteBuffer(string: last.text))
          }
          try await writer.finish(nil)
        } catch {
          exchange.notes["refused"] = "left"
          throw error
        }
      })
  }

  /// Side in pixels of the quick picture.
  private static let draftSide = 128

  /// One of the stream's events, with JSON.
  private struct Event {
    let name: String
    let json: [UInt8]

    var text: String { "event: \(name)\ndata: \(String(decoding: json, as: UTF8.self))\n\n" }
  }

  private func event(_ name: String, _ answer: Answer<MadePicture>, _ exchange: Exchange) async throws -> Event {
    do {
      let made = try await answer.value()
      if name == "picture" { count(made, exchange) }
      return Event(name: name, json: JSONAnswer.bytes(made.document))
    } catch is Superseded {
      exchange.notes["superseded"] = "yes"
      return Event(name: "superseded", json: Array("{}".utf8))
    }
  }

  /// After a draft a failure can only be told within the stream.
  private func lastEvent(_ turn: LiveTurn, _ exchange: Exchange) async throws -> Event {
    do {
      return try await event("picture", turn.full, exchange)
    } catch let problem as Problem {
      metrics.countRefusal(problem.reason)
      exchange.notes["refused"] = "\(problem.reason)"
      return Event(name: "problem", json: problem.document)
    }
  }

  /// What a request holds, given back at the latest when nobody holds this any more: an answer's body may never be asked
  /// for.
  private final class Stay: Sendable {
    private let giveBack: @Sendable () -> Void

    /// - Parameter giveBack: does no harm when it is done twice.
    init(_ giveBack: @escaping @Sendable () -> Void) { self.giveBack = giveBack }

    func end() { giveBack() }

    deinit { giveBack() }
  }
}

import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1

/// The connection that a request came by.
struct ConnectionContext: InitializableFromSource {
  let channel: any Channel

  init(source: ApplicationRequestContextSource) { channel = source.channel }
}

/// Finds a request's endpoint, and turns whatever becomes of it into an answer, a line in the log and figures.
struct ServiceResponder<Service: WebService>: HTTPResponder {
  typealias Context = ConnectionContext

  let service: Service

  private var refusalDelay: Duration { .milliseconds(200) }

  func respond(to request: Request, context: ConnectionContext) async throws -> Response {
    let presence = try await context.channel.eventLoop.submit { [channel = context.channel] in
      try channel.pipeline.syncOperations.handler(type: ClientGuard.self).presence
    }.get()
    let found = Endpoint<Service>.at(request.uri.path)
    let exchange = Exchange(
      request, client: client(request, context.channel), parameter: found?.parameter ?? "", presence: presence,
      eventLoop: context.channel.eventLoop)
    var response: Response
    do {
      response = try await answer(exchange, found?.endpoints)
    } catch let problem as Problem {
      service.metrics.countRefusal(problem.reason)
      exchange.notes["refused"] = "\(problem.reason)"
      // Whoever asks again at once, again and again, must not take the processor from those who are served.
      if problem.status == .tooManyRequests { try? await Task.sleep(for: refusalDelay) }
      response = problem.response
    } catch let error where error is ClientLeft || error is CancellationError {
      service.metrics.countRefusal("left")
      exchange.notes["refused"] = "left"
      // Nobody reads it.
      response = Response(status: HTTPResponse.Status(code: 499, reasonPhrase: "Client Left"))
    } catch let error as HTTPParserError {
      throw error
    } catch {
      service.logger.error("a request failed", metadata: ["error": "\(error)"])
      response = Problem(.internalServerError, "Something went wrong here; the server's log tells what.").response
    }
    response.headers[.xContentTypeOptions] = "nosniff"
    response.headers[.referrerPolicy] = "no-referrer"
    response.headers[.crossOriginResourcePolicy] = "same-origin"
    // Whoever was refused may go on sending for long.
    if exchange.hasUnreadBody { response.headers[.connection] = "close" }
    if !exchange.isStreaming {
      service.note(exchange, route: found?.endpoints[0].path, status: response.status.code)
    }
    return request.method == .head ? response.createHeadResponse() : response
  }

  private func answer(_ exchange: Exchange, _ endpoints: [Endpoint<Service>]?) async throws -> Response {
    // What two readers of a request could understand differently is not served: a proxy may be one of them.
    if let coding = exchange.request.headers[.transferEncoding], coding.lowercased() != "chunked" {
      throw Problem(.notImplemented, "Bodies come with a Content-Length, or chunked.")
    }
    guard let endpoints else { throw Problem(.notFound, "There is nothing at this address.") }
    let method = exchange.request.method == .head ? .get : exchange.request.method
    guard let endpoint = endpoints.first(where: { $0.method == method }) else {
      let known = endpoints.map(\.method)
      throw Problem(
        .methodNotAllowed, "This address knows \(known.map(\.rawValue).joined(separator: ", ")) alone.",
        allowed: known + (known.contains(.get) ? [.head] : []))
    }
    if !endpoint.isOpen, let token = service.base.token, !token.isBrought(by: exchange.request.headers[.authorization])
    {
      throw Problem(
        .unauthorized, "This server answers those who know its token; send it as Authorization: Bearer TOKEN.",
        reason: "token")
    }
    return try await endpoint.respond(service, exchange)
  }

  /// The address that places in the queue are counted for.
  private func client(_ request: Request, _ channel: any Channel) -> String {
    let peer = channel.remoteAddress?.ipAddress ?? "local"
    guard service.settings.proxies.contains(peer) else { return peer }
    // A proxy appends whom it speaks for; what stands before that anybody may have written.
    let named = request.headers[values: .forwardedFor].last?.split(separator: ",").last?.filter { $0 != " " }
    guard let named, let address = try? SocketAddress(ipAddress: named, port: 0).ipAddress else { return peer }
    return address
  }
}

extension WebService {
  /// Writes a request's line in the log and counts it, once its answer is settled.
  func note(_ exchange: Exchange, route: String?, status: Int) {
    let route = route ?? "unknown"
    let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .delete, .patch, .options]
    let method = known.contains(exchange.request.method) ? exchange.request.method.rawValue : "other"
    metrics.countRequest(method: method, route: route, status: status)
    var line = exchange.notes
    line["method"] = "\(method)"
    line["route"] = "\(route)"
    line["status"] = "\(status)"
    line["ms"] = "\(Int((exchange.seconds * 1000).rounded()))"
    line["client"] = "\(exchange.client)"
    logger.info("request", metadata: line)
  }
}

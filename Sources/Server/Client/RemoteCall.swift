import Foundation
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// One request to a server, on SwiftNIO's threads; another thread waits for its answer as long as it likes.
final class RemoteCall: Sendable {
  /// The status and the body, or why there are none.
  typealias Outcome = Result<(status: Int, body: [UInt8]), any Error>

  /// The server closed the connection before its answer was complete, or sent more than any picture has.
  struct NoAnswer: Error {}

  private struct State {
    var outcome: Outcome?
    var channel: (any Channel)?
    var isCancelled = false
  }

  private let state = Mutex(State())
  private let ended = DispatchSemaphore(value: 0)

  /// - Parameters:
  ///   - target: path and query.
  ///   - token: the word that the server asks for.
  ///   - headers: beside those for the server's name, the token and the body.
  init(
    _ server: ServerAddress, _ method: HTTPMethod, _ target: String, token: String?, headers: HTTPHeaders,
    body: [UInt8] = []
  ) {
    var headers = headers
    headers.add(name: "Host", value: server.authority)
    headers.add(name: "Content-Length", value: String(body.count))
    headers.add(name: "Connection", value: "close")
    if let token { headers.add(name: "Authorization", value: "Bearer \(token)") }
    let head = HTTPRequestHead(version: .http1_1, method: method, uri: target, headers: headers)
    ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(.seconds(5))
      .channelOption(ChannelOptions.socketOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(Collector(call: self))
        }
      }
      .connect(host: server.host, port: server.port)
      .whenComplete { result in
        switch result {
        case .failure(let error): self.settle(.failure(error))
        case .success(let channel): self.send(head, body, over: channel)
        }
      }
  }

  private func send(_ head: HTTPRequestHead, _ body: [UInt8], over channel: any Channel) {
    let isCancelled = state.withLock { state in
      state.channel = channel
      return state.isCancelled
    }
    guard !isCancelled else { return channel.close(promise: nil) }
    channel.write(HTTPClientRequestPart.head(head), promise: nil)
    channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: body))), promise: nil)
    channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
  }

  private func settle(_ outcome: Outcome) {
    let isFirst = state.withLock { state in
      guard state.outcome == nil else { return false }
      state.outcome = outcome
      return true
    }
    if isFirst { ended.signal() }
  }

  /// What came of it so far; nil while nothing has.
  var outcome: Outcome? { state.withLock { $0.outcome } }

  /// Waits for the outcome, so many milliseconds at most.
  func wait(milliseconds: Int) -> Outcome? {
    if let outcome { return outcome }
    _ = ended.wait(timeout: .now() + .milliseconds(milliseconds))
    return outcome
  }

  /// Nobody wants the answer any more; the server stops its work.
  func cancel() {
    let channel = state.withLock { state in
      state.isCancelled = true
      return state.channel
    }
    channel?.close(promise: nil)
  }

  /// Puts an answer together.
  private final class Collector: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let call: RemoteCall
    private var status = 0
    private var body: [UInt8] = []
    private static let mostBytes = 32 << 20

    init(call: RemoteCall) { self.call = call }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head): status = Int(head.status.code)
      case .body(let piece):
        guard body.count + piece.readableBytes <= Self.mostBytes else {
          call.settle(.failure(NoAnswer()))
          return context.close(promise: nil)
        }
        body.append(contentsOf: piece.readableBytesView)
      case .end:
        call.settle(.success((status, body)))
        context.close(promise: nil)
      }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      call.settle(.failure(error))
      context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { call.settle(.failure(NoAnswer())) }
  }
}

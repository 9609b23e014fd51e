import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Watches one connection: notices when the client leaves, and cuts it off when it is slow.
///
/// A request has to arrive within the time limit, from its head to its end, and each part of an answer has to be taken
/// within it. A client that closes its half of the connection counts as one that has left. After an answer that says
/// `Connection: close` the connection closes, once the client has had a moment to read the answer: closing at once
/// with the rest of a refused body unread would make the system throw the answer away.
final class ClientGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  let presence = ClientPresence()
  private let limit: TimeAmount
  private let onCutOff: @Sendable () -> Void
  private var requestTimer: Scheduled<Void>?
  private var answerTimer: Scheduled<Void>?
  /// Parts of answers that the client has not taken.
  private var untaken = 0
  private var closesAfterAnswer = false

  private static let lingering = TimeAmount.seconds(2)

  /// - Parameter onCutOff: told when the client was too slow.
  init(limit: TimeAmount, onCutOff: @escaping @Sendable () -> Void) {
    self.limit = limit
    self.onCutOff = onCutOff
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      requestTimer?.cancel()
      requestTimer = timer(context)
      if head.headerFields[.expect]?.lowercased() == "100-continue" {
        context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
      }
    case .body: break
    case .end:
      requestTimer?.cancel()
      requestTimer = nil
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let part = unwrapOutboundIn(data)
    if case .head(let head) = part, head.headerFields[.connection]?.lowercased() == "close" { closesAfterAnswer = true }
    untaken += 1
    if answerTimer == nil { answerTimer = timer(context) }
    let taken = promise ?? context.eventLoop.makePromise(of: Void.self)
    let bound = NIOLoopBound((guardian: self, context: context), eventLoop: context.eventLoop)
    taken.futureResult.whenComplete { _ in
      let (guardian, context) = bound.value
      guardian.partWasTaken(context)
    }
    context.write(data, promise: taken)
    if case .end = part, closesAfterAnswer {
      taken.futureResult.whenComplete { _ in
        let (_, context) = bound.value
        context.close(mode: .output, promise: nil)
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.lingering) { context.close(promise: nil) }
      }
    }
  }

  private func partWasTaken(_ context: ChannelHandlerContext) {
    untaken -= 1
    answerTimer?.cancel()
    answerTimer = untaken > 0 && context.channel.isActive ? timer(context) : nil
  }

  private func timer(_ context: ChannelHandlerContext) -> Scheduled<Void> {
    context.eventLoop.assumeIsolated().scheduleTask(in: limit) { [self] in
      onCutOff()
      context.close(promise: nil)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed { presence.leave() }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    presence.leave()
    requestTimer?.cancel()
    answerTimer?.cancel()
    context.fireChannelInactive()
  }
}

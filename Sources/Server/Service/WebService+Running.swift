import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import UnixSignals

extension WebService {
  /// Listens and serves until SIGTERM or SIGINT, then finishes what was taken and returns.
  ///
  /// - Parameters:
  ///   - signals: those that end it; a task that is cancelled ends it, too.
  ///   - onListening: told the port when connections are taken.
  /// - Throws: an error whose description is one sentence, where the address cannot be used, or what the
  ///   service works with not be read.
  package func run(
    endingAt signals: [UnixSignal] = [.sigterm, .sigint],
    onListening: @escaping @Sendable (_ port: Int) -> Void = { _ in }
  ) async throws {
    let limits = settings.limits
    let patience = TimeAmount.seconds(Int64(limits[.clientSeconds]))
    let metrics = metrics
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    let application = Application(
      responder: ServiceResponder(service: self),
      server: .http1(
        configuration: HTTP1Channel.Configuration(
          additionalChannelHandlers: [ClientGuard(limit: patience) { metrics.countRefusal("slow") }],
          idleTimeout: patience,
          httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: 8192, maxHeaderListSize: 16_384, maxHeaderFieldCount: 100))),
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port), serverName: "AICanvas",
        availableConnectionsDelegate: MaximumAvailableConnections(limits[.connections], logger: quiet)),
      onServerRunning: { channel in onListening(channel.localAddress?.port ?? 0) },
      logger: quiet)
    // Services are told to stop in reverse order: no new work comes in before connections begin to close.
    let services: [any ServiceLifecycle.Service] = [application, Loading(service: self), Draining(service: self)]
    var configuration = ServiceGroupConfiguration(
      services: services, gracefulShutdownSignals: signals, logger: quiet)
    configuration.maximumGracefulShutdownDuration = .seconds(limits[.drainSeconds])
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch let error as IOError {
      throw ServerError(
        "Cannot listen on \(settings.host):\(settings.port) (\(String(cString: strerror(error.errnoCode)))).")
    }
  }

  /// The same for a program's main thread, which waits here.
  package func runToEnd(onListening: @escaping @Sendable (_ port: Int) -> Void) throws {
    let outcome = Outcome()
    let ended = DispatchSemaphore(value: 0)
    Task.detached { [self] in
      do {
        try await run(onListening: onListening)
      } catch {
        outcome.error.withLock { $0 = error }
      }
      ended.signal()
    }
    ended.wait()
    if let error = outcome.error.withLock({ $0 }) { throw error }
  }
}

private final class Outcome: Sendable {
  let error = Mutex<(any Error)?>(nil)
}

/// Reads what the service works with while it listens already.
private struct Loading<Service: WebService>: ServiceLifecycle.Service {
  let service: Service

  func run() async throws {
    let loaded = Answer<Void>()
    Thread.detachNewThread { [service] in loaded.settle(Result { try service.load() }) }
    try await cancelWhenGracefulShutdown { try await loaded.value() }
    service.logger.notice("ready")
    try? await gracefulShutdown()
  }
}

/// Takes no more work from the moment the server is told to stop.
private struct Draining<Service: WebService>: ServiceLifecycle.Service {
  let service: Service

  func run() async throws {
    try? await gracefulShutdown()
    service.queue.drain()
    service.logger.notice("draining", metadata: ["taken": "\(service.queue.depth.taken)"])
  }
}

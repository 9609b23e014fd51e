import Dispatch
import Foundation
import Server
import Support
import Synchronization

/// A service that listens on a free port of this machine and serves what it has read, for as long as somebody holds this.
final class RunningServer<Service: WebService>: Sendable {
  /// 0 where it could not begin.
  let port: Int
  let service: Service
  private let run: Task<Void, Never>
  private let ended = DispatchSemaphore(value: 0)

  init(_ service: Service) {
    self.service = service
    let listening = DispatchSemaphore(value: 0)
    let found = FoundPort()
    run = Task.detached { [ended] in
      try? await service.run(endingAt: []) { port in
        found.port.withLock { $0 = port }
        listening.signal()
      }
      listening.signal()
      ended.signal()
    }
    listening.wait()
    port = found.port.withLock { $0 }
    while !service.isReady && port != 0 { usleep(2000) }
  }

  deinit { stop() }

  /// Ends it, and returns when it is over; a second time does nothing.
  func stop() {
    run.cancel()
    ended.wait()
    ended.signal()
  }

  private final class FoundPort: Sendable {
    let port = Mutex(0)
  }
}

/// A server under test, whatever it serves.
protocol ServerUnderTest {
  var port: Int { get }
}

extension ServerUnderTest {
  func connect() throws -> HTTPConnection { try HTTPConnection(port: port) }

  /// One request over a connection of its own.
  func request(
    _ method: String, _ target: String, _ headers: [String: String] = [:], body: [UInt8]? = nil
  ) throws -> HTTPReply? {
    try connect().request(method, target, headers, body: body)
  }
}

import Dispatch
import Foundation
import Studio
import Synchronization

/// Sends a studio's kept pictures to its class's server, one after the other, in the order in which they were kept.
///
/// It works on a thread of its own. Where the server does not take a picture it is tried again later, after pauses that
/// double up to a minute, and whenever another picture was kept. One that the server will never take
/// is left aside until the studio is opened again, and holds up no other.
package final class ClassCourier: PictureCourier {
  private let server: RemoteClass
  private let outbox: ClassOutbox
  private let firstPause: Double
  private let state = Mutex(State())
  private let awake = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  private struct State {
    var isRunning = false
    var isEnding = false
    /// Whether something was kept since the last round began.
    var hasNews = true
    var call: RemoteCall?
  }

  /// Milliseconds for one picture: the server has a limit of its own, of half a minute unless told otherwise.
  private static let patience = 60_000
  /// Milliseconds that a studio which closes waits for its last picture.
  private static let farewell = 2000
  /// Seconds.
  private static let longestPause = 60.0

  /// - Parameter firstPause: seconds until what was not taken is tried again.
  package init(_ server: RemoteClass, _ outbox: ClassOutbox, firstPause: Double = 1) {
    self.firstPause = firstPause
    self.server = server
    self.outbox = outbox
  }

  package func start(onChange: @escaping @Sendable (_ waiting: Int) -> Void) {
    let isFirst = state.withLock { state in
      defer { state.isRunning = true }
      return !state.isRunning
    }
    guard isFirst else { return }
    Thread.detachNewThread { [self] in
      Thread.current.name = "courier"
      run(onChange)
      ended.signal()
    }
  }

  package func send() {
    state.withLock { $0.hasNews = true }
    awake.signal()
  }

  package func finish() {
    let isRunning = state.withLock { state in
      state.isEnding = true
      return state.isRunning
    }
    guard isRunning else { return }
    awake.signal()
    guard ended.wait(timeout: .now() + .milliseconds(Self.farewell)) == .timedOut else { return }
    state.withLock { $0.call }?.cancel()
  }

  private func run(_ onChange: (Int) -> Void) {
    var refused: Set<String> = []
    var pause = firstPause
    var told = 0
    while true {
      let isOver = state.withLock { state in
        defer { state.hasNews = false }
        return state.isEnding && !state.hasNews
      }
      if isOver { return }
      let round = deliver(&refused)
      if round.waiting ?? told != told { onChange(round.waiting ?? told) }
      told = round.waiting ?? told
      if state.withLock({ $0.isEnding && !$0.hasNews }) { return }
      if round.isDone {
        pause = firstPause
        awake.wait()
      } else {
        _ = awake.wait(timeout: .now() + pause)
        pause = min(pause * 2, Self.longestPause)
      }
    }
  }

  /// Sends what waits, until something is not taken.
  ///
  /// - Returns: how many pictures wait then, nil where that cannot be told, and whether nothing is to be tried again.
  private func deliver(_ refused: inout Set<String>) -> (waiting: Int?, isDone: Bool) {
    guard let all = try? outbox.waiting() else { return (nil, false) }
    var left = all.count
    for creation in all {
      guard let identity = creation.identity, !refused.contains(identity) else { continue }
      switch receipt(creation, identity) {
      case .taken:
        // Where it cannot be noted, it will be sent once more.
        try? outbox.noteSent(identity)
        left -= 1
      case .refused: refused.insert(identity)
      case .later: return (left, false)
      }
    }
    return (left, true)
  }

  private func receipt(_ creation: Creation, _ identity: String) -> RemoteClass.Receipt {
    let parcel: [UInt8]
    do throws(GalleryError) {
      parcel = try outbox.parcel(for: creation)
    } catch {
      // A file that is damaged or gone cannot be sent, and must not hold up the others.
      if case .fileUnreadable = error { return .refused }
      return .later
    }
    let call = server.send(parcel, identity: identity)
    defer { call.cancel() }
    state.withLock { $0.call = call }
    defer { state.withLock { $0.call = nil } }
    return RemoteClass.receipt(call.wait(milliseconds: Self.patience))
  }
}

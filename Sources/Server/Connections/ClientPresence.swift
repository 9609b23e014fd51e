import Synchronization

/// Whether a connection's client is still there.
final class ClientPresence: Sendable {
  private struct State {
    var hasLeft = false
    var farewell: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  var hasLeft: Bool { state.withLock { $0.hasLeft } }

  /// Has something done when the client leaves, at once where it has left already; nil for nothing any more. A
  /// connection serves one request at a time, so one is enough.
  func whenLeft(_ farewell: (@Sendable () -> Void)?) {
    let hasLeft = state.withLock { state in
      state.farewell = state.hasLeft ? nil : farewell
      return state.hasLeft
    }
    if hasLeft { farewell?() }
  }

  func leave() {
    let farewell = state.withLock { state in
      state.hasLeft = true
      defer { state.farewell = nil }
      return state.farewell
    }
    farewell?()
  }
}

import Synchronization

/// A value that somebody waits for. Whoever settles it first decides: the worker, the clock, or the client who left.
package final class Answer<Value: Sendable>: Sendable {
  private struct State {
    var result: Result<Value, any Error>?
    var waiter: CheckedContinuation<Value, any Error>?
  }

  private let state = Mutex(State())

  package init() {}

  package var isSettled: Bool { state.withLock { $0.result != nil } }

  package func settle(_ result: Result<Value, any Error>) {
    let waiter = state.withLock { state -> CheckedContinuation<Value, any Error>? in
      guard state.result == nil else { return nil }
      state.result = result
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume(with: result)
  }

  package func fail(_ error: any Error) { settle(.failure(error)) }

  /// Waits; for one caller. Ends with `CancellationError` when the caller's task is cancelled.
  package func value() async throws -> Value {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let result = state.withLock { state -> Result<Value, any Error>? in
          if state.result == nil { state.waiter = continuation }
          return state.result
        }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      fail(CancellationError())
    }
  }
}

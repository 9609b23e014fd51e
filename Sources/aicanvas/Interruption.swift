import Dispatch
import Foundation
import Synchronization

/// Turns the first Ctrl-C (or SIGTERM) into a request to stop; the second one ends the program at once.
final class Interruption {
  private final class Flag: Sendable {
    let isRaised = Atomic<Bool>(false)
  }

  private let flag = Flag()
  /// Held so that they go on listening.
  private let sources: [any DispatchSourceSignal]

  var isRequested: Bool { flag.isRaised.load(ordering: .relaxed) }

  /// - Parameter noticed: called once, from another thread, when a stop is requested.
  init(noticed: @escaping @Sendable () -> Void = {}) {
    let flag = flag
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        let isFirst = !flag.isRaised.exchange(true, ordering: .relaxed)
        signal(number, SIG_DFL)
        if isFirst { noticed() }
      }
      source.activate()
      return source
    }
  }
}

import Dispatch
import Foundation
import Synchronization

/// Turns the first Ctrl-C (or SIGTERM) into a request to stop; the second one ends the program at once.
final class Interruption: Sendable {
  private let requested = Atomic<Bool>(false)
  private let sources = Mutex<[any DispatchSourceSignal]>([])

  var isRequested: Bool { requested.load(ordering: .relaxed) }

  init() {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [weak self] in
        self?.requested.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
      source.activate()
      sources.withLock { $0.append(source) }
    }
  }
}

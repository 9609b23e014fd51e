import Studio
import Synchronization
import Terminal

/// Answers from other threads, waiting for the loop.
final class Inbox: Sendable {
  private let messages = Mutex<[StudioMessage]>([])
  private let wake: @Sendable () -> Void

  init(wake: @escaping @Sendable () -> Void) {
    self.wake = wake
  }

  func post(_ message: StudioMessage) {
    messages.withLock { messages in
      // Only the newest share of one work matters; the loop may be slower than the layers of a network.
      if case .translation(let new) = message, case .progress = new.kind,
        case .translation(let old) = messages.last, case .progress = old.kind, old.revision == new.revision
      {
        messages.removeLast()
      }
      messages.append(message)
    }
    wake()
  }

  func take() -> [StudioMessage] {
    messages.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}

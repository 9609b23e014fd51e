import Dispatch
import Studio
import Synchronization

/// Does one thing after the other in the background; what comes of each reaches the loop as messages.
///
/// It has a thread of its own whenever it works, so that nothing else in the process can hold it up.
final class Worker: Sendable {
  private let queue: DispatchQueue
  private let inbox: Inbox

  init(_ name: String, _ inbox: Inbox, qos: DispatchQoS = .userInitiated) {
    queue = DispatchQueue(label: "aicanvas." + name, qos: qos)
    self.inbox = inbox
  }

  /// Queues some work. Returns at once.
  func run(_ work: @escaping @Sendable () -> [StudioMessage]) {
    queue.async { [inbox] in
      for message in work() { inbox.post(message) }
    }
  }

  /// Waits for everything queued so far.
  func waitUntilDone() {
    queue.sync {}
  }
}

/// Messages from other threads, waiting for the loop.
final class Inbox: Sendable {
  private let messages = Mutex<[StudioMessage]>([])
  private let wake: @Sendable () -> Void

  /// - Parameter wake: ends the loop's wait; called after each message, from any thread.
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

import Synchronization

/// The progress of reading pictures, from whatever thread it comes.
final class ReadingLine: Sendable {
  private struct Shown: @unchecked Sendable {
    // Only ever touched under the lock.
    var line = ProgressLine()
    var most = 0
  }

  private let shown = Mutex(Shown())

  func show(done: Int, of total: Int) {
    shown.withLock { shown in
      // Threads overtake each other; the line does not go back.
      guard done > shown.most || done == 1 else { return }
      shown.most = done == total ? 0 : done
      shown.line.show(ProgressBar.text(done: done, of: total, label: "pictures read"))
    }
  }

  func end() { shown.withLock { $0.line.end() } }
}

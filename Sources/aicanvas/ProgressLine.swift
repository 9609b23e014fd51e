import Foundation

/// One line on standard error that is written again and again; in a file or pipe, one line every ten seconds.
final class ProgressLine {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var last = ContinuousClock.now - .seconds(60)
  private var pending: String?

  func show(_ text: String) {
    pending = text
    let now = ContinuousClock.now
    guard now - last > (isTerminal ? .milliseconds(200) : .seconds(10)) else { return }
    last = now
    write(text)
  }

  /// Writes the newest text for good.
  func end() {
    if let pending { write(pending) }
    if isTerminal && pending != nil { Console.complain("") }
    pending = nil
  }

  private func write(_ text: String) {
    guard isTerminal else { return Console.complain(text) }
    Console.write("\r\u{1B}[2K\(text.shown())")
  }
}

import Foundation
import PseudoTerminal
import Synchronization
import Terminal

/// A terminal for tests: a pseudo-terminal, a screen in memory behind it, and a thread that keeps both going.
package final class EmulatedTerminal: Sendable {
  package let device: PseudoTerminal
  private let screen: Mutex<ScreenModel>
  private let isClosed = Mutex(false)

  package init(columns: Int = 80, rows: Int = 24, profile: TerminalProfile = .plainSixel) throws {
    device = try PseudoTerminal(
      columns: columns, rows: rows, cellWidth: profile.cellWidth, cellHeight: profile.cellHeight)
    screen = Mutex(ScreenModel(columns: columns, rows: rows, profile: profile))
    Thread.detachNewThread { [self] in run() }
  }

  /// Ends the thread. The pseudo-terminal goes with the last reference to this.
  package func close() { isClosed.withLock { $0 = true } }

  /// What is on the screen now.
  package var model: ScreenModel { screen.withLock { $0 } }

  /// Types, or moves the mouse: bytes for the program.
  package func send(_ text: String) { device.write(text) }

  package func resize(columns: Int, rows: Int, cellWidth: Int = 10, cellHeight: Int = 20) {
    screen.withLock { $0.resize(columns: columns, rows: rows) }
    device.resize(columns: columns, rows: rows, cellWidth: cellWidth, cellHeight: cellHeight)
  }

  /// Waits until the screen is as wanted; false if that takes too long.
  package func wait(milliseconds: Int = 10_000, until condition: (ScreenModel) -> Bool) -> Bool {
    let end = ContinuousClock.now + .milliseconds(milliseconds)
    while true {
      if condition(model) { return true }
      if ContinuousClock.now > end { return false }
      usleep(5000)
    }
  }

  private func run() {
    // A program that is not started yet has its side closed, which reads as an end.
    while !isClosed.withLock({ $0 }) {
      guard let bytes = device.read(timeout: 20) else {
        usleep(2000)
        continue
      }
      if bytes.isEmpty { continue }
      let answers = screen.withLock { screen in
        screen.feed(bytes)
        defer { screen.answers = [] }
        return screen.answers
      }
      if !answers.isEmpty { device.write(answers) }
    }
  }
}

import Foundation
import PseudoTerminal
import Synchronization
import Terminal

/// A terminal for tests: a pseudo-terminal, a screen in memory behind it, and a thread that keeps both going.
package final class EmulatedTerminal: Sendable {
  package let device: PseudoTerminal
  private let screen: Mutex<Screen>
  private let isClosed = Mutex(false)
  private let slowness: Int

  private struct Screen {
    var model: ScreenModel
    /// How often it has changed.
    var changes = 0
  }

  package init(columns: Int = 80, rows: Int = 24, profile: TerminalProfile = .plainSixel) throws {
    device = try PseudoTerminal(
      columns: columns, rows: rows, cellWidth: profile.cellWidth, cellHeight: profile.cellHeight)
    slowness = profile.slowness
    screen = Mutex(Screen(model: ScreenModel(columns: columns, rows: rows, profile: profile)))
    Thread.detachNewThread { [self] in run() }
  }

  /// Ends the thread. The pseudo-terminal goes with the last reference to this.
  package func close() { isClosed.withLock { $0 = true } }

  /// What is on the screen now.
  package var model: ScreenModel { screen.withLock { $0.model } }

  /// Types, or moves the mouse: bytes for the program.
  package func send(_ text: String) { device.write(text) }

  package func resize(columns: Int, rows: Int, cellWidth: Int = 10, cellHeight: Int = 20) {
    screen.withLock {
      $0.model.resize(columns: columns, rows: rows)
      $0.changes += 1
    }
    device.resize(columns: columns, rows: rows, cellWidth: cellWidth, cellHeight: cellHeight)
  }

  /// Waits until the screen is as wanted; false if that takes too long.
  package func wait(milliseconds: Int = 10_000, until condition: (ScreenModel) -> Bool) -> Bool {
    let end = ContinuousClock.now + .milliseconds(milliseconds)
    var seen = -1
    var looks = 0
    while true {
      // A look reads the whole screen, so it costs the program under test time; conditions that ask for something else
      // than the screen are asked now and then.
      let changes = screen.withLock { $0.changes }
      if changes != seen || looks % 10 == 0, condition(model) { return true }
      seen = changes
      looks += 1
      if ContinuousClock.now > end { return condition(model) }
      usleep(5000)
    }
  }

  /// Waits until something is on the screen, and gives what it found there. Looking again afterwards could meet the
  /// middle of the next frame, whose bytes come in several pieces.
  package func find<Found>(milliseconds: Int = 10_000, _ look: (ScreenModel) -> Found?) -> Found? {
    var found: Found?
    _ = wait(milliseconds: milliseconds) { model in
      found = look(model)
      return found != nil
    }
    return found
  }

  /// The screen between two frames: once every byte is read and nothing has changed for a moment, or as it is while
  /// something keeps moving.
  package func settled() -> ScreenModel {
    var seen = screen.withLock { $0.changes }
    var quiet = 0
    for _ in 0..<100 where quiet < 10 {
      usleep(5000)
      let changes = screen.withLock { $0.changes }
      quiet = changes == seen && device.unread == 0 ? quiet + 1 : 0
      seen = changes
    }
    return model
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
        screen.model.feed(bytes)
        screen.changes += 1
        defer { screen.model.answers = [] }
        return screen.model.answers
      }
      guard !answers.isEmpty else { continue }
      usleep(UInt32(slowness * 1000))
      device.write(answers)
    }
  }
}

import ArgumentParser
import Files
import Foundation
import Synchronization

/// What the program says on the command line. All of it comes through here, so that nothing in a file, a note, a card or
/// a name reaches the terminal as a command; only pictures and the terminal's own modes go another way.
enum Console {
  /// Whether only errors that end the program are told: of several processes that work together one speaks.
  static let isMuted = Atomic<Bool>(false)

  /// One or more lines on standard output.
  static func say(_ text: String) {
    guard !isMuted.load(ordering: .relaxed) else { return }
    print(text.shown(keepingLines: true))
  }

  /// One or more lines on standard error.
  static func complain(_ text: String) {
    write(text.shown(keepingLines: true) + "\n")
  }

  /// Text on standard error that is fit to be shown.
  static func write(_ text: String) {
    guard !isMuted.load(ordering: .relaxed) else { return }
    // Nobody may be reading any more; there is nowhere to complain about that.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// Ends the program with a command's error: its sentence on standard error and its exit status, or the help that was
  /// asked for.
  static func exit(_ error: any Error) -> Never {
    isMuted.store(false, ordering: .relaxed)
    let status = AICanvasCommand.exitCode(for: error)
    let text = AICanvasCommand.fullMessage(for: error)
    if !text.isEmpty {
      if status.isSuccess { say(text) } else { complain(text) }
    }
    Foundation.exit(status.rawValue)
  }
}

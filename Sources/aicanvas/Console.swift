import ArgumentParser
import Files
import Foundation

/// What the program says on the command line. All of it comes through here, so that nothing in a file, a note, a card or
/// a name reaches the terminal as a command; only pictures and the terminal's own modes go another way.
enum Console {
  /// One or more lines on standard output.
  static func say(_ text: String) {
    print(text.shown(keepingLines: true))
  }

  /// One or more lines on standard error.
  static func complain(_ text: String) {
    // Nobody may be reading any more; there is nowhere to complain about that.
    try? FileHandle.standardError.write(contentsOf: Data((text.shown(keepingLines: true) + "\n").utf8))
  }

  /// Ends the program with a command's error: its sentence on standard error and its exit status, or the help that was
  /// asked for.
  static func exit(_ error: any Error) -> Never {
    let status = AICanvasCommand.exitCode(for: error)
    let text = AICanvasCommand.fullMessage(for: error)
    if !text.isEmpty {
      if status.isSuccess { say(text) } else { complain(text) }
    }
    Foundation.exit(status.rawValue)
  }
}

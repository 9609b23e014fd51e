import ArgumentParser
import Foundation

/// A question to whoever runs a command in a terminal.
enum Question {
  /// Whether somebody is there to answer.
  static var canBeAsked: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// Asks until the answer is acceptable.
  ///
  /// - Parameter usual: taken where nothing but Enter was typed.
  /// - Throws: at the end of what is typed.
  static func ask(_ words: String, usual: String? = nil, accept: (String) -> Bool) throws -> String {
    while true {
      Console.say(words + (usual.map { " [\($0)]" } ?? ""))
      guard let line = readLine() else { throw ValidationError("Nothing was taken in: a question had no answer.") }
      let answer = line.trimmingCharacters(in: .whitespaces)
      if answer.isEmpty, let usual { return usual }
      if accept(answer) { return answer }
      Console.say("That does not fit.")
    }
  }
}

/// Why the studio cannot open on this terminal. Each is one sentence that says what to do.
package enum TerminalError: Error, Hashable, CustomStringConvertible {
  case notATerminal
  case dumb
  case noTerminalType(String)
  case failed(String)

  package var description: String {
    switch self {
    case .notATerminal:
      "The studio needs a terminal for both its input and its output; start it without pipes and redirections."
    case .dumb:
      "TERM=dumb promises a terminal that cannot move its cursor; start the studio in a terminal window instead."
    case .noTerminalType(let name):
      "The system has no description of the terminal type “\(name)” nor of xterm-256color; set TERM to one that it has."
    case .failed(let reason):
      "The terminal could not be prepared: \(reason)."
    }
  }
}

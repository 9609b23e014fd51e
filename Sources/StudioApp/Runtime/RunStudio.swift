import Studio
import Terminal

/// Opens the studio in this process's terminal and returns when the child leaves it.
///
/// - Parameters:
///   - options: what the studio works with.
///   - environment: what the process was told about the terminal; also carries `--ascii`.
/// - Throws: ``TextsError`` before the terminal is touched, or ``TerminalError`` where it is of no use. Either's
///   description is one sentence for the user.
package func runStudio(options: StudioOptions, environment: TerminalEnvironment = .current()) throws {
  var texts = try Texts(options.language, folder: options.textsFolder)
  let plainTexts = try Texts(.english, folder: options.textsFolder)
  let session = try TerminalSession.open(environment: environment)
  defer { session.close() }
  // A terminal that shows ASCII only cannot show Hangul.
  if session.capabilities.unicode == .ascii { texts = plainTexts }
  StudioRuntime(options, texts: texts, terminal: session).run()
}

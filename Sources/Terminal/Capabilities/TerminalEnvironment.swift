import Glibc

/// What the process was told about its terminal before asking it anything.
package struct TerminalEnvironment: Equatable, Sendable {
  /// The variables of the process: those of ``names``.
  package var variables: [String: String]
  /// The locale's character set, as `nl_langinfo(CODESET)` names it.
  package var codeset: String
  /// The characters that the user trusts (`--ascii`, or the setting `characters`); nil to judge by locale and terminal.
  package var characters: Capabilities.UnicodeLevel?
  /// The way to show pictures that the user asked for; nil for the best that the terminal offers.
  package var graphics: GraphicsProtocol?
  /// What tmux knows of the terminal that it runs in; nil outside of tmux.
  package var tmux: TmuxClient?

  package init(
    variables: [String: String], codeset: String = "UTF-8", characters: Capabilities.UnicodeLevel? = nil,
    graphics: GraphicsProtocol? = nil, tmux: TmuxClient? = nil
  ) {
    self.variables = variables
    self.codeset = codeset
    self.characters = characters
    self.graphics = graphics ?? variables["AICANVAS_GRAPHICS"].flatMap(GraphicsProtocol.init(rawValue:))
    self.tmux = tmux
  }

  private static let names = [
    "TERM", "COLORTERM", "NO_COLOR", "TMUX", "STY", "MLTERM", "TERM_PROGRAM", "VTE_VERSION", "AICANVAS_GRAPHICS",
  ]

  /// The environment of this process. Sets the process's character type from its locale, for curses too, and asks tmux
  /// about the terminal around it.
  ///
  /// - Parameters:
  ///   - characters: which characters the user trusts, if that was said.
  ///   - graphics: how the user wants pictures to be shown, if that was said; goes before `AICANVAS_GRAPHICS`.
  package static func current(
    characters: Capabilities.UnicodeLevel? = nil, graphics: GraphicsProtocol? = nil
  ) -> TerminalEnvironment {
    // Only the character type: a locale's decimal comma must not reach the numbers in sixels or escape sequences.
    _ = setlocale(LC_CTYPE, "")
    var variables: [String: String] = [:]
    for name in names {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    let codeset = nl_langinfo(nl_item(CODESET)).map { String(cString: $0) } ?? ""
    return TerminalEnvironment(
      variables: variables, codeset: codeset, characters: characters, graphics: graphics,
      tmux: (variables["TMUX"] ?? "").isEmpty ? nil : TmuxClient.ask())
  }

  package var term: String { variables["TERM"] ?? "" }

  var isUTF8: Bool { codeset.uppercased().filter { $0.isLetter || $0.isNumber } == "UTF8" }

  var isMultiplexer: Bool {
    !(variables["TMUX"] ?? "").isEmpty || !(variables["STY"] ?? "").isEmpty || term.hasPrefix("tmux")
      || term.hasPrefix("screen")
  }

  /// mlterm's version, unless a multiplexer is in between.
  var mlterm: String? { isMultiplexer ? nil : variables["MLTERM"] }

  /// `NO_COLOR` counts when it is not empty (no-color.org).
  var wantsNoColour: Bool { !(variables["NO_COLOR"] ?? "").isEmpty }

  /// tmux, rather than another multiplexer, is in between.
  var isTmux: Bool { !(variables["TMUX"] ?? "").isEmpty || term.hasPrefix("tmux") }

  /// Whether kitty's query can be sent. Some terminals would print it: the Linux console before 5.11, old GNOME
  /// terminals, Terminal.app; screen would take it for a message of its own.
  var takesApplicationCommands: Bool {
    if isTmux { return tmux?.passesThrough ?? false }
    if isMultiplexer || term.hasPrefix("linux") || term.hasPrefix("vt") { return false }
    return variables["VTE_VERSION"] == nil && variables["TERM_PROGRAM"] != "Apple_Terminal"
  }
}

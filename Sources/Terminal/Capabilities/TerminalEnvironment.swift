import Glibc

/// What the process was told about its terminal before asking it anything.
package struct TerminalEnvironment: Equatable, Sendable {
  /// The variables of the process: `TERM`, `COLORTERM`, `NO_COLOR`, `TMUX`, `STY`, `MLTERM`,
  /// `AICANVAS_SIXEL`.
  package var variables: [String: String]
  /// The locale's character set, as `nl_langinfo(CODESET)` names it.
  package var codeset: String
  /// The user asked for plain letters (`--ascii`).
  package var ascii: Bool

  package init(variables: [String: String], codeset: String = "UTF-8", ascii: Bool = false) {
    self.variables = variables
    self.codeset = codeset
    self.ascii = ascii
  }

  /// The environment of this process. Sets the process's character type from its locale, for curses too.
  package static func current(ascii: Bool = false) -> TerminalEnvironment {
    // Only the character type: a locale's decimal comma must not reach the numbers in sixels or escape sequences.
    _ = setlocale(LC_CTYPE, "")
    var variables: [String: String] = [:]
    for name in ["TERM", "COLORTERM", "NO_COLOR", "TMUX", "STY", "MLTERM", "AICANVAS_SIXEL"] {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    let codeset = nl_langinfo(nl_item(CODESET)).map { String(cString: $0) } ?? ""
    return TerminalEnvironment(variables: variables, codeset: codeset, ascii: ascii)
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

  /// Overrides what the terminal says about sixel: `AICANVAS_SIXEL=1` or `0`.
  var sixelOverride: Bool? {
    switch variables["AICANVAS_SIXEL"] {
    case "1": true
    case "0": false
    default: nil
    }
  }
}

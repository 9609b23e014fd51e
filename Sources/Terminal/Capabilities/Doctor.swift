/// Tells people what their terminal can do and how to switch on what it cannot.
package enum Doctor {
  /// One line of text per finding, then advice where there is any.
  package static func report(_ capabilities: Capabilities) -> [String] {
    let cell = "\(capabilities.cell.width)×\(capabilities.cell.height) pixels"
    var lines = [
      "terminal       \(capabilities.terminalName)\(capabilities.inMultiplexer ? " (inside tmux or screen)" : "")",
      "size           \(capabilities.columns)×\(capabilities.rows) cells",
      "cell           \(cell)\(capabilities.cellSizeKnown ? "" : " (a guess: the terminal does not tell)")",
      "pictures       \(pictures(capabilities))",
    ]
    lines += capabilities.graphicsReasons.map { "               " + $0 }
    lines += [
      "colours        \(name(capabilities.colourDepth))",
      "characters     \(name(capabilities.unicode))\(sample(capabilities.unicode))",
      "mouse          \(capabilities.pixelMouse ? "to the pixel (1016)" : "to the cell (1006)")",
      "whole frames   \(capabilities.synchronizedOutput ? "yes (2026)" : "no")",
    ]
    lines += advice(capabilities).map { "→ " + $0 }
    return lines
  }

  /// What can be told without asking a terminal: where there is none, or none that may be asked.
  package static func report(without environment: TerminalEnvironment) -> [String] {
    let capabilities = Capabilities(
      replies: [], size: WindowSize(columns: 80, rows: 24), environment: environment)
    let names = environment.variables.keys.sorted()
    var lines = [
      "terminal       none was asked: input or output is no terminal",
      "environment    "
        + (names.isEmpty
          ? "nothing about a terminal"
          : names.map { "\($0)=\(environment.variables[$0] ?? "")" }.joined(separator: " ")),
      "pictures       \(environment.graphics?.title ?? "known only to a terminal that is asked")",
      "colours        \(name(capabilities.colourDepth))",
      "characters     \(name(capabilities.unicode))\(sample(capabilities.unicode))",
    ]
    if let tmux = environment.tmux {
      lines.insert("around tmux    \(tmux.terminal.isEmpty ? "a terminal without a name" : tmux.terminal)", at: 1)
    }
    lines.append("→ Run this in the terminal itself to be told what it shows, and why.")
    return lines
  }

  /// Puts a terminal right that a killed program left behind: the modes off, the cursor shown, the first screen back.
  package static var reset: String { SignalGuard.restoreString }

  private static func pictures(_ capabilities: Capabilities) -> String {
    switch capabilities.graphics {
    case .kitty:
      capabilities.kitty.placeholders
        ? "kitty graphics through tmux, held by placeholder characters"
        : "kitty graphics, \(capabilities.kitty.sharedMemory ? "in shared memory" : "down the line")"
    case .iterm: "inline images (iTerm2's protocol)"
    case .sixel:
      "sixel, \(capabilities.sixelColours) colours, up to \(capabilities.sixelLimit.width)×\(capabilities.sixelLimit.height)"
    case .blocks:
      if capabilities.colourDepth == .none {
        "shades of letters (no pictures, no colours)"
      } else {
        capabilities.unicode == .ascii ? "coloured cells" : "coloured half-blocks"
      }
    }
  }

  private static func advice(_ capabilities: Capabilities) -> [String] {
    var advice: [String] = []
    let name = capabilities.terminalName.lowercased()
    if !capabilities.showsPictures {
      if capabilities.inMultiplexer {
        advice.append(
          "For real pictures start the studio outside of tmux or screen; or within tmux 3.3 or newer in kitty or Ghostty, after: tmux set -g allow-passthrough on"
        )
      } else if name.hasPrefix("xterm(") || name == "xterm" || name == "xterm-256color" {
        advice.append("xterm shows real pictures when it is started as: xterm -ti vt340")
      } else {
        advice.append(
          "For real pictures use a terminal that has them: kitty, Ghostty, WezTerm, iTerm2, Konsole, foot, mlterm, xterm -ti vt340."
        )
      }
    }
    if capabilities.colourDepth == .none {
      advice.append("There are no colours; unset NO_COLOR, or set TERM=xterm-256color if the terminal has them.")
    } else if capabilities.colourDepth < .trueColour, !capabilities.showsPictures {
      advice.append("If the terminal has 24-bit colours, COLORTERM=truecolor makes the blocks smoother.")
    }
    switch capabilities.unicode {
    case .ascii:
      advice.append("Lines are drawn with plain letters; a UTF-8 locale (LANG=C.UTF-8) and no --ascii give finer ones.")
    case .braille where !capabilities.showsPictures:
      advice.append(
        "If the dots above look like empty boxes, the font lacks them: put \"characters\": \"blocks\" into settings.json."
      )
    case .halfBlocks, .braille: break
    }
    return advice
  }

  private static func name(_ depth: Capabilities.ColourDepth) -> String {
    switch depth {
    case .none: "none"
    case .ansi16: "16"
    case .palette256: "256"
    case .trueColour: "24 bits"
    }
  }

  private static func name(_ level: Capabilities.UnicodeLevel) -> String {
    switch level {
    case .ascii: "ASCII"
    case .halfBlocks: "half-blocks"
    case .braille: "braille and half-blocks"
    }
  }

  /// A few of the characters, to see whether the font has them.
  private static func sample(_ level: Capabilities.UnicodeLevel) -> String {
    switch level {
    case .ascii: ""
    case .halfBlocks: "  ▀▄█"
    case .braille: "  ▀▄█ ⠁⡇⣿"
    }
  }
}

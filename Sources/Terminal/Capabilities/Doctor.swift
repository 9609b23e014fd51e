/// Tells people what their terminal can do and how to switch on what it cannot.
package enum Doctor {
  /// One line of text per finding, then advice where there is any.
  package static func report(_ capabilities: Capabilities) -> [String] {
    let cell = "\(capabilities.cell.width)×\(capabilities.cell.height) pixels"
    let limit = "\(capabilities.sixelLimit.width)×\(capabilities.sixelLimit.height)"
    var lines = [
      "terminal       \(capabilities.terminalName)\(capabilities.inMultiplexer ? " (inside tmux or screen)" : "")",
      "size           \(capabilities.columns)×\(capabilities.rows) cells",
      "cell           \(cell)\(capabilities.cellSizeKnown ? "" : " (a guess: the terminal does not tell)")",
      "pictures       \(capabilities.sixel ? "sixel, \(capabilities.sixelColours) colours, up to \(limit)" : fallback(capabilities))",
      "colours        \(name(capabilities.colourDepth))",
      "characters     \(name(capabilities.unicode))",
      "mouse          \(capabilities.pixelMouse ? "to the pixel (1016)" : "to the cell (1006)")",
      "whole frames   \(capabilities.synchronizedOutput ? "yes (2026)" : "no")",
    ]
    lines += advice(capabilities).map { "→ " + $0 }
    return lines
  }

  /// Puts a terminal right that a killed program left behind: the modes off, the cursor shown, the first screen back.
  package static var reset: String { SignalGuard.restoreString }

  private static func advice(_ capabilities: Capabilities) -> [String] {
    var advice: [String] = []
    let name = capabilities.terminalName.lowercased()
    if !capabilities.sixel {
      if capabilities.inMultiplexer {
        advice.append(
          "tmux and screen do not pass pictures through, so they are made of blocks; start the studio outside of them.")
      } else if name.hasPrefix("xterm(") || name == "xterm" || name == "xterm-256color" {
        advice.append("xterm shows real pictures when it is started as: xterm -ti vt340")
      } else if name.contains("kitty") {
        advice.append("kitty has a graphics protocol of its own and no sixel, so pictures are made of blocks.")
      } else {
        advice.append("For real pictures use a terminal with sixel: xterm -ti vt340, mlterm, foot, WezTerm.")
      }
    }
    if capabilities.colourDepth == .none {
      advice.append("There are no colours; unset NO_COLOR, or set TERM=xterm-256color if the terminal has them.")
    } else if capabilities.colourDepth < .trueColour, !capabilities.sixel {
      advice.append("If the terminal has 24-bit colours, COLORTERM=truecolor makes the blocks smoother.")
    }
    if capabilities.unicode == .ascii {
      advice.append("Lines are drawn with plain letters; a UTF-8 locale (LANG=C.UTF-8) and no --ascii give finer ones.")
    }
    return advice
  }

  private static func fallback(_ capabilities: Capabilities) -> String {
    if capabilities.colourDepth == .none { return "shades of letters (no sixel, no colours)" }
    return capabilities.unicode == .ascii ? "coloured cells (no sixel)" : "coloured half-blocks (no sixel)"
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
}

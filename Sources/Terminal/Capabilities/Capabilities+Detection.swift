import Foundation

extension Capabilities {
  /// All questions in one write. The primary device attributes come last because every terminal answers them: once
  /// that answer is there, the others are, or never will be. What a terminal prints of questions that it does not know
  /// is wiped out at the end.
  ///
  /// - Parameter sharedPixel: the name of a pixel in shared memory, to find out whether the terminal can read it.
  package static func query(for environment: TerminalEnvironment, sharedPixel: String? = nil) -> String {
    var kitty = ""
    if environment.takesApplicationCommands {
      kitty = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\"
      if let sharedPixel {
        kitty += "\u{1B}_Gi=32,s=1,v=1,a=q,t=s,f=24;\(Data(sharedPixel.utf8).base64EncodedString())\u{1B}\\"
      }
      if environment.isTmux {
        // tmux answers all else itself and at once; the status report comes from the terminal around it, after the rest.
        kitty = String(decoding: TmuxPassthrough.wrap(Array((kitty + "\u{1B}[5n").utf8)), as: UTF8.self)
      }
    }
    return "\u{1B}7" + kitty + "\u{1B}[>q\u{1B}[?1;1;0S\u{1B}[?2;4;0S\u{1B}[14t\u{1B}[16t\u{1B}[?1016$p"
      + "\u{1B}[?2026$p\u{1B}8\u{1B}[J\u{1B}[c"
  }

  /// Asks for the size of a cell, where the kernel does not know it.
  package static let cellQuery = "\u{1B}[16t"

  /// Puts together what the terminal answered, what the kernel knows and what the environment says.
  package init(replies: [TerminalReply], size: WindowSize, environment: TerminalEnvironment) {
    self.init(columns: size.columns, rows: size.rows, colourDepth: .none, unicode: .ascii)
    // mlterm does not answer XTVERSION.
    terminalName = environment.mlterm.map { "mlterm(\($0))" } ?? environment.term
    inMultiplexer = environment.isMultiplexer
    var textArea: PixelSize?
    var answeredCell: PixelSize?
    var answers = GraphicsAnswers()
    for reply in replies {
      switch reply {
      case .attributes(let attributes):
        // The first parameter is the terminal's class; what it can do comes after.
        answers.hasSixel = attributes.dropFirst().contains(4)
        locator = attributes.contains(29)
      case .version(let name):
        terminalName = name
        if name.hasPrefix("tmux") { inMultiplexer = true }
      case .graphics(let item, let status, let values):
        guard status == 0 else { continue }
        if item == 1, let colours = values.first, colours >= 2 { sixelColours = min(colours, 256) }
        // Konsole puts its number of registers behind a zero.
        if item == 1, values.first == 0, values.count > 1, values[1] >= 2 { sixelColours = min(values[1], 256) }
        // Too small for any picture means garbage: mlterm reports its number of colours here.
        if item == 2, values.count == 2, values.allSatisfy({ (64...100_000).contains($0) }) {
          sixelLimit = PixelSize(width: values[0], height: values[1])
        }
      case .textArea(let height, let width):
        textArea = PixelSize(width: width / max(size.columns, 1), height: height / max(size.rows, 1)).plausibleCell
      case .cell(let height, let width):
        answeredCell = PixelSize(width: width, height: height).plausibleCell
      case .mode(1016, let state):
        pixelMouse = state == 1 || state == 2
      case .mode(2026, let state):
        synchronizedOutput = state == 1 || state == 2
      case .mode, .status: break
      case .kitty(let number, let isOK):
        if number == 31, isOK { answers.hasKitty = true }
        if number == 32, isOK { answers.readsSharedMemory = true }
      }
    }
    if let known = size.cell ?? answeredCell ?? textArea {
      cell = known
      cellSizeKnown = true
    }
    if pixelMouse { locator = false }
    answers.name = terminalName
    (graphics, kitty, graphicsReasons) = answers.choose(environment)
    colourDepth = Self.colourDepth(environment, terminalName: terminalName)
    unicode = Self.unicodeLevel(environment)
  }

  private static func colourDepth(_ environment: TerminalEnvironment, terminalName: String) -> ColourDepth {
    if environment.wantsNoColour { return .none }
    let term = environment.term
    // It claims 24 bits, but confuses colours once a picture has more than it can hold.
    if environment.mlterm != nil { return .palette256 }
    let promised = environment.variables["COLORTERM"]?.lowercased()
    if promised == "truecolor" || promised == "24bit" || term.hasSuffix("-direct") { return .trueColour }
    // These identify themselves and have 24-bit colours even where TERM and COLORTERM do not say so, as in xterm.
    let known = ["XTerm(", "foot(", "kitty(", "WezTerm", "contour", "ghostty", "Konsole", "iTerm2", "VTE("]
    if known.contains(where: { terminalName.hasPrefix($0) }) { return .trueColour }
    if term.contains("256") || ["kitty", "foot", "alacritty", "ghostty"].contains(where: { term.contains($0) }) {
      return .palette256
    }
    if term.hasPrefix("vt") || term.hasSuffix("-mono") || term.hasSuffix("-m") { return .none }
    return .ansi16
  }

  private static func unicodeLevel(_ environment: TerminalEnvironment) -> UnicodeLevel {
    // A locale that is not UTF-8 cannot carry anything else.
    if !environment.isUTF8 { return .ascii }
    if let characters = environment.characters { return characters }
    // The console's font has 512 glyphs, half-blocks among them, braille not.
    return environment.term.hasPrefix("linux") ? .halfBlocks : .braille
  }
}

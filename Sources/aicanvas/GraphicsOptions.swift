import ArgumentParser
import Studio
import Terminal

/// How pictures are shown in the terminal: by the option, else the settings, else the best way that the terminal offers.
struct GraphicsOptions: ParsableArguments {
  enum Choice: String, ExpressibleByArgument, CaseIterable {
    case auto, kitty, iterm, sixel, blocks
  }

  @Option(
    help: "How pictures are shown: auto, kitty, iterm, sixel or blocks; `aicanvas doctor` tells what auto means here.")
  var graphics: Choice?

  /// Nil for the best way.
  func wanted(_ settings: Settings) -> GraphicsProtocol? {
    if let graphics { return GraphicsProtocol(rawValue: graphics.rawValue) }
    return settings.graphics.flatMap(GraphicsProtocol.init(rawValue:))
  }

  /// Nil for the best way. Reads the settings.
  func wanted() -> GraphicsProtocol? { wanted(Settings.read(StoragePaths().settings).settings) }
}

extension Settings {
  /// The characters that the user trusts, with what the command line says of them.
  func trustedCharacters(ascii: Bool) -> Capabilities.UnicodeLevel? {
    if ascii || self.ascii { return .ascii }
    switch characters {
    case "braille": return .braille
    case "blocks": return .halfBlocks
    case "ascii": return .ascii
    default: return nil
    }
  }
}

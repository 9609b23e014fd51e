/// What the terminal can do, and how large it is.
package struct Capabilities: Equatable, Sendable {
  /// Which colours cells may have.
  package enum ColourDepth: Int, Comparable, Sendable {
    /// None, by the terminal's nature or by `NO_COLOR`: bold, reverse and underline are all there is.
    case none
    case ansi16
    case palette256
    case trueColour

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// Which characters can be trusted to appear.
  package enum UnicodeLevel: Int, Comparable, Sendable {
    case ascii
    /// Hangul, frames and '▀', but not braille: the Linux console's font, for one.
    case halfBlocks
    case braille

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// A size in pixels.
  package struct PixelSize: Hashable, Sendable {
    package var width: Int
    package var height: Int

    package init(width: Int, height: Int) {
      self.width = width
      self.height = height
    }
  }

  package var columns: Int
  package var rows: Int
  /// One cell in pixels, at least 4×8; 10×20 where the terminal does not tell.
  package var cell: PixelSize
  package var cellWidth: Int { cell.width }
  package var cellHeight: Int { cell.height }
  /// Whether the terminal said itself how large a cell is.
  package var cellSizeKnown: Bool

  /// How pictures are shown.
  package var graphics: GraphicsProtocol
  /// Why that way and no better one, a sentence each.
  package var graphicsReasons: [String]
  /// How kitty's protocol is spoken, where it is.
  package var kitty: KittyOptions
  /// Whether a picture is more than coloured cells.
  package var showsPictures: Bool { graphics != .blocks }
  /// Colour registers of a sixel picture.
  package var sixelColours: Int
  /// The largest sixel picture; a larger one is not drawn at all.
  package var sixelLimit: PixelSize
  /// The largest picture that can be sent in one piece.
  package var pictureLimit: PixelSize {
    switch graphics {
    case .sixel: sixelLimit
    case .kitty where kitty.placeholders:
      PixelSize(width: KittyPlaceholder.limit * cell.width, height: KittyPlaceholder.limit * cell.height)
    case .kitty, .iterm, .blocks: PixelSize(width: 10_000, height: 10_000)
    }
  }

  /// How many pictures stay on the screen for sure. xterm remembers sixteen sixel pictures for when its window was
  /// covered, and drops the oldest for a seventeenth; two places are left for those of others. Who is not known to
  /// remember more is taken for one like it.
  package var mostPictures: Int {
    let remembering = ["mlterm(", "foot(", "Konsole", "contour"]
    return graphics == .sixel && !remembering.contains { terminalName.hasPrefix($0) } ? 14 : 200
  }

  package var colourDepth: ColourDepth
  package var unicode: UnicodeLevel

  /// The mouse can be reported in pixels (mode 1016).
  package var pixelMouse: Bool
  /// The mouse can be reported in pixels by the DEC locator (mlterm).
  package var locator: Bool
  /// Output can be shown at once when complete (mode 2026).
  package var synchronizedOutput: Bool

  /// The name by the terminal's own word (XTVERSION), else `TERM`.
  package var terminalName: String
  /// tmux or screen stands between us and the terminal.
  package var inMultiplexer: Bool

  package init(
    columns: Int = 80, rows: Int = 24, cell: PixelSize = PixelSize(width: 10, height: 20), cellSizeKnown: Bool = false,
    graphics: GraphicsProtocol = .blocks, kitty: KittyOptions = KittyOptions(), sixelColours: Int = 256,
    sixelLimit: PixelSize = PixelSize(width: 1000, height: 1000),
    colourDepth: ColourDepth = .trueColour, unicode: UnicodeLevel = .braille, pixelMouse: Bool = false,
    locator: Bool = false, synchronizedOutput: Bool = false, terminalName: String = "unknown",
    inMultiplexer: Bool = false
  ) {
    self.columns = columns
    self.rows = rows
    self.cell = cell
    self.cellSizeKnown = cellSizeKnown
    self.graphics = graphics
    graphicsReasons = []
    self.kitty = kitty
    self.sixelColours = sixelColours
    self.sixelLimit = sixelLimit
    self.colourDepth = colourDepth
    self.unicode = unicode
    self.pixelMouse = pixelMouse
    self.locator = locator
    self.synchronizedOutput = synchronizedOutput
    self.terminalName = terminalName
    self.inMultiplexer = inMultiplexer
  }
}

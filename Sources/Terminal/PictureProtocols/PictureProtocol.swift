import Pictures

/// How pictures are put onto a terminal's cells, and taken away again.
///
/// Every picture covers whole cells: it was padded to them before. What comes later lies over what came before.
protocol PictureProtocol: Sendable {
  /// Whether pictures lie over the cells: text written there neither wipes nor hides them, and they go only when they
  /// are deleted. Otherwise a picture takes the place of the cells, and goes cell by cell when they are written.
  var isOverCells: Bool { get }

  /// What can be made of the pixels before it is known where they go. Called on any thread; may take tens of
  /// milliseconds unless the quality is ``PicturePlacement/Quality/live``. Empty where there is no memory.
  func encode(_ image: Image, quality: PicturePlacement.Quality) -> [UInt8]

  /// The bytes that put an encoded picture onto cells; the cursor is left anywhere.
  ///
  /// - Parameters:
  ///   - place: the cells, and the picture's size on them in pixels.
  ///   - piece: its number; no other piece that is to be seen has the same.
  ///   - order: grows with every piece shown, for those that tell what lies over what.
  func show(_ encoded: [UInt8], at place: PicturePlace, piece: Int, order: Int) -> [UInt8]

  /// The bytes that make the terminal forget pieces; none where writing their cells is all there is to it.
  func delete(_ pieces: [Int]) -> [UInt8]

  /// The bytes that make it forget all pieces.
  var deleteAll: [UInt8] { get }
}

extension PictureProtocol {
  var isOverCells: Bool { false }
  func delete(_ pieces: [Int]) -> [UInt8] { [] }
  var deleteAll: [UInt8] { [] }
}

extension Capabilities {
  /// What speaks the terminal's protocol; nil where pictures are made of blocks.
  var pictureProtocol: (any PictureProtocol)? {
    switch graphics {
    case .kitty: KittyGraphics(options: kitty)
    case .iterm: InlineImages()
    case .sixel: SixelPictures(colours: sixelColours)
    case .blocks: nil
    }
  }
}

/// The cells that a picture covers.
struct PicturePlace: Sendable {
  let columns: Int
  let rows: Int
  /// In pixels: all of the cells.
  let size: Capabilities.PixelSize
  /// Moves the cursor to the first cell of a row, which are taken in order.
  let startOfRow: @Sendable (Int) -> String

  /// A place on the screen.
  init(_ cells: Rectangle, size: Capabilities.PixelSize) {
    (columns, rows) = (cells.columns, cells.rows)
    self.size = size
    startOfRow = { "\u{1B}[\(cells.row + $0 + 1);\(cells.column + 1)H" }
  }

  /// A place at the left edge, wherever the cursor is.
  init(inline columns: Int, rows: Int, size: Capabilities.PixelSize) {
    (self.columns, self.rows) = (columns, rows)
    self.size = size
    startOfRow = { $0 == 0 ? "" : "\r\n" }
  }
}

/// Something drawn on the screen behind curses' back, over cells that curses believes to be blank.
struct Overlay: Equatable, Sendable {
  /// What it shows, to tell whether that changed.
  enum Content: Equatable, Sendable {
    case sixel(PictureEncoder.Request)
    /// Row by row; nil where the grid covers the picture.
    case cells([Cell?])
  }

  var cells: Rectangle
  var content: Content
  /// What draws it, with the cursor at the top left cell.
  var bytes: [UInt8]

  static func == (left: Overlay, right: Overlay) -> Bool {
    left.cells == right.cells && left.content == right.content
  }

  init(sixel request: PictureEncoder.Request, at cells: Rectangle, bytes: [UInt8]) {
    self.cells = cells
    content = .sixel(request)
    self.bytes = Array(Self.move(column: cells.column, row: cells.row).utf8) + bytes
  }

  /// Cells in 24-bit colours, which curses could only give as the nearest of 256.
  init(_ visible: [Cell?], at cells: Rectangle) {
    self.cells = cells
    content = .cells(visible)
    var text = ""
    for row in 0..<cells.rows {
      var isPlaced = false
      var style: Style?
      for column in 0..<cells.columns {
        guard let cell = visible[row * cells.columns + column] else {
          isPlaced = false
          continue
        }
        if !isPlaced { text += Self.move(column: cells.column + column, row: cells.row + row) }
        isPlaced = true
        if style != cell.style { text += "\u{1B}[0" + Self.colour(cell.style) + "m" }
        style = cell.style
        text.append(cell.text ?? " ")
      }
    }
    bytes = Array(text.utf8)
  }

  private static func move(column: Int, row: Int) -> String { "\u{1B}[\(row + 1);\(column + 1)H" }

  private static func colour(_ style: Style) -> String {
    var text = ""
    if case .rgb(let red, let green, let blue) = style.foreground { text += ";38;2;\(red);\(green);\(blue)" }
    if case .rgb(let red, let green, let blue) = style.background { text += ";48;2;\(red);\(green);\(blue)" }
    return text
  }
}

/// Knows what is on the screen, and what to send or to wipe to get to what is wanted.
struct OverlayLedger {
  struct Plan: Equatable {
    /// Rows that must be written again, cells and all, to wipe what stood there.
    var rewrite: [Range<Int>] = []
    /// Which of the wanted ones to send, in order.
    var send: [Int] = []
  }

  private(set) var shown: [Overlay] = []

  /// The screen was cleared: nothing stands on it.
  mutating func forget() { shown = [] }

  /// Takes note that `wanted` will be on the screen once the plan is carried out.
  ///
  /// Only what changed is sent, what is `damaged`, and what stands in rows that are wiped for a neighbour's sake. A new
  /// picture in the very place of an old one covers it, so that nothing is wiped and nothing flickers.
  mutating func plan(_ wanted: [Overlay], damaged: (Rectangle) -> Bool = { _ in false }) -> Plan {
    var plan = Plan()
    for old in shown where !wanted.contains(where: { $0.covers(old) }) {
      plan.rewrite.append(old.cells.row..<old.cells.endRow)
    }
    for (index, overlay) in wanted.enumerated() {
      let wiped = plan.rewrite.contains { $0.overlaps(overlay.cells.row..<overlay.cells.endRow) }
      if wiped || damaged(overlay.cells) || !shown.contains(overlay) { plan.send.append(index) }
    }
    shown = wanted
    return plan
  }
}

extension Overlay {
  /// Whether it is a sixel picture of this size.
  func isSixel(_ pixels: Capabilities.PixelSize) -> Bool {
    if case .sixel(let request) = content { return request.pixels == pixels }
    return false
  }

  /// Whether drawing this leaves nothing to be seen of `old`.
  fileprivate func covers(_ old: Overlay) -> Bool {
    guard cells == old.cells else { return false }
    switch (content, old.content) {
    case (.sixel(let new), .sixel(let old)): return new.pixels == old.pixels
    // What the new one leaves out is the grid's, and curses writes it, since it took those cells for blank before.
    case (.cells, .cells): return true
    default: return false
    }
  }
}

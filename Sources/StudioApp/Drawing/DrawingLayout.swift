import Pictures
import Terminal

/// Where things stand on the drawing screen.
///
/// A window of at least 70×18 has the tools at the left with the mascot below them, canvas and picture side by side, the
/// large buttons below them and the domains below those. Smaller ones list all buttons in a compact panel and show canvas
/// and picture in turn.
package struct DrawingLayout: Equatable, Sendable {
  package var canvasFrame: Rectangle
  /// The same as the canvas's frame where only one of the two is shown.
  package var pictureFrame: Rectangle
  package var isCompact: Bool
  package var showsBoth = false
  /// Places of the buttons.
  package var buttons: [DrawingScreen.Action: Rectangle] = [:]
  /// Places of the crayons, which stamps take while they are at hand.
  package var chips: [Rectangle] = []
  /// Which of the buttons show a picture and how.
  package var tiles: [DrawingScreen.Action: Tile] = [:]
  /// Where the mascot gives its tip; empty where there is no room for it.
  package var mascot = Rectangle(columns: 0, rows: 0)
  /// Where the domains' buttons stand, one after the other; empty where there is no room for them.
  package var domainStrip = Rectangle(columns: 0, rows: 0)
  package var messageRow = 0
  /// The first column of the title row that buttons take.
  package var titleEnd = 0

  package var canvas: Rectangle { canvasFrame.inset() }
  package var pictureArea: Rectangle { pictureFrame.inset() }

  /// How a button of the tool panel is shown.
  package struct Tile: Hashable, Sendable {
    package let isShaded: Bool
    /// Whether its word stands below the picture.
    package let hasLabel: Bool
  }

  /// - Parameter further: buttons for which the layout has no place of its own.
  package init(_ capabilities: Capabilities, further: [DrawingScreen.Action] = []) {
    self =
      capabilities.columns >= 70 && capabilities.rows >= 18
      ? DrawingLayout(wide: capabilities, further) : DrawingLayout(compact: capabilities, further)
  }

  /// With a place for every screen that can be opened from the canvas.
  init(_ bench: Workbench) {
    let actions = bench.surroundings.screens.map { DrawingScreen.Action.open($0.id) }
    self.init(bench.capabilities, further: actions.filter { !Self.placed.contains($0) })
  }

  static let pens: [DrawingScreen.Action] = [
    .tool(.pencil), .tool(.eraser), .tool(.line), .tool(.ellipse), .tool(.bucket), .tool(.stamp), .tool(.crayon),
    .surprise,
  ]
  static let helpers: [DrawingScreen.Action] = [.size, .mirror, .undo, .redo, .joinGaps, .live]
  static let large: [DrawingScreen.Action] = [.magic, .keep, .open(.gallery), .freshPage]
  static let others: [DrawingScreen.Action] = [.help, .quit]
  /// The screens whose buttons have places of their own.
  private static let placed: [DrawingScreen.Action] = [
    .open(.gallery), .open(.domains), .open(.ideas), .open(.artists),
  ]
  static let chipCount = CrayonColour.allCases.count

  // MARK: - Wide

  private init(wide capabilities: Capabilities, _ further: [DrawingScreen.Action]) {
    let columns = capabilities.columns
    let rows = capabilities.rows
    let toolColumns = columns >= 140 ? 24 : columns >= 116 ? 22 : columns >= 100 ? 18 : 13
    let domainRows = rows >= 36 ? 3 : 1
    let gap = columns >= 100 ? 2 : 1
    var largeRows = rows >= 44 ? 5 : rows >= 22 ? 3 : 1
    func middle(_ largeRows: Int) -> Rectangle {
      Rectangle(
        column: toolColumns, row: 1, columns: columns - toolColumns - 1, rows: rows - 2 - largeRows - domainRows)
    }
    func frame(_ middle: Rectangle) -> (columns: Int, rows: Int) {
      SquareFrame.size(columns: (middle.columns - gap) / 2, rows: middle.rows, capabilities.cell)
    }
    // In windows that are high for their width, what canvas and picture leave goes to the large buttons.
    if largeRows == 3, frame(middle(5)).rows == frame(middle(3)).rows { largeRows = 5 }
    let middle = middle(largeRows)
    let frame = frame(middle)
    let place = middle.centred(columns: 2 * frame.columns + gap, rows: frame.rows)
    canvasFrame = Rectangle(column: place.column, row: place.row, columns: frame.columns, rows: frame.rows)
    pictureFrame = canvasFrame
    pictureFrame.column += frame.columns + gap
    isCompact = false
    showsBoth = true
    messageRow = rows - 1
    // The rows left over separate the domains from what is above.
    let spare = middle.endRow - place.endRow
    let largeRow = min(place.endRow + spare / 3, rows - 1 - domainRows - largeRows)
    // In very wide windows the tools stay near the canvas.
    let margin = place.column - toolColumns + (toolColumns > 13 ? 1 : 0)
    let toolWidth = place.column - 1 - margin
    placeTools(Rectangle(column: margin, row: 1, columns: toolWidth, rows: rows - 3 - domainRows), top: place.row)
    let large = place.columns >= 60 ? place : middle
    let count = Self.large.count
    let width = (large.columns - count + 1) / count
    for (index, action) in Self.large.enumerated() {
      let extra = index == count - 1 ? large.columns - (count - 1) - count * width : 0
      buttons[action] = Rectangle(
        column: large.column + index * (width + 1), row: largeRow, columns: width + extra, rows: largeRows)
    }
    let next = Rectangle(
      column: margin, row: rows - 1 - domainRows, columns: toolWidth, rows: domainRows)
    buttons[.open(.domains)] = next
    let ideasColumns = columns >= 100 ? 14 : 9
    buttons[.open(.ideas)] = Rectangle(
      column: columns - 1 - ideasColumns, row: next.row, columns: ideasColumns, rows: domainRows)
    domainStrip = Rectangle(
      column: place.column, row: next.row, columns: columns - place.column - ideasColumns - 2, rows: domainRows)
    placeOthers(further + Self.others, columns: columns)
    placeOnFrames()
    placeSignature()
  }

  /// The artist signs the canvas: at the left of its lower edge.
  private mutating func placeSignature() {
    buttons[.open(.artists)] = Rectangle(
      column: canvasFrame.column + 1, row: canvasFrame.endRow - 1, columns: canvasFrame.columns >= 28 ? 12 : 4, rows: 1)
  }

  /// What belongs to the canvas or to the picture stands on its upper edge.
  private mutating func placeOnFrames() {
    let width = 9
    for (action, frame) in [(DrawingScreen.Action.replay, canvasFrame), (.flip, pictureFrame)] {
      buttons[action] = Rectangle(column: frame.endColumn - 2 - width, row: frame.row, columns: width, rows: 1)
    }
  }

  /// The words in a frame's upper edge, or none where a button leaves too little room for them.
  func heading(_ words: String, on frame: Rectangle) -> String {
    let edge = Rectangle(column: frame.column, row: frame.row, columns: frame.columns, rows: 1)
    let end = buttons.values.filter { $0.intersects(edge) }.map(\.column).min() ?? frame.endColumn
    return frame.column + 2 + CharacterWidth.cells(of: words) + 2 <= end ? words : ""
  }

  /// Help, leaving and what has no other place, at the right end of the title row.
  private mutating func placeOthers(_ actions: [DrawingScreen.Action], columns: Int) {
    titleEnd = columns - 1
    for action in actions.reversed() {
      titleEnd -= Self.panelWidth
      buttons[action] = Rectangle(column: titleEnd, row: 0, columns: Self.panelWidth, rows: 1)
    }
    titleEnd -= 1
  }

  /// The tools as tiles in two columns with the crayons between them, as large as the rows allow, and the mascot in what
  /// is left below.
  ///
  /// - Parameter top: the row in which the panel begins if it does not need those above.
  private mutating func placeTools(_ area: Rectangle, top: Int) {
    let tileRows = (Self.pens.count + Self.helpers.count) / 2
    // Rows of a tile, of a crayon, and at least of the mascot, from the roomiest to the tightest.
    let sizes = [(5, 2, 8), (4, 2, 8), (3, 1, 8), (2, 1, 4), (1, 1, 4)]
    let (height, chip, leastMascot) =
      sizes.first { tileRows * $0.0 + 2 * $0.1 + $0.2 <= area.rows } ?? (1, 1, 4)
    let used = tileRows * height + 2 * chip
    let start = max(min(top, area.endRow - used - leastMascot), area.row)
    var row = start
    row = placeTiles(Self.pens, Rectangle(column: area.column, row: row, columns: area.columns, rows: height))
    placeChips(Rectangle(column: area.column, row: row, columns: area.columns, rows: 2 * chip), perRow: 4)
    row += 2 * chip
    row = placeTiles(Self.helpers, Rectangle(column: area.column, row: row, columns: area.columns, rows: height))
    let left = area.endRow - row
    if left >= leastMascot {
      let gap = left > leastMascot ? 1 : 0
      mascot = Rectangle(column: area.column, row: row + gap, columns: area.columns, rows: left - gap)
    }
  }

  /// Lays tiles in pairs from the given first row of them on; returns the row below the last.
  private mutating func placeTiles(_ actions: [DrawingScreen.Action], _ first: Rectangle) -> Int {
    let width = (first.columns - 1) / 2
    for (index, action) in actions.enumerated() {
      let (down, across) = (index / 2, index % 2)
      buttons[action] = Rectangle(
        column: across == 0 ? first.column : first.column + first.columns - width, row: first.row + down * first.rows,
        columns: width, rows: first.rows)
      tiles[action] = Tile(isShaded: (down + across).isMultiple(of: 2), hasLabel: width >= 9 && first.rows >= 3)
    }
    return first.row + actions.count / 2 * first.rows
  }

  private mutating func placeChips(_ area: Rectangle, perRow: Int) {
    let width = area.columns / perRow
    let height = area.rows / (Self.chipCount / perRow)
    chips = (0..<Self.chipCount).map { index in
      Rectangle(
        column: area.column + index % perRow * width, row: area.row + index / perRow * height, columns: width,
        rows: height)
    }
  }

  // MARK: - Compact

  /// The narrowest column of buttons with words, and of those with a sign alone.
  private static let panelWidth = 10
  private static let tileWidth = 5

  private init(compact capabilities: Capabilities, _ further: [DrawingScreen.Action]) {
    let words = Self.words + further
    let columns = capabilities.columns
    let rows = capabilities.rows - 1
    isCompact = true
    messageRow = rows
    // A panel beside the canvas, or in a tall window below it: whichever leaves the larger canvas.
    let beside = SquareFrame.size(columns: columns - 2 * Self.panelWidth, rows: rows, capabilities.cell)
    let below = Self.panelRows(columns: columns, chipsPerRow: 8, words: words.count)
    let above = SquareFrame.size(columns: columns, rows: rows - below, capabilities.cell)
    if above.rows > beside.rows {
      showsBoth = false
      canvasFrame = Rectangle(column: (columns - above.columns) / 2, row: 0, columns: above.columns, rows: above.rows)
      pictureFrame = canvasFrame
      placePanel(Rectangle(column: 0, row: above.rows, columns: columns, rows: below), words, chipsPerRow: 8)
      placeSignature()
      return
    }
    showsBoth = columns >= 2 * Self.panelWidth + 2 * beside.columns
    let spare = columns - 2 * Self.panelWidth - beside.columns * (showsBoth ? 2 : 1)
    let panel = 2 * min(Self.panelWidth + spare / 3, 14)
    let start = panel + (columns - panel - beside.columns * (showsBoth ? 2 : 1)) / 2
    canvasFrame = Rectangle(column: start, row: 0, columns: beside.columns, rows: beside.rows)
    pictureFrame = canvasFrame
    if showsBoth { pictureFrame.column += beside.columns }
    placePanel(
      Rectangle(column: 0, row: 0, columns: panel, rows: rows), words, chipsPerRow: 4,
      isNamed: rows >= Self.namedPanelRows)
    placeSignature()
  }

  /// From this height on the tools beside the canvas have their names: crayons, tools and words, two to a row, and a row
  /// between them.
  private static let namedPanelRows = chipCount / 4 + (signs.count + 1) / 2 + (words.count + 1) / 2 + 2

  private static let signs = pens + helpers + others

  private static let words = large + [.open(.domains), .open(.ideas), .flip, .replay]

  private static func panelRows(columns: Int, chipsPerRow: Int, words: Int) -> Int {
    let lines = { (count: Int, width: Int) in
      let perRow = max(columns / width, 1)
      return (count + perRow - 1) / perRow
    }
    return chipCount / chipsPerRow + lines(signs.count, tileWidth)
      + lines(words, panelWidth)
  }

  /// Crayons, then the tools as signs or by name, then the others with their words.
  private mutating func placePanel(
    _ area: Rectangle, _ words: [DrawingScreen.Action], chipsPerRow: Int, isNamed: Bool = false
  ) {
    let chipRows = Self.chipCount / chipsPerRow
    placeChips(
      Rectangle(column: area.column, row: area.row, columns: area.columns, rows: chipRows), perRow: chipsPerRow)
    var row = area.row + chipRows
    func place(_ actions: [DrawingScreen.Action], leastWidth: Int, gap: Int) {
      let perRow = max(area.columns / leastWidth, 1)
      let width = area.columns / perRow
      for (index, action) in actions.enumerated() {
        buttons[action] = Rectangle(
          column: area.column + index % perRow * width, row: row + index / perRow, columns: width - gap, rows: 1)
      }
      row += (actions.count + perRow - 1) / perRow
    }
    guard isNamed else {
      place(Self.signs, leastWidth: Self.tileWidth, gap: 1)
      for action in Self.signs { tiles[action] = Tile(isShaded: false, hasLabel: false) }
      place(words, leastWidth: Self.panelWidth, gap: 0)
      return
    }
    row += 1
    place(Self.signs, leastWidth: Self.panelWidth, gap: 0)
    row += 1
    place(words, leastWidth: Self.panelWidth, gap: 0)
  }
}

import Pictures

/// Where things stand on the drawing screen.
///
/// A window of at least 70×18 has the tools at the left, canvas and picture side by side, the large buttons below them
/// and the domains below those. Smaller ones list all buttons in a compact panel and show canvas and picture in turn.
package struct DrawingLayout: Equatable, Sendable {
  package var canvasFrame: Rectangle
  /// The same as the canvas's frame where only one of the two is shown.
  package var pictureFrame: Rectangle
  package var isCompact: Bool
  package var showsBoth = false
  /// Places of the buttons in the order of the bindings they belong to.
  package var buttons: [StudioAction: Rectangle] = [:]
  /// Where the domains' buttons stand, one after the other; empty where there is no room for them.
  package var domainStrip = Rectangle(columns: 0, rows: 0)
  package var messageRow = 0

  package var canvas: Rectangle { canvasFrame.inset() }
  package var pictureArea: Rectangle { pictureFrame.inset() }

  package init(_ capabilities: Capabilities) {
    self =
      capabilities.columns >= 70 && capabilities.rows >= 18
      ? DrawingLayout(wide: capabilities) : DrawingLayout(compact: capabilities)
  }

  static let pens: [StudioAction] = StudioTool.allCases.map { .tool($0) }
  static let crayons: [StudioAction] = CrayonColour.allCases.map { .colour($0) }
  static let changes: [StudioAction] = [.surprise, .undo, .redo, .freshPage]
  static let large: [StudioAction] = [.magic, .live, .keep, .gallery]
  static let others: [StudioAction] = [.help, .quit]

  /// The largest frame around a canvas that is square in pixels and fits the given cells.
  static func squareFrame(columns: Int, rows: Int, _ cell: Capabilities.PixelSize) -> (columns: Int, rows: Int) {
    let inner = (columns: max(columns - 2, 1), rows: max(rows - 2, 1))
    let height = max(min(inner.rows, inner.columns * cell.width / cell.height), 1)
    let width = min(max((height * cell.height + cell.width / 2) / cell.width, 1), inner.columns)
    return (width + 2, height + 2)
  }

  // MARK: - Wide

  private init(wide capabilities: Capabilities) {
    let columns = capabilities.columns
    let rows = capabilities.rows
    let toolColumns = columns >= 140 ? 20 : columns >= 100 ? 16 : 13
    let largeRows = rows >= 22 ? 3 : 1
    let domainRows = rows >= 30 ? 3 : 1
    let middle = Rectangle(
      column: toolColumns, row: 1, columns: columns - toolColumns - 1, rows: rows - 2 - largeRows - domainRows)
    let gap = columns >= 100 ? 2 : 1
    let frame = Self.squareFrame(columns: (middle.columns - gap) / 2, rows: middle.rows, capabilities.cell)
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
    placeTools(
      Rectangle(
        column: margin, row: place.row, columns: toolWidth, rows: middle.endRow + largeRows - place.row))
    let large = place.columns >= 60 ? place : middle
    let width = (large.columns - 3) / 4
    for (index, action) in Self.large.enumerated() {
      let extra = index == 3 ? large.columns - 3 - 4 * width : 0
      buttons[action] = Rectangle(
        column: large.column + index * (width + 1), row: largeRow, columns: width + extra, rows: largeRows)
    }
    let next = Rectangle(
      column: margin, row: rows - 1 - domainRows, columns: toolWidth, rows: domainRows)
    buttons[.pickDomain] = next
    let ideasColumns = columns >= 100 ? 14 : 9
    buttons[.ideas] = Rectangle(
      column: columns - 1 - ideasColumns, row: next.row, columns: ideasColumns, rows: domainRows)
    domainStrip = Rectangle(
      column: place.column, row: next.row, columns: columns - place.column - ideasColumns - 2, rows: domainRows)
    placeOnFrames()
    placeSignature()
  }

  /// The artist signs the canvas: at the left of its lower edge.
  private mutating func placeSignature() {
    buttons[.artists] = Rectangle(
      column: canvasFrame.column + 1, row: canvasFrame.endRow - 1, columns: canvasFrame.columns >= 28 ? 12 : 4, rows: 1)
  }

  /// What belongs to the canvas or to the picture stands on its upper edge.
  private mutating func placeOnFrames() {
    let width = 9
    for (action, frame) in [(StudioAction.replay, canvasFrame), (.flip, pictureFrame)] {
      buttons[action] = Rectangle(column: frame.endColumn - 2 - width, row: frame.row, columns: width, rows: 1)
    }
  }

  /// The words in a frame's upper edge, or none where a button leaves too little room for them.
  func heading(_ words: String, on frame: Rectangle) -> String {
    let edge = Rectangle(column: frame.column, row: frame.row, columns: frame.columns, rows: 1)
    let end = buttons.values.filter { $0.intersects(edge) }.map(\.column).min() ?? frame.endColumn
    return frame.column + 2 + CharacterWidth.cells(of: words) + 2 <= end ? words : ""
  }

  /// Lists the tools in groups, as large as the rows allow.
  private mutating func placeTools(_ area: Rectangle) {
    let count = Self.pens.count + Self.changes.count + Self.others.count
    let (height, chip, gap) =
      [(3, 2, 1), (3, 2, 0), (1, 2, 1), (1, 1, 1)].first { count * $0.0 + 2 * $0.1 + 3 * $0.2 <= area.rows }
      ?? (1, 1, 0)
    var row = area.row
    for group in [Self.pens, Self.crayons, Self.changes, Self.others] {
      if group == Self.crayons {
        placeChips(Rectangle(column: area.column, row: row, columns: area.columns, rows: 2 * chip), perRow: 4)
        row += 2 * chip
      } else {
        for action in group {
          buttons[action] = Rectangle(column: area.column, row: row, columns: area.columns, rows: height)
          row += height
        }
      }
      row += gap
    }
  }

  private mutating func placeChips(_ area: Rectangle, perRow: Int) {
    let width = area.columns / perRow
    let height = area.rows / (Self.crayons.count / perRow)
    for (index, action) in Self.crayons.enumerated() {
      buttons[action] = Rectangle(
        column: area.column + index % perRow * width, row: area.row + index / perRow * height, columns: width,
        rows: height)
    }
  }

  // MARK: - Compact

  /// The narrowest column of a panel's buttons.
  private static let panelWidth = 10

  private init(compact capabilities: Capabilities) {
    let columns = capabilities.columns
    let rows = capabilities.rows - 1
    isCompact = true
    messageRow = rows
    let listed =
      [.magic] + Self.pens + Self.changes + Self.large.dropFirst() + [.pickDomain, .ideas, .flip, .replay] + Self.others
    // A panel beside the canvas, or in a tall window below it: whichever leaves the larger canvas.
    let beside = Self.squareFrame(columns: columns - 2 * Self.panelWidth, rows: rows, capabilities.cell)
    let perRow = columns / Self.panelWidth
    let below = (listed.count + perRow - 1) / perRow + 1
    let above = Self.squareFrame(columns: columns, rows: rows - below, capabilities.cell)
    if above.rows > beside.rows {
      showsBoth = false
      canvasFrame = Rectangle(column: (columns - above.columns) / 2, row: 0, columns: above.columns, rows: above.rows)
      pictureFrame = canvasFrame
      placePanel(
        listed, Rectangle(column: 0, row: above.rows, columns: columns, rows: below), perRow: perRow, chipsPerRow: 8)
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
    placePanel(listed, Rectangle(column: 0, row: 0, columns: panel, rows: rows), perRow: 2, chipsPerRow: 4)
    placeSignature()
  }

  private mutating func placePanel(_ actions: [StudioAction], _ area: Rectangle, perRow: Int, chipsPerRow: Int) {
    let chipRows = Self.crayons.count / chipsPerRow
    placeChips(
      Rectangle(column: area.column, row: area.row, columns: area.columns, rows: chipRows), perRow: chipsPerRow)
    let width = area.columns / perRow
    let height = (actions.count + perRow - 1) / perRow
    for (index, action) in actions.enumerated() {
      // Down the columns where there are two, so that related buttons stand below each other.
      let (across, down) = perRow == 2 ? (index / height, index % height) : (index % perRow, index / perRow)
      buttons[action] = Rectangle(
        column: area.column + across * width, row: area.row + chipRows + down, columns: width, rows: 1)
    }
  }
}

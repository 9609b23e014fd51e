import Terminal

/// Where things stand on the gallery's wall, and how many pictures of it can be seen at a time.
///
/// A few pictures are as large as the wall allows; many are shown in rows that scroll.
package struct GalleryLayout: Equatable, Sendable {
  /// The frames of the pictures that can be seen, row by row.
  package var tiles: [Rectangle]
  /// Tiles side by side.
  package var perRow: Int
  /// Rows of tiles that can be seen.
  package var shownRows: Int
  package var wall: Rectangle
  /// One row of filters above the wall.
  package var filterArea: Rectangle
  /// The buttons that scroll, at the right of a wall that does not show everything; empty otherwise.
  package var scrollBar: Rectangle
  package var buttonArea: Rectangle
  package var messageRow: Int
  /// Whether an empty frame after the last picture invites the child to draw another.
  package var invites: Bool

  /// xterm keeps the newest sixteen pictures; two are left for other programs.
  package static let mostPictures = 14
  /// Pictures made of blocks are free, but smaller ones would be unrecognisable.
  package static let mostBlocks = 24
  /// Up to this many pictures, an empty frame beside them looks inviting.
  package static let fewPictures = 5

  /// In a lower frame a picture would be unrecognisable.
  private static let leastHeight = 7

  /// - Parameters:
  ///   - total: how many pictures there are; nil while that is not known.
  ///   - invites: whether a place to draw another belongs to this wall.
  package init(_ capabilities: Capabilities, total: Int? = nil, invites: Bool = false) {
    let columns = capabilities.columns
    let rows = capabilities.rows
    let buttonRows = rows >= 22 && columns >= 110 ? 3 : 2
    messageRow = rows - 1
    buttonArea = Rectangle(column: 0, row: rows - 1 - buttonRows, columns: columns, rows: buttonRows)
    filterArea = Rectangle(column: 0, row: 1, columns: columns, rows: 1)
    wall = Rectangle(column: 0, row: 2, columns: columns, rows: max(buttonArea.row - 2, 0))
    scrollBar = Rectangle(columns: 0, rows: 0)
    let most = capabilities.showsPictures ? Self.mostPictures : Self.mostBlocks
    let hasPlace = invites && total.map { (1...Self.fewPictures).contains($0) } ?? false
    self.invites = hasPlace
    let count = total.map { max($0, 1) + (hasPlace ? 1 : 0) }
    var best = Self.bestFit(wall, capabilities.cell, count: count, most: most)
    if let count, best.across * best.down < count {
      scrollBar = Rectangle(column: columns - 3, row: wall.row, columns: 3, rows: wall.rows)
      wall.columns -= 4
      best = Self.bestFit(wall, capabilities.cell, count: count, most: most)
    }
    if let count, best.across > 0, best.across * best.down >= count {
      // Balanced rows, none of them empty.
      best.down = (count + best.across - 1) / best.across
      best.across = (count + best.down - 1) / best.down
    }
    perRow = max(best.across, 1)
    shownRows = max(best.down, 1)
    tiles = Self.spread(best, over: wall)
  }

  private typealias Fit = (frame: (columns: Int, rows: Int), across: Int, down: Int)

  /// The size of frame that covers most of the wall with as many pictures as there are, where those are few, and else
  /// with eight of them or more.
  private static func bestFit(
    _ wall: Rectangle, _ cell: Capabilities.PixelSize, count: Int?, most: Int
  ) -> Fit {
    var best: Fit = ((columns: 0, rows: 0), 0, 0)
    var mark = -1
    let wanted = min(count ?? 8, 8)
    for height in leastHeight...max(wall.rows, leastHeight) {
      let frame = SquareFrame.size(columns: wall.columns, rows: height, cell)
      let across = wall.columns / frame.columns
      let down = wall.rows / frame.rows
      let places = across * down
      guard places > 0, places <= most || places <= wanted else { continue }
      let area = min(places, count ?? places) * (frame.columns - 2) * (frame.rows - 2)
      let newMark = min(places, wanted) * 1_000_000 + area
      if newMark > mark { (best, mark) = ((frame, across, down), newMark) }
    }
    return best
  }

  /// The frames in the middle of the wall, with what is left over between them.
  private static func spread(_ fit: Fit, over wall: Rectangle) -> [Rectangle] {
    guard fit.across > 0, fit.down > 0 else { return [] }
    let gapColumns = min((wall.columns - fit.across * fit.frame.columns) / (fit.across + 1), 4)
    let gapRows = min((wall.rows - fit.down * fit.frame.rows) / (fit.down + 1), 2)
    let step = (columns: fit.frame.columns + gapColumns, rows: fit.frame.rows + gapRows)
    let block = wall.centred(
      columns: fit.across * step.columns - gapColumns, rows: fit.down * step.rows - gapRows)
    return (0..<(fit.across * fit.down)).map { index in
      Rectangle(
        column: block.column + index % fit.across * step.columns, row: block.row + index / fit.across * step.rows,
        columns: fit.frame.columns, rows: fit.frame.rows)
    }
  }
}

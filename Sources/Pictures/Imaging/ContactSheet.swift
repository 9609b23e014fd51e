import CCairo

/// Rows of pictures with captions on one sheet, for people to look at.
package struct ContactSheet: Sendable {
  package struct Cell: Sendable {
    package var image: Image
    /// A line, or several.
    package var caption: String

    package init(_ image: Image, caption: String = "") {
      self.image = image
      self.caption = caption
    }
  }

  package var title: String
  package var rows: [[Cell]]
  /// Side of the square that each picture is fitted into, pixels.
  package var cellSize: Int

  package init(title: String = "", rows: [[Cell]] = [], cellSize: Int = 192) {
    precondition(cellSize > 0, "a picture needs at least one pixel")
    self.title = title
    self.rows = rows
    self.cellSize = cellSize
  }

  private static let gap = 6
  private static let captionHeight = 18
  private static let titleHeight = 30
  /// Cairo's surfaces end here, in pixels a side; a longer sheet is scaled down.
  private static let largestSide = 16_000

  private static func lines(of caption: String) -> [String] { caption.split(separator: "\n").map(String.init) }

  /// The sheet as one picture: white, pictures in a grid, small captions below them in rows that have any.
  package func image() -> Image {
    let columns = max(1, rows.map(\.count).max() ?? 1)
    let captions = rows.map { row in
      Self.captionHeight * (row.map { $0.caption.isEmpty ? 0 : Self.lines(of: $0.caption).count }.max() ?? 0)
    }
    let top = title.isEmpty ? Self.gap : Self.titleHeight
    let fullWidth = columns * (cellSize + Self.gap) + Self.gap
    let fullHeight = max(top + captions.reduce(0, +) + rows.count * (cellSize + Self.gap), 1)
    let scale = min(1, Double(Self.largestSide) / Double(max(fullWidth, fullHeight)))
    let sheet = CairoSurface(
      width: max(1, Int(Double(fullWidth) * scale)), height: max(1, Int(Double(fullHeight) * scale)))
    let context = sheet.context
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_paint(context)
    cairo_scale(context, scale, scale)
    if !title.isEmpty {
      sheet.write(title, x: Self.gap, y: 5, width: fullWidth - 2 * Self.gap, font: "Sans Bold 12")
    }
    var y = top
    for (row, captionHeight) in zip(rows, captions) {
      for (column, cell) in row.enumerated() {
        let x = Self.gap + column * (cellSize + Self.gap)
        // Paper around pictures that are not square looks as if it belonged to the sheet, so it is grey.
        sheet.draw(cell.image.letterboxed(side: cellSize, red: 236, green: 236, blue: 240), x: x, y: y)
        if !cell.caption.isEmpty {
          for (number, line) in Self.lines(of: cell.caption).enumerated() {
            let top = y + cellSize + 1 + number * Self.captionHeight
            sheet.write(line, x: x, y: top, width: cellSize, fonts: ["Sans 8", "Sans 7", "Sans 6", "Sans 5"])
          }
        }
      }
      y += cellSize + captionHeight + Self.gap
    }
    return sheet.image()
  }
}

import Pictures
import Terminal

/// Buttons with pictures.
extension Painter {
  /// The picture with smooth lines where the terminal has pictures enough; else as dots on a block of cells, and where
  /// the font has none, its sign in the middle.
  mutating func icon(_ icon: Icon, in area: Rectangle, style: Style) {
    guard !area.isEmpty, !pictureOf(icon, in: area, style: style) else { return }
    guard theme.unicode == .braille else {
      let sign = icon.symbol(theme)
      let column = area.column + (area.columns - CharacterWidth.cells(of: sign)) / 2
      grid.write(sign, column: column, row: area.row + (area.rows - 1) / 2, style: style)
      return
    }
    // Large pictures have lines of two dots, small ones of one.
    let strokes = icon.strokes.map { stroke in
      Stroke(width: max(stroke.width, area.rows >= 4 ? 1.6 / Double(4 * area.rows) : 0), points: stroke.points)
    }
    let raster = CanvasRaster(strokes, columns: area.columns, rows: area.rows, unicode: .braille)
    for row in 0..<area.rows {
      for column in 0..<area.columns {
        let bits = raster.inkBits(column: column, row: row)
        if bits != 0 { grid[area.column + column, area.row + row] = Cell(Self.braille[bits], style: style) }
      }
    }
  }

  /// A button of the tool panel: its key, its picture, and its word below where there is room for one.
  mutating func tile<Action>(_ button: Button<Action>, _ icon: Icon, _ style: Style, cap: Style) {
    let area = button.rectangle
    let hasLabel = button.label != icon.symbol(theme)
    let rows = area.rows - (hasLabel ? 1 : 0)
    // Twice as many columns as rows look square. Without a word, the key has its own column.
    let left = hasLabel ? area.column : area.column + 1
    let room = area.endColumn - left
    let columns = min(2 * rows, room)
    let place = Rectangle(
      column: left + (room - columns) / 2, row: area.row, columns: columns, rows: rows)
    let picture = pictureStyle(button, icon, style)
    self.icon(icon, in: place, style: picture)
    guard hasLabel else {
      grid.write(button.cap, column: area.column, row: area.row, style: cap, maxWidth: 1)
      return
    }
    caption(button, column: area.column, row: area.endRow - 1, width: area.columns, style, cap)
  }

  /// Marks a suggested button: colour alone is not enough.
  mutating func markSuggested<Action>(_ button: Button<Action>) {
    guard button.isSuggested, button.isEnabled, !button.isChosen else { return }
    let area = button.rectangle
    let isFramed = area.rows >= 3 && !theme.hasSoftEdges
    let column = area.endColumn - (isFramed ? 2 : 1)
    let row = area.row + (isFramed ? area.rows / 2 : 0)
    guard grid[column, row].text == " " else { return }
    grid[column, row] = Cell(theme.isASCII ? "<" : "◂", style: grid[column, row].style)
  }

  /// A large button: its picture at the left, key and word beside it.
  mutating func largePictureButton<Action>(
    _ button: Button<Action>, _ icon: Icon, _ style: Style, cap: Style
  ) {
    let area = button.rectangle
    let words = max(CharacterWidth.cells(of: button.label), CharacterWidth.cells(of: button.cap)) + 1
    let columns = min(2 * area.rows, area.columns - words)
    let indent = max((area.columns - columns - words - 1) / 2, 0)
    let picture = pictureStyle(button, icon, style)
    self.icon(
      icon, in: Rectangle(column: area.column + indent, row: area.row, columns: columns, rows: area.rows),
      style: picture)
    let column = area.column + indent + columns + 1
    let row = area.row + area.rows / 2
    grid.write(button.cap, column: column, row: row - 1, style: cap, maxWidth: area.endColumn - column)
    text(button.label, column: column, row: row, width: area.endColumn - column, style: style)
  }

  /// Bold dots make a line; each picture has a colour of its own unless the button's colour says something.
  private func pictureStyle<Action>(_ button: Button<Action>, _ icon: Icon, _ style: Style) -> Style {
    var picture = style
    picture.bold = true
    if theme.colourful && button.isEnabled && !button.isChosen && !button.isSuggested {
      picture.foreground = theme.tint(icon)
    }
    return picture
  }

  private mutating func caption<Action>(
    _ button: Button<Action>, column: Int, row: Int, width: Int, _ style: Style, _ cap: Style
  ) {
    if button.contentWidth > width { cutTexts.append("\(button.cap) \(button.label)") }
    var place = column + max(width - button.contentWidth, 0) / 2
    place += grid.write(button.cap, column: place, row: row, style: cap, maxWidth: column + width - place) + button.gap
    grid.write(button.label, column: place, row: row, style: style, maxWidth: max(column + width - place, 0))
  }
}

import Pictures
import Terminal

/// Draws the studio's building blocks into a frame: text, frames, buttons, bars, pictures.
package struct Painter {
  package var grid: Grid
  package var pictures: [PicturePlacement] = []
  package internal(set) var cutTexts: [String] = []
  /// Whether this is only shown until what was asked for arrives.
  package var isProvisional = false
  package let theme: Theme
  let capabilities: Capabilities
  private let sheets: CanvasSheets

  /// - Parameters:
  ///   - sheets: drawings as they were shown last; what is painted does not depend on them.
  ///   - isDark: whether it is for an audience in a dark room.
  package init(_ capabilities: Capabilities, sheets: CanvasSheets = CanvasSheets(), isDark: Bool = false) {
    self.capabilities = capabilities
    self.sheets = sheets
    theme = Theme(capabilities, isDark: isDark)
    grid = Grid(columns: capabilities.columns, rows: capabilities.rows, style: theme.desk)
  }

  package var frame: Frame {
    Frame(grid: grid, pictures: pictures, cutTexts: cutTexts, isProvisional: isProvisional)
  }

  package enum Alignment { case left, centre, right }

  /// Writes a line within `width` columns; one that is longer ends in an ellipsis and is noted in ``cutTexts``.
  package mutating func text(
    _ text: String, column: Int, row: Int, width: Int, style: Style, align: Alignment = .left
  ) {
    let needed = CharacterWidth.cells(of: text)
    guard needed <= width else {
      cutTexts.append(text)
      let used = grid.write(text, column: column, row: row, style: style, maxWidth: width - 1)
      grid.write(theme.ellipsis, column: column + used, row: row, style: style, maxWidth: max(width - used, 0))
      return
    }
    let offset =
      switch align {
      case .left: 0
      case .centre: (width - needed) / 2
      case .right: width - needed
      }
    grid.write(text, column: column + offset, row: row, style: style, maxWidth: needed)
  }

  /// Writes text broken into lines, in the middle of a block; a title stands above it where there is room.
  package mutating func paragraph(_ text: String, in area: Rectangle, style: Style, title: String? = nil) {
    var lines = WrappedText.lines(text, width: area.columns)
    if let title, lines.count + 2 <= area.rows { lines = [title, ""] + lines }
    if lines.count > area.rows { cutTexts.append(text) }
    let first = area.row + max(area.rows - lines.count, 0) / 2
    for (index, line) in lines.prefix(area.rows).enumerated() {
      self.text(line, column: area.column, row: first + index, width: area.columns, style: style, align: .centre)
    }
  }

  /// A frame with a heading in its upper edge.
  package mutating func box(_ area: Rectangle, heading: String = "", style: Style? = nil, lines: BoxLines? = nil) {
    grid.box(area, style: style ?? theme.frame, lines: lines ?? theme.lines)
    guard !heading.isEmpty else { return }
    let needed = CharacterWidth.cells(of: heading) + 2
    let indent = needed <= area.columns - 3 ? 2 : 1
    text(
      " \(heading) ", column: area.column + indent, row: area.row, width: min(needed, area.columns - 2),
      style: theme.heading)
  }

  /// A button, one row high or framed.
  package mutating func button<Action>(_ button: Button<Action>) {
    let area = button.rectangle
    let (style, cap) = styles(of: button)
    let isTall = area.rows >= 3
    let isFramed = isTall && !theme.hasSoftEdges
    grid.fill(area, with: Cell(style: style))
    if let icon = button.icon, area.rows >= 2 {
      if case .tile = button.look { return tile(button, icon, style, cap: cap) }
      if isTall && theme.hasSoftEdges && theme.unicode == .braille {
        return largePictureButton(button, icon, style, cap: cap)
      }
    }
    if isFramed { grid.box(area, style: style, lines: theme.lines) }
    if isTall && theme.hasSoftEdges { softenEdges(area, style) }
    let room = area.columns - (isFramed ? 2 : 0)
    let left = area.column + (isFramed ? 1 : 0)
    let content = button.contentWidth
    if content > room { cutTexts.append("\(button.cap) \(button.label)") }
    // One-row buttons form lists, where the keys line up; others look best centred.
    let isListed = !isTall && button.isListed
    let indent = isListed ? (room > 10 ? 1 : 0) : max(room - content, 0) / 2
    let row = area.row + (area.rows - 1) / 2
    var place = left + indent
    let end = left + room
    if !button.cap.isEmpty {
      place += grid.write(button.cap, column: place, row: row, style: cap, maxWidth: end - place)
      place += button.gap
    }
    grid.write(button.label, column: place, row: row, style: style, maxWidth: max(end - place, 0))
  }

  /// The upper and lower rows are half a cell high, so that buttons below each other stay apart.
  private mutating func softenEdges(_ area: Rectangle, _ style: Style) {
    let edge = Style(style.background, on: theme.desk.background)
    for column in area.column..<area.endColumn {
      grid[column, area.row] = Cell("▄", style: edge)
      grid[column, area.endRow - 1] = Cell("▀", style: edge)
    }
  }

  private func styles<Action>(of button: Button<Action>) -> (Style, cap: Style) {
    guard button.isEnabled else { return (theme.disabled, theme.disabled) }
    if case .crayon(let colour) = button.look { return (theme.chip(colour), theme.chip(colour)) }
    if button.isChosen { return (theme.chosen, theme.chosen) }
    if button.look == .primary || button.isSuggested {
      return (theme.primary, theme.colourful ? theme.primary : theme.cardCap)
    }
    return button.look == .tile(isShaded: true) ? (theme.shadedCard, theme.shadedCap) : (theme.card, theme.cardCap)
  }

  /// The last row: what has just happened, in the mascot's words.
  mutating func notice(_ bench: Workbench, row: Int, hasFace: Bool = true) {
    var column = 1
    if grid.columns >= 60 && hasFace {
      column += grid.write(theme.mascot, column: column, row: row, style: theme.heading) + 1
    }
    if let explained = bench.explained {
      text(bench.texts[explained], column: column, row: row, width: grid.columns - column, style: theme.desk)
      return
    }
    // A tip is for now, however long ago it was given; where the mascot itself is seen, it says it once.
    if bench.notice.isTip && !hasFace { return }
    let notice = bench.notice.isTip ? bench.tip : bench.notice
    if let stars = notice.stars {
      column += grid.write(theme.stars(stars), column: column, row: row, style: theme.star) + 1
    }
    let words = bench.texts.filled(notice.key, notice.values)
    text(words, column: column, row: row, width: grid.columns - column, style: theme.desk)
  }

  /// A bar that fills from the left.
  package mutating func bar(_ share: Double, column: Int, row: Int, width: Int, style: Style) {
    let full = Int((min(max(share, 0), 1) * Double(width)).rounded())
    let text = String(repeating: theme.bar.full, count: full) + String(repeating: theme.bar.empty, count: width - full)
    grid.write(text, column: column, row: row, style: style, maxWidth: width)
  }

  /// A picture over the cells of a block.
  package mutating func picture(_ image: Image, in area: Rectangle, generation: Int, isDraft: Bool = false) {
    guard !area.isEmpty else { return }
    // The rest of the block looks like paper; the cells below the picture must be blank for it to appear.
    grid.fill(area, with: Cell(style: theme.paper))
    let size = (image.width, image.height)
    let fit =
      capabilities.showsPictures
      ? PictureFit(pixels: area, image: size, in: capabilities)
      : PictureFit(cells: area, vertical: 2, image: size, in: capabilities)
    grid.fill(fit?.cells ?? area, with: Cell())
    pictures.append(
      PicturePlacement(
        rectangle: area, image: image, generation: generation, quality: isDraft ? .draft : .full,
        background: theme.paper.background))
  }

  /// Whether pictures and drawings have the screen's pixels.
  var showsPictures: Bool { capabilities.showsPictures }

  /// A drawing over all the cells of a block.
  mutating func picture(of scene: DrawingScene, in area: Rectangle) {
    let sheet = sheets.sheet(
      for: area, width: area.columns * capabilities.cellWidth, height: area.rows * capabilities.cellHeight)
    grid.fill(area, with: Cell())
    pictures.append(
      PicturePlacement(
        rectangle: area, image: sheet.picture(of: scene), quality: .live, background: theme.paper.background))
  }

  /// A little picture over all the cells of a block, in the style's colours; false where it must be made of cells: where
  /// the terminal has no pictures, no room for that many, or no colours.
  mutating func pictureOf(_ icon: Icon, in area: Rectangle, style: Style) -> Bool {
    guard capabilities.mostPictures >= 100, case .rgb(let red, let green, let blue) = style.foreground else {
      return false
    }
    return littlePicture(.icon(icon), in: area, colour: style.foreground, ground: style.background) {
      Image.lines(
        icon.strokes, thinnest: 0.075, colour: [red, green, blue], ground: $2, width: $0, height: $1)
    }
  }

  /// A little picture that looks the same in every frame; false where the terminal has no pictures, or no colours.
  ///
  /// - Parameter draw: makes it of so many pixels across and down, on a ground of red, green and blue.
  mutating func littlePicture(
    _ subject: CanvasSheets.LittleLook.Subject, in area: Rectangle, colour: TerminalColour, ground: TerminalColour,
    _ draw: (_ width: Int, _ height: Int, _ ground: [UInt8]) -> Image
  ) -> Bool {
    guard showsPictures, case .rgb(let red, let green, let blue) = ground else { return false }
    let size = (width: area.columns * capabilities.cellWidth, height: area.rows * capabilities.cellHeight)
    let look = CanvasSheets.LittleLook(
      subject: subject, width: size.width, height: size.height, colour: colour, ground: ground)
    let image = sheets.littlePicture(look) {
      // The ground must match the cells around it, which have one of 256 colours.
      let shown = TerminalPalette.shown(red, green, blue)
      return draw(size.width, size.height, [shown.red, shown.green, shown.blue])
    }
    grid.fill(area, with: Cell())
    pictures.append(PicturePlacement(rectangle: area, image: image, quality: .live, background: ground))
    return true
  }

  /// Clears a block for a dialog. A coloured one covers the pictures below it; without colours they would show through
  /// and are left out.
  package mutating func cover(_ area: Rectangle, style: Style) {
    if !theme.colourful { pictures.removeAll { $0.rectangle.intersects(area) } }
    grid.fill(area, with: Cell(style: style))
  }
}

/// What is shown at one moment: the cells, and the pictures over them.
package struct Frame: Equatable, Sendable {
  package var grid: Grid
  package var pictures: [PicturePlacement]
  /// Texts that were cut off. Tests make sure that only sentences from outside ever are.
  package var cutTexts: [String]
  /// Whether it says no more than that something is on its way. The screen before may stay for that moment.
  package var isProvisional = false
}

import Pictures
import Terminal

/// A drawing with what lies over it and is no part of it.
package struct CanvasScene: Equatable, Sendable {
  package var strokes: [Stroke]
  /// Lines to trace, shown faintly where the canvas is bare.
  package var outline: [Stroke] = []
  /// Shown faintly, under the ink: what has just gone.
  package var faint: [Stroke] = []
  /// Shown brightly, over the ink: what would be drawn, or has just come back.
  package var bright: [Stroke] = []
  /// Whether the mirror's axis is marked.
  package var hasAxis = false
  /// Where the keys' pen stands, if it is shown.
  package var cursor: DrawingScene.Cursor?

  package init(_ strokes: [Stroke]) {
    self.strokes = strokes
  }
}

/// The drawing: at the screen's pixels where the terminal shows pictures, else as cells.
extension Painter {
  /// Draws a scene onto paper.
  package mutating func canvas(_ scene: CanvasScene, in area: Rectangle) {
    guard !area.isEmpty else { return }
    if showsPictures { return sheet(scene, in: area) }
    dots(scene, in: area)
    outline(scene.outline, in: area)
    if let cursor = scene.cursor { self.cursor(cursor, in: area) }
  }

  /// The drawing as a picture that covers the area to the pixel.
  private mutating func sheet(_ scene: CanvasScene, in area: Rectangle) {
    var drawing = DrawingScene(strokes: scene.strokes)
    drawing.outline = scene.outline
    drawing.faint = scene.faint
    drawing.bright = scene.bright
    drawing.hasAxis = scene.hasAxis
    drawing.cursor = scene.cursor
    picture(of: drawing, in: area)
  }

  private mutating func dots(_ scene: CanvasScene, in area: Rectangle) {
    let sheet = { [theme] (strokes: [Stroke]) in
      CanvasRaster(strokes, columns: area.columns, rows: area.rows, unicode: theme.unicode)
    }
    let raster = sheet(scene.strokes)
    let faint = scene.faint.isEmpty ? nil : sheet(scene.faint)
    let bright = scene.bright.isEmpty ? nil : sheet(scene.bright)
    for row in 0..<area.rows {
      for column in 0..<area.columns {
        var cell =
          switch theme.unicode {
          case .braille: brailleCell(raster, column, row)
          case .halfBlocks where theme.colourful: halfBlockCell(raster, column, row)
          case .halfBlocks: plainCell(raster, column, row, glyphs: Self.halfBlocks)
          case .ascii: plainCell(raster, column, row, glyphs: Self.asciiDots)
          }
        let ink = raster.inkBits(column: column, row: row)
        let above = bright?.inkBits(column: column, row: row) ?? 0
        let below = faint?.inkBits(column: column, row: row) ?? 0
        if above != 0 {
          cell = marked(ink | above, theme.preview)
        } else if below != 0 && ink == 0 {
          cell = marked(below, theme.ghost)
        } else if scene.hasAxis && column == area.columns / 2 && cell.text == " " && cell.style == theme.paper {
          cell = Cell(theme.isASCII ? "|" : "┊", style: theme.ghost)
        }
        grid[area.column + column, area.row + row] = cell
      }
    }
  }

  /// Draws strokes faintly where the canvas is still bare.
  private mutating func outline(_ strokes: [Stroke], in area: Rectangle) {
    guard !strokes.isEmpty, !area.isEmpty else { return }
    let raster = CanvasRaster(strokes, columns: area.columns, rows: area.rows, unicode: theme.unicode)
    for row in 0..<area.rows {
      for column in 0..<area.columns {
        let place = (column: area.column + column, row: area.row + row)
        let bits = raster.inkBits(column: column, row: row)
        guard bits != 0, grid[place.column, place.row] == Cell(style: theme.paper) else { continue }
        grid[place.column, place.row] = Cell(faint(bits), style: theme.trace)
      }
    }
  }

  private func faint(_ bits: Int) -> Character {
    switch theme.unicode {
    case .braille: Self.braille[bits]
    case .halfBlocks: "░"
    case .ascii: "~"
    }
  }

  private func marked(_ bits: Int, _ style: Style) -> Cell {
    switch theme.unicode {
    case .braille: Cell(Self.braille[bits], style: style)
    case .halfBlocks: Cell(Self.halfBlocks[bits], style: style)
    case .ascii: Cell(Self.asciiDots[bits], style: style)
    }
  }

  /// Characters by the bits of a cell with two dots.
  private static let halfBlocks: [Character] = [" ", "▀", "▄", "█"]
  private static let asciiDots: [Character] = [" ", "'", ".", ":"]

  /// Where the keys' pen stands.
  private mutating func cursor(_ cursor: DrawingScene.Cursor, in area: Rectangle) {
    let column = area.column + min(Int(cursor.place.x * Double(area.columns)), area.columns - 1)
    let row = area.row + min(Int(cursor.place.y * Double(area.rows)), area.rows - 1)
    let glyph: Character =
      cursor.isHand ? (theme.unicode == .braille ? "✎" : "/") : cursor.isDown ? (theme.isASCII ? "*" : "●") : "+"
    grid[column, row] = Cell(glyph, style: theme.cursor)
  }

  private func paper(_ crayon: CrayonColour?) -> Style {
    guard theme.colourful, let crayon else { return theme.paper }
    return Style(.rgb(0, 0, 0), on: TerminalColour(crayon))
  }

  /// Without colours a crayon shows as its sign, where there is no ink.
  private func blank(_ crayon: CrayonColour?) -> Cell {
    guard !theme.colourful, let crayon else { return Cell(style: paper(crayon)) }
    return Cell(theme.symbol(crayon), style: theme.paper)
  }

  private func brailleCell(_ raster: CanvasRaster, _ column: Int, _ row: Int) -> Cell {
    let crayon = raster.crayon(column: column, row: row, dotRows: 0..<4)
    let bits = raster.inkBits(column: column, row: row)
    if bits != 0 { return Cell(Self.braille[bits], style: paper(crayon)) }
    return theme.colourful ? quadrantCell(raster, column, row) : blank(crayon)
  }

  /// Without ink, both colours of a cell are free for the crayon, whose edge then follows quarter cells.
  private func quadrantCell(_ raster: CanvasRaster, _ column: Int, _ row: Int) -> Cell {
    guard let crayon = raster.crayon(column: column, row: row, dotRows: 0..<4, mostly: false) else {
      return Cell(style: theme.paper)
    }
    let quarters = (0..<4).reduce(0) { bits, quarter in
      let down = quarter / 2 * 2
      let across = quarter % 2
      let found = raster.crayon(
        column: column, row: row, dotRows: down..<(down + 2), dotColumns: across..<(across + 1))
      return found == nil ? bits : bits | (1 << quarter)
    }
    guard quarters != 15 else { return Cell(style: paper(crayon)) }
    return Cell(Self.quadrants[quarters], style: Style(paper(crayon).background, on: theme.paper.background))
  }

  /// Characters by the quarters they fill: upper left, upper right, lower left, lower right from the lowest bit on.
  private static let quadrants = Array(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")

  private func plainCell(_ raster: CanvasRaster, _ column: Int, _ row: Int, glyphs: [Character]) -> Cell {
    let crayon = raster.crayon(column: column, row: row, dotRows: 0..<2)
    let bits = raster.inkBits(column: column, row: row)
    return bits == 0 ? blank(crayon) : Cell(glyphs[bits], style: paper(crayon))
  }

  /// Each half of the cell has its own colour, so nothing is lost.
  private func halfBlockCell(_ raster: CanvasRaster, _ column: Int, _ row: Int) -> Cell {
    let bits = raster.inkBits(column: column, row: row)
    let halves = (0..<2).map { half -> TerminalColour in
      if bits & (1 << half) != 0 { return theme.paper.foreground }
      return paper(raster.crayon(column: column, row: row, dotRows: half..<(half + 1))).background
    }
    if halves[0] == halves[1] {
      return bits == 0 ? Cell(style: Style(theme.paper.foreground, on: halves[0])) : Cell("█", style: theme.paper)
    }
    return Cell("▀", style: Style(halves[0], on: halves[1]))
  }

  /// Characters by the bits of ``CanvasRaster/inkBits(column:row:)``. Unicode counts the dots down the left column, then
  /// down the right one, with the lowest row added later (U+2800 and on).
  static let braille: [Character] = (0..<256).map { bits in
    let unicodeBits = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    let code = (0..<8).reduce(0x2800) { bits & (1 << $1) == 0 ? $0 : $0 | unicodeBits[$1] }
    return Unicode.Scalar(UInt32(code)).map(Character.init) ?? " "
  }
}

import Pictures
import Terminal

/// Lines to trace.
extension Painter {
  /// Draws strokes faintly where the canvas is still bare; to be called after ``canvas(_:in:)``.
  package mutating func outline(_ strokes: [Stroke], in area: Rectangle) {
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
}

extension Theme {
  /// Lines to trace: seen on white paper, but never taken for ink.
  var trace: Style {
    let paper = paper
    return colourful ? Style(.rgb(150, 175, 215), on: paper.background) : Style(dim: true)
  }
}

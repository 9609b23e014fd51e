import Pictures

/// Decides how each picture of a frame appears.
enum FrameComposer {
  enum Part: Equatable {
    case sixel(Rectangle, PictureEncoder.Request)
    case blocks(HalfBlocks.Block)
  }

  /// xterm keeps sixteen pictures and drops the oldest for a seventeenth; two places are left for those of others.
  static let mostSixels = 14

  /// - Parameter blocks: the picture made of cells, ``HalfBlocks/cells(for:in:)`` or what was kept from it.
  static func parts(
    for placements: [PicturePlacement], on grid: Grid, in capabilities: Capabilities,
    blocks: (PicturePlacement) -> HalfBlocks.Block?
  ) -> [Part] {
    var sixels = 0
    return placements.compactMap { placement in
      let image = placement.image
      if capabilities.sixel, sixels < mostSixels,
        let fit = PictureFit(sixel: placement.rectangle, image: (image.width, image.height), in: capabilities),
        grid.isBlank(fit.cells)
      {
        sixels += 1
        return .sixel(
          fit.cells,
          PictureEncoder.Request(
            image: image, pixels: fit.pixels, quality: placement.quality, colours: capabilities.sixelColours))
      }
      return blocks(placement).map { .blocks($0) }
    }
  }

  /// Makes the cells under a picture alternately plain and bold spaces: they look the same, but curses will not
  /// erase a run of them to the end of the line when the text before them gets shorter. The first of a row is bold, so
  /// that no blanks before the picture run on into it: curses would erase them all from the left edge on.
  static func reserve(
    _ rectangle: Rectangle, on grid: inout Grid, background: TerminalColour = .standard,
    where visible: (Int) -> Bool = { _ in true }
  ) {
    for row in 0..<rectangle.rows {
      for column in 0..<rectangle.columns where visible(row * rectangle.columns + column) {
        let place = (column: rectangle.column + column, row: rectangle.row + row)
        grid[place.column, place.row] = Cell(
          style: Style(on: background, bold: column % 2 == 0))
      }
    }
  }

  /// Colours the cells that the grid left blank.
  static func fillBlanks(_ rectangle: Rectangle, of grid: Grid, on cells: inout Grid, background: TerminalColour) {
    for row in rectangle.row..<rectangle.endRow {
      for column in rectangle.column..<rectangle.endColumn where grid[column, row].isBlank {
        cells[column, row] = Cell(style: Style(on: background))
      }
    }
  }

  /// The block's cells, nil where the grid has something of its own.
  static func visible(_ block: HalfBlocks.Block, on grid: Grid) -> [Cell?] {
    let columns = block.rectangle.columns
    return block.cells.indices.map { index in
      let below = grid[block.rectangle.column + index % columns, block.rectangle.row + index / columns]
      return below.isBlank ? block.cells[index] : nil
    }
  }
}

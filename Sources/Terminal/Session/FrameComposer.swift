import Pictures

/// Decides how each picture of a frame appears.
enum FrameComposer {
  enum Part: Equatable {
    case pixels(Rectangle, PictureEncoder.Request)
    case blocks(HalfBlocks.Block)
  }

  /// - Parameter blocks: the picture made of cells, ``HalfBlocks/cells(for:in:)`` or what was kept from it.
  static func parts(
    for placements: [PicturePlacement], in capabilities: Capabilities, blocks: (PicturePlacement) -> HalfBlocks.Block?
  ) -> [Part] {
    var count = 0
    let cell = capabilities.cell
    return placements.compactMap { placement in
      let image = placement.image
      let hasRoom = capabilities.showsPictures && count < capabilities.mostPictures
      if hasRoom, placement.quality == .live, let part = live(placement, in: capabilities) {
        count += 1
        return part
      }
      if hasRoom,
        let fit = PictureFit(pixels: placement.rectangle, image: (image.width, image.height), in: capabilities)
      {
        count += 1
        return .pixels(
          fit.cells,
          PictureEncoder.Request(
            image: image, pixels: fit.pixels,
            sheet: Capabilities.PixelSize(
              width: fit.cells.columns * cell.width, height: fit.cells.rows * cell.height),
            background: placement.background, quality: placement.quality))
      }
      return blocks(placement).map { .blocks($0) }
    }
  }

  /// A drawing that fills its block to the pixel; nil where it does not fit.
  private static func live(_ placement: PicturePlacement, in capabilities: Capabilities) -> Part? {
    let place = placement.rectangle
    let screen = Rectangle(columns: capabilities.columns, rows: capabilities.rows - 1)
    let size = Capabilities.PixelSize(
      width: place.columns * capabilities.cell.width, height: place.rows * capabilities.cell.height)
    let image = placement.image
    guard place.intersection(screen) == place, image.width == size.width, image.height == size.height else {
      return nil
    }
    return .pixels(
      place,
      PictureEncoder.Request(
        image: image, pixels: size, sheet: size, background: placement.background, quality: .live))
  }

  /// Makes the cells under a picture alternately plain and bold spaces: they look the same, but curses will not
  /// erase a run of them to the end of the line when the text before them gets shorter. The first of a row is bold, so
  /// that no blanks before the picture run on into it: curses would erase them all from the left edge on.
  static func reserve(
    _ rectangle: Rectangle, on grid: inout Grid, background: TerminalColour = .standard, where visible: [Bool]
  ) {
    grid.reserve(rectangle, background: background, where: visible)
  }

  /// Colours the cells that the grid left blank.
  static func fillBlanks(_ rectangle: Rectangle, of grid: Grid, on cells: inout Grid, background: TerminalColour) {
    for row in rectangle.row..<rectangle.endRow {
      for column in rectangle.column..<rectangle.endColumn where grid[column, row].isBlank {
        cells[column, row] = Cell(style: Style(on: background))
      }
    }
  }

  /// For each cell of a block, row by row, whether the grid has nothing of its own there.
  static func visible(_ rectangle: Rectangle, on grid: Grid) -> [Bool] {
    var visible: [Bool] = []
    visible.reserveCapacity(rectangle.columns * rectangle.rows)
    for row in rectangle.row..<rectangle.endRow {
      for column in rectangle.column..<rectangle.endColumn { visible.append(grid[column, row].isBlank) }
    }
    return visible
  }
}

import Pictures

/// Pictures made of character cells, for terminals without sixel.
package enum HalfBlocks {
  /// The cells of a picture, row by row; `fit.cells.columns * fit.cells.rows` of them.
  package struct Block: Equatable, Sendable {
    package var rectangle: Rectangle
    package var cells: [Cell]
  }

  /// The picture as cells, in the best way the terminal has: two coloured pixels per cell with '▀', one with a
  /// coloured space where only ASCII can be trusted, or shades of letters where there are no colours.
  ///
  /// Nil if the block is empty.
  package static func cells(for placement: PicturePlacement, in capabilities: Capabilities) -> Block? {
    let halves = capabilities.colourDepth != .none && capabilities.unicode >= .halfBlocks
    guard
      let fit = PictureFit(
        cells: placement.rectangle, vertical: halves ? 2 : 1,
        image: (placement.image.width, placement.image.height), in: capabilities)
    else { return nil }
    let small = placement.image.scaled(width: fit.pixels.width, height: fit.pixels.height)
    let cells: [Cell]
    if halves {
      cells = halfBlocks(small)
    } else if capabilities.colourDepth != .none {
      cells = (0..<(small.width * small.height)).map { Cell(" ", style: Style(on: colour(small, $0))) }
    } else {
      let ramp = capabilities.unicode == .ascii ? asciiRamp : shadeRamp
      cells = (0..<(small.width * small.height)).map { Cell(ramp[luminance(small, $0) * ramp.count / 256]) }
    }
    return Block(rectangle: fit.cells, cells: cells)
  }

  /// From dark to light, for the light letters on a dark ground that most terminals have.
  private static let asciiRamp = Array(" .:-=+*#%@")
  private static let shadeRamp = Array(" ░▒▓█")

  private static func halfBlocks(_ image: Image) -> [Cell] {
    var cells: [Cell] = []
    cells.reserveCapacity(image.width * image.height / 2)
    for row in 0..<(image.height / 2) {
      for column in 0..<image.width {
        let top = row * 2 * image.width + column
        cells.append(Cell("▀", style: Style(colour(image, top), on: colour(image, top + image.width))))
      }
    }
    return cells
  }

  private static func colour(_ image: Image, _ pixel: Int) -> TerminalColour {
    .rgb(image.pixels[pixel * 3], image.pixels[pixel * 3 + 1], image.pixels[pixel * 3 + 2])
  }

  /// Rec. 601 luma.
  private static func luminance(_ image: Image, _ pixel: Int) -> Int {
    (299 * Int(image.pixels[pixel * 3]) + 587 * Int(image.pixels[pixel * 3 + 1])
      + 114 * Int(image.pixels[pixel * 3 + 2])) / 1000
  }
}

/// Where a picture lands inside its block of cells: centred, its proportions kept.
package struct PictureFit: Hashable, Sendable {
  /// The cells that the picture touches.
  package var cells: Rectangle
  /// The picture's size in the terminal's pixels, or in half-cells for blocks.
  package var pixels: Capabilities.PixelSize

  /// The place of a picture of pixels.
  ///
  /// The screen's last row stays free, since a sixel picture there would scroll it. Beyond the terminal's limit nothing
  /// would be drawn. Nil where no pixel is left.
  package init?(pixels rectangle: Rectangle, image: (width: Int, height: Int), in capabilities: Capabilities) {
    let screen = Rectangle(columns: capabilities.columns, rows: capabilities.rows - 1)
    let block = rectangle.intersection(screen)
    let (cell, limit) = (capabilities.cell, capabilities.pictureLimit)
    let width = min(block.columns, limit.width / cell.width) * cell.width
    let height = min(block.rows, limit.height / cell.height) * cell.height
    guard let size = Self.largest(image, width: width, height: height) else { return nil }
    pixels = size
    cells = block.centred(
      columns: (size.width + cell.width - 1) / cell.width, rows: (size.height + cell.height - 1) / cell.height)
  }

  /// The place of a picture made of cells, each `1 × vertical` picture elements, which are as wide as a cell and
  /// `cell.height / vertical` high. `pixels` counts these elements.
  package init?(
    cells rectangle: Rectangle, vertical: Int, image: (width: Int, height: Int), in capabilities: Capabilities
  ) {
    let block = rectangle.intersection(Rectangle(columns: capabilities.columns, rows: capabilities.rows))
    let cell = capabilities.cell
    guard
      let size = Self.largest(image, width: block.columns * cell.width, height: block.rows * cell.height)
    else { return nil }
    let columns = min(max((size.width + cell.width / 2) / cell.width, 1), block.columns)
    let rows = min(max((size.height + cell.height / 2) / cell.height, 1), block.rows)
    pixels = Capabilities.PixelSize(width: columns, height: rows * vertical)
    cells = block.centred(columns: columns, rows: rows)
  }

  /// The largest size with the image's proportions inside these pixels.
  private static func largest(
    _ image: (width: Int, height: Int), width: Int, height: Int
  ) -> Capabilities.PixelSize? {
    guard width > 0, height > 0 else { return nil }
    if image.width * height > image.height * width {
      return Capabilities.PixelSize(width: width, height: max(image.height * width / image.width, 1))
    }
    return Capabilities.PixelSize(width: max(image.width * height / image.height, 1), height: height)
  }
}

extension SketchRaster {
  /// The ink, 0…1, of a scanned, photographed or saved sketch in the middle of a square: dark lines on light paper or
  /// the reverse, of any size.
  ///
  /// Clean lines on even paper keep their values: a black and white picture of `size` × `size` pixels gives exactly 1
  /// and 0. On a photograph the paper's brightness is followed from place to place, and the lines are sharpened.
  package static func ink(from image: Image, size: Int) -> Plane {
    precondition(size > 0, "a sketch needs at least one pixel")
    // Large pictures are judged at twice the size, so that thin lines stay dark enough to be told from paper.
    let longer = max(image.width, image.height)
    let factor = longer * 2 > size * 3 ? 2 : 1
    let side = size * factor
    let page = image.scaled(
      width: max(1, (image.width * side + longer / 2) / longer),
      height: max(1, (image.height * side + longer / 2) / longer))
    let ink = ScannedPage(page).ink()
    let left = (size - (page.width + factor - 1) / factor) / 2 * factor
    let top = (size - (page.height + factor - 1) / factor) / 2 * factor
    var square = Plane(width: size, height: size)
    let share = 1 / Float(factor * factor)
    for y in 0..<page.height {
      for x in 0..<page.width {
        square.values[(top + y) / factor * size + (left + x) / factor] += ink.values[y * page.width + x] * share
      }
    }
    return square
  }
}

/// Colour hints as pixels.
package struct HintPlanes: Sendable {
  /// Side in pixels.
  package let side: Int
  /// How much of each pixel a crayon covers, 0…1.
  package let mask: [Float]
  /// Red, green and blue of each pixel, −1…1 times the mask: 0 off the dabs.
  package let colours: [Float]

  package init(_ hints: ColourHints, side: Int) {
    precondition(side > 0, "a sketch needs at least one pixel")
    self.side = side
    let count = side * side
    var mask = [Float](repeating: 0, count: count)
    var colours = [Float](repeating: 0, count: count * 3)
    if !hints.marks.isEmpty {
      let sheet = SketchRaster.hintSheet(hints, size: side)
      mask.withUnsafeMutableBufferPointer { mask in
        colours.withUnsafeMutableBufferPointer { colours in
          sheet.forEachRow { y, row in
            row.withMemoryRebound(to: UInt32.self, capacity: side) { pixels in
              for x in 0..<side {
                let index = y * side + x
                let pixel = pixels[x]
                let alpha = Float(pixel >> 24) * (1 / 255)
                mask[index] = alpha
                // Cairo's colours are multiplied by alpha: 2·(c·a) − a is the colour −1…1 times the mask.
                colours[index * 3] = Float((pixel >> 16) & 255) * (2 / 255) - alpha
                colours[index * 3 + 1] = Float((pixel >> 8) & 255) * (2 / 255) - alpha
                colours[index * 3 + 2] = Float(pixel & 255) * (2 / 255) - alpha
              }
            }
          }
        }
      }
    }
    self.mask = mask
    self.colours = colours
  }
}

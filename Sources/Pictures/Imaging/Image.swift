/// A picture of 8-bit red, green and blue values, row by row from the top left.
package struct Image: Hashable, Sendable {
  package let width: Int
  package let height: Int
  /// `width * height * 3` values.
  package var pixels: [UInt8]

  package init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0 && pixels.count == width * height * 3, "pixels do not fill the picture")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// A picture of one colour.
  package init(width: Int, height: Int, red: UInt8 = 255, green: UInt8 = 255, blue: UInt8 = 255) {
    self.init(
      width: width, height: height,
      pixels: [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
        for pixel in 0..<(width * height) {
          buffer[pixel * 3] = red
          buffer[pixel * 3 + 1] = green
          buffer[pixel * 3 + 2] = blue
        }
        count = width * height * 3
      })
  }
}

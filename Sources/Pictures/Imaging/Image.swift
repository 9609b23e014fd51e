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

extension Image {
  /// Puts another picture onto this one, whose top left corner comes to (`x`, `y`); it must not reach beyond.
  package mutating func paste(_ other: Image, x: Int, y: Int) {
    precondition(
      x >= 0 && y >= 0 && x + other.width <= width && y + other.height <= height, "a picture beyond the other's edge")
    for row in 0..<other.height {
      let start = ((y + row) * width + x) * 3
      pixels.replaceSubrange(
        start..<(start + other.width * 3), with: other.pixels[(row * other.width * 3)..<((row + 1) * other.width * 3)])
    }
  }

  /// The part of `width` × `height` pixels with its top left corner at (`x`, `y`), which must lie in the picture.
  package func cropped(x: Int, y: Int, width: Int, height: Int) -> Image {
    precondition(
      x >= 0 && y >= 0 && x + width <= self.width && y + height <= self.height, "a part beyond the picture's edge")
    if width == self.width && height == self.height { return self }
    var part: [UInt8] = []
    part.reserveCapacity(width * height * 3)
    for row in y..<(y + height) {
      let start = (row * self.width + x) * 3
      part += pixels[start..<(start + width * 3)]
    }
    return Image(width: width, height: height, pixels: part)
  }
}

/// A picture of 8-bit grey levels, row by row from the top left.
package struct GreyPicture: Hashable, Sendable {
  package let width: Int
  package let height: Int
  /// `width * height` values.
  package var levels: [UInt8]

  package init(width: Int, height: Int, levels: [UInt8]) {
    precondition(width > 0 && height > 0 && levels.count == width * height, "levels do not fill the picture")
    self.width = width
    self.height = height
    self.levels = levels
  }

  /// Brightness as the eye weighs the colours (Rec. 601), in OpenCV's whole numbers: 15 bits behind the point.
  package init(_ image: Image) {
    self.init(
      width: image.width, height: image.height,
      levels: image.pixels.withUnsafeBufferPointer { pixels in
        (0..<(image.width * image.height)).map { index in
          let sum =
            Int(pixels[index * 3]) * 9798 + Int(pixels[index * 3 + 1]) * 19235
            + Int(pixels[index * 3 + 2]) * 3735
          return UInt8((sum + 16384) >> 15)
        }
      })
  }
}

import Pictures

/// A picture small enough, in pixels and in bytes, to ship for every domain.
package struct SamplePicture {
  /// Side in pixels.
  package static let side = 128
  /// The most bytes that a sample's file may have.
  package static let mostBytes = 15_360

  /// The PNG file.
  package let png: [UInt8]

  /// Scales the picture; where its file is too large, colours are rounded until it is not: neighbours that become equal
  /// compress well, and on so small a picture nobody sees the steps.
  package init(_ picture: Image) throws(PictureError) {
    let small = picture.scaled(width: Self.side, height: Self.side)
    var png = try small.pngData()
    for bits in [6, 5, 4, 3] where png.count > Self.mostBytes {
      png = try small.rounded(bits: bits).pngData()
    }
    self.png = png
  }
}

extension Image {
  /// The picture with each value rounded to the nearest of `1 << bits` evenly spaced ones.
  fileprivate func rounded(bits: Int) -> Image {
    let steps = (1 << bits) - 1
    var rounded = self
    rounded.pixels = pixels.map { UInt8((Int($0) * steps + 127) / 255 * 255 / steps) }
    return rounded
  }
}

/// A picture of any size and shape as a square one of moderate size, held as the bytes of a PNG file.
struct PreparedPicture: Sendable {
  /// Larger pictures are made this large.
  private static let side = 256
  /// Square pictures up to this side stay as they are.
  private static let largestSide = 320
  /// Smaller pictures show nothing.
  private static let smallestSide = 16

  private let png: [UInt8]
  /// Whether the picture goes on evenly beyond its border.
  let isOnEvenGround: Bool

  /// The picture; decoding takes one to three milliseconds.
  var image: Image {
    // The bytes were decoded or written by this program when the picture was prepared.
    guard let image = try? Image(data: png) else { preconditionFailure("a picture that could be read cannot be read") }
    return image
  }

  init(contentsOf path: String) throws(PictureError) {
    let bytes = try FileBytes.read(path)
    let image = try Image(data: bytes, name: path)
    guard min(image.width, image.height) >= Self.smallestSide else {
      throw .notAPicture(
        name: path, reason: "\(image.width)×\(image.height) pixels are too few, at least \(Self.smallestSide) a side")
    }
    let border = BorderColour(of: image)
    isOnEvenGround = border.isEven
    if image.width == image.height && image.width <= Self.largestSide && bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      png = bytes
    } else {
      let side = min(Self.side, max(image.width, image.height))
      let square =
        isOnEvenGround
        ? image.letterboxed(side: side, red: border.rgb.0, green: border.rgb.1, blue: border.rgb.2)
        : image.middleSquare.scaled(width: side, height: side)
      png = try square.pngData()
    }
  }
}

extension PreparedPicture {
  /// A square that is as it should be, and goes on beyond its border as it comes.
  init(square: Image) throws(PictureError) {
    png = try square.pngData()
    isOnEvenGround = false
  }
}

extension Image {
  /// The largest square in the middle.
  fileprivate var middleSquare: Image {
    let side = min(width, height)
    if width == height { return self }
    let left = (width - side) / 2
    let top = (height - side) / 2
    var pixels: [UInt8] = []
    pixels.reserveCapacity(side * side * 3)
    for y in 0..<side {
      let start = ((top + y) * width + left) * 3
      pixels += self.pixels[start..<(start + side * 3)]
    }
    return Image(width: side, height: side, pixels: pixels)
  }
}

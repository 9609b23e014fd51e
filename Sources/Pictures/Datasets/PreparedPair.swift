/// A sketch and its picture as squares of one moderate size, held as the bytes of one PNG file.
struct PreparedPair: Sendable {
  /// Side of both squares.
  private static let side = 256

  /// Both side by side: the ink in black on white, and the picture.
  private let png: [UInt8]
  /// Whether the picture goes on evenly beyond its border.
  let isOnEvenGround: Bool
  /// The picture's largest patches of colour, see ``PictureTrace/patches``.
  let patches: [[Point]]

  /// The sketch in black on white, and the picture.
  var images: (sketch: Image, picture: Image) {
    // The bytes were written by this program when the pair was prepared.
    guard let both = try? Image(data: png) else { preconditionFailure("a pair that was written cannot be read") }
    return both.halves
  }

  init(_ place: PairPlace, isSwapped: Bool) throws(PictureError) {
    var (sketch, picture) = try Self.images(at: place)
    if isSwapped { swap(&sketch, &picture) }
    let border = BorderColour(of: picture)
    isOnEvenGround = border.isEven
    let square = picture.letterboxed(side: Self.side, red: border.rgb.0, green: border.rgb.1, blue: border.rgb.2)
    let ink = SketchRaster.ink(from: sketch, size: Self.side)
    patches = ColourPatches.places(in: square)
    png = try Image.sideBySide(Image(ink: ink), square).pngData()
  }

  private static func images(at place: PairPlace) throws(PictureError) -> (Image, Image) {
    let first = try Image(contentsOf: place.first)
    if let second = place.second {
      let other = try Image(contentsOf: second)
      let difference = first.width * other.height - first.height * other.width
      guard abs(difference) * 20 <= first.width * other.height else {
        throw .notAPicture(
          name: place.first,
          reason: "its shape of \(first.width)×\(first.height) pixels is not that of \(second), "
            + "\(other.width)×\(other.height)")
      }
      return (first, other)
    }
    guard first.width % 2 == 0, first.width > first.height, first.width >= 16 else {
      throw .notAPicture(
        name: place.first,
        reason: "\(first.width)×\(first.height) pixels are not two pictures side by side; the width must be even and "
          + "greater than the height")
    }
    return first.halves
  }
}

extension Image {
  /// Black where there is ink, white on paper.
  package init(ink: Plane) {
    self.init(
      width: ink.width, height: ink.height,
      pixels: ink.values.flatMap { value -> [UInt8] in
        let grey = UInt8(((1 - min(max(value, 0), 1)) * 255).rounded())
        return [grey, grey, grey]
      })
  }

  /// Two pictures of one height as one.
  package static func sideBySide(_ left: Image, _ right: Image) -> Image {
    precondition(left.height == right.height, "pictures side by side have one height")
    var pixels: [UInt8] = []
    pixels.reserveCapacity(left.pixels.count + right.pixels.count)
    for y in 0..<left.height {
      pixels += left.pixels[(y * left.width * 3)..<((y + 1) * left.width * 3)]
      pixels += right.pixels[(y * right.width * 3)..<((y + 1) * right.width * 3)]
    }
    return Image(width: left.width + right.width, height: left.height, pixels: pixels)
  }

  /// The left and the right half of a picture of even width.
  fileprivate var halves: (Image, Image) {
    let half = width / 2
    var left: [UInt8] = []
    var right: [UInt8] = []
    for y in 0..<height {
      let start = y * width * 3
      left += pixels[start..<(start + half * 3)]
      right += pixels[(start + half * 3)..<(start + 2 * half * 3)]
    }
    return (Image(width: half, height: height, pixels: left), Image(width: half, height: height, pixels: right))
  }
}

import CPixbuf

extension Image {
  /// The picture at another size: area average when shrinking, bilinear when enlarging.
  package func scaled(width: Int, height: Int) -> Image {
    precondition(width > 0 && height > 0, "a picture needs at least one pixel")
    if width == self.width && height == self.height { return self }
    let scaled: Image? = withPixbuf { pixbuf in
      guard let result = gdk_pixbuf_scale_simple(pixbuf, Int32(width), Int32(height), GDK_INTERP_BILINEAR) else {
        return nil
      }
      defer { g_object_unref(UnsafeMutableRawPointer(result)) }
      return DecodedPixels(pixbuf: result).map { Image($0) }
    }
    guard let scaled else { preconditionFailure("no memory for a picture of \(width)×\(height) pixels") }
    return scaled
  }

  /// The whole picture in the middle of a square of `side` pixels, on one colour.
  package func letterboxed(side: Int, red: UInt8 = 255, green: UInt8 = 255, blue: UInt8 = 255) -> Image {
    let longer = max(width, height)
    let inner = scaled(
      width: max(1, (width * side + longer / 2) / longer), height: max(1, (height * side + longer / 2) / longer))
    if inner.width == side && inner.height == side { return inner }
    var square = Image(width: side, height: side, red: red, green: green, blue: blue)
    square.paste(inner, x: (side - inner.width) / 2, y: (side - inner.height) / 2)
    return square
  }

  /// The picture as a mirror shows it.
  package var flippedHorizontally: Image {
    var flipped = self
    for y in 0..<height {
      for x in 0..<width {
        let from = (y * width + x) * 3
        let to = (y * width + width - 1 - x) * 3
        for c in 0..<3 { flipped.pixels[to + c] = pixels[from + c] }
      }
    }
    return flipped
  }
}

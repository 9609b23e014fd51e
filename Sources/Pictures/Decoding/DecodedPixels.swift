import CPixbuf

/// Upright pixels as a decoder gives them: rows of 8-bit RGB or RGBA values, to be copied while they last.
struct DecodedPixels {
  let width: Int
  let height: Int
  /// 3, or 4 with coverage.
  let channels: Int
  /// Bytes from one row to the next.
  let stride: Int
  let base: UnsafePointer<UInt8>

  init(width: Int, height: Int, channels: Int, stride: Int, base: UnsafePointer<UInt8>) {
    self.width = width
    self.height = height
    self.channels = channels
    self.stride = stride
    self.base = base
  }

  /// nil for pixels of another kind.
  init?(pixbuf: OpaquePointer) {
    let width = Int(gdk_pixbuf_get_width(pixbuf))
    let height = Int(gdk_pixbuf_get_height(pixbuf))
    let channels = Int(gdk_pixbuf_get_n_channels(pixbuf))
    guard width > 0, height > 0, width <= Image.maximumPixels / height, channels == 3 || channels == 4,
      gdk_pixbuf_get_bits_per_sample(pixbuf) == 8, let base = gdk_pixbuf_read_pixels(pixbuf)
    else { return nil }
    self.init(
      width: width, height: height, channels: channels, stride: Int(gdk_pixbuf_get_rowstride(pixbuf)), base: base)
  }

  /// Row after row, with nothing between.
  var bytes: [UInt8] {
    let row = width * channels
    return [UInt8](unsafeUninitializedCapacity: row * height) { buffer, count in
      for y in 0..<height { buffer.baseAddress?.advanced(by: y * row).update(from: base + y * stride, count: row) }
      count = row * height
    }
  }
}

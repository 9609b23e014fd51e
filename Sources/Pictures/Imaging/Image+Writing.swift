import CPixbuf

extension Image {
  /// The picture as the bytes of a PNG file.
  package func pngData() throws(PictureError) -> [UInt8] {
    try pngData(name: "the PNG picture")
  }

  /// Writes a PNG file. The file appears complete or not at all.
  package func write(to path: String) throws(PictureError) {
    try FileBytes.writeAtomically(try pngData(name: path), to: path)
  }

  private func pngData(name: String) throws(PictureError) -> [UInt8] {
    var error: UnsafeMutablePointer<GError>?
    defer { if let error { g_error_free(error) } }
    let bytes: [UInt8]? = withPixbuf { pixbuf in
      var buffer: UnsafeMutablePointer<CChar>?
      var size: gsize = 0
      guard gdk_pixbuf_save_to_bufferv(pixbuf, &buffer, &size, "png", nil, nil, &error) != 0, let buffer else {
        return nil
      }
      defer { g_free(buffer) }
      return [UInt8](UnsafeRawBufferPointer(start: buffer, count: Int(size)))
    }
    guard let bytes else {
      throw .unwritable(path: name, reason: error.map { String(cString: $0.pointee.message) } ?? "no memory")
    }
    return bytes
  }

  /// Lends the pixels to gdk-pixbuf, without a copy, for the time of `body`.
  func withPixbuf<Result>(_ body: (OpaquePointer) -> Result?) -> Result? {
    pixels.withUnsafeBufferPointer { buffer in
      guard
        let pixbuf = gdk_pixbuf_new_from_data(
          buffer.baseAddress, GDK_COLORSPACE_RGB, 0, 8, Int32(width), Int32(height), Int32(width * 3), nil, nil)
      else { return nil }
      defer { g_object_unref(UnsafeMutableRawPointer(pixbuf)) }
      return body(pixbuf)
    }
  }
}

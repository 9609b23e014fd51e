import CPixbuf
import Glibc

extension Image {
  /// The picture as the bytes of a PNG file.
  ///
  /// - Parameter compression: 0…9; nil for zlib's usual 6. 4 takes half the time for files that are hardly larger.
  package func pngData(compression: Int? = nil) throws(PictureError) -> [UInt8] {
    try pngData(name: "the PNG picture", compression: compression)
  }

  /// The picture as the bytes of a JPEG file.
  ///
  /// - Parameter quality: 0…100.
  package func jpegData(quality: Int) throws(PictureError) -> [UInt8] {
    precondition((0...100).contains(quality), "a quality of \(quality)")
    return try data("jpeg", ["quality": "\(quality)"], name: "the JPEG picture")
  }

  /// Writes a PNG file. The file appears complete or not at all.
  package func write(to path: String) throws(PictureError) {
    try FileBytes.writeAtomically(try pngData(name: path), to: path)
  }

  private func pngData(name: String, compression: Int? = nil) throws(PictureError) -> [UInt8] {
    try data("png", compression.map { ["compression": "\($0)"] } ?? [:], name: name)
  }

  /// The bytes of a file in one of gdk-pixbuf's formats.
  ///
  /// - Parameter name: for the error.
  private func data(_ format: String, _ options: [String: String], name: String) throws(PictureError) -> [UInt8] {
    var error: UnsafeMutablePointer<GError>?
    defer { if let error { g_error_free(error) } }
    let bytes: [UInt8]? = withPixbuf { pixbuf in
      var buffer: UnsafeMutablePointer<CChar>?
      var size: gsize = 0
      let isSaved = Self.withOptions(options) { keys, values in
        gdk_pixbuf_save_to_bufferv(pixbuf, &buffer, &size, format, keys, values, &error) != 0
      }
      guard isSaved, let buffer else { return nil }
      defer { g_free(buffer) }
      return [UInt8](UnsafeRawBufferPointer(start: buffer, count: Int(size)))
    }
    guard let bytes else {
      throw .unwritable(path: name, reason: error.map { String(cString: $0.pointee.message) } ?? "no memory")
    }
    return bytes
  }

  /// Lends options to gdk-pixbuf as two lists that end with nil.
  private static func withOptions<Result>(
    _ options: [String: String],
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) ->
      Result
  ) -> Result {
    var keys = options.map { strdup($0.key) } + [nil]
    var values = options.map { strdup($0.value) } + [nil]
    defer { for word in keys + values { free(word) } }
    return body(&keys, &values)
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

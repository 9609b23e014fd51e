import CPixbuf

extension Image {
  /// The largest picture taken into memory.
  package static let maximumPixels = 64_000_000

  /// Reads a picture of one of the formats of ``PictureFormat``, upright as its orientation tag says, over white where
  /// it is transparent; of an animation the first picture.
  package init(contentsOf path: String) throws(PictureError) {
    try self.init(data: try FileBytes.read(path), name: path)
  }

  /// The same from the bytes of a picture file.
  ///
  /// - Parameters:
  ///   - name: stands in error messages.
  ///   - formats: those that are meant; a file of another one is no picture.
  ///   - mostPixels: a larger picture is refused before memory is taken for it.
  package init(
    data: [UInt8], name: String = "The picture", formats: Set<PictureFormat> = Set(PictureFormat.allCases),
    mostPixels: Int = Image.maximumPixels
  ) throws(PictureError) {
    self = try Self.decoded(data, name: name, formats: formats, mostPixels: mostPixels) { Image(pixbuf: $0) }
  }

  /// What `take` makes of the upright pixels of a picture file; nil there means that their kind is unknown.
  static func decoded<Result>(
    _ file: [UInt8], name: String, formats: Set<PictureFormat> = Set(PictureFormat.allCases),
    mostPixels: Int = Image.maximumPixels, take: (OpaquePointer) -> Result?
  ) throws(PictureError) -> Result {
    guard !file.isEmpty else { throw .notAPicture(name: name, reason: "it is empty") }
    guard let format = PictureFormat(file), formats.contains(format) else {
      throw .notAPicture(name: name, reason: "it is none of \(PictureFormat.names(formats))")
    }
    let data = try format.essential(file, name: name)
    // Asked for by name: any other reader that the machine has is never at work.
    guard let loader = gdk_pixbuf_loader_new_with_type(format.rawValue, nil) else {
      throw .notAPicture(name: name, reason: "this machine has no reader for \(format.rawValue) pictures")
    }
    defer { g_object_unref(UnsafeMutableRawPointer(loader)) }
    // The size stands in the header: too large a picture is refused before memory is taken for it.
    let announced = UnsafeMutablePointer<AnnouncedSize>.allocate(capacity: 1)
    announced.initialize(to: AnnouncedSize(mostPixels: min(mostPixels, Image.maximumPixels)))
    defer { announced.deallocate() }
    let callback:
      @convention(c) (UnsafeMutablePointer<GdkPixbufLoader>, Int32, Int32, UnsafeMutableRawPointer) -> Void =
        { loader, width, height, context in
          let announced = context.assumingMemoryBound(to: AnnouncedSize.self)
          announced.pointee.width = Int(width)
          announced.pointee.height = Int(height)
          if announced.pointee.isTooLarge { gdk_pixbuf_loader_set_size(loader, 0, 0) }
        }
    g_signal_connect_data(
      UnsafeMutableRawPointer(loader), "size-prepared", unsafeBitCast(callback, to: GCallback.self), announced, nil,
      GConnectFlags(rawValue: 0))

    var error: UnsafeMutablePointer<GError>?
    defer { if let error { g_error_free(error) } }
    let written = data.withUnsafeBufferPointer {
      gdk_pixbuf_loader_write(loader, $0.baseAddress, gsize($0.count), &error) != 0
    }
    // Closing reports a truncated picture; a second error must not overwrite the first.
    let closed = written ? gdk_pixbuf_loader_close(loader, &error) != 0 : gdk_pixbuf_loader_close(loader, nil) != 0
    if announced.pointee.isTooLarge {
      throw .tooLarge(
        name: name, width: announced.pointee.width, height: announced.pointee.height,
        most: announced.pointee.mostPixels)
    }
    guard written, closed, let raw = gdk_pixbuf_loader_get_pixbuf(loader) else {
      throw .notAPicture(
        name: name, reason: error.map { String(cString: $0.pointee.message) } ?? "nothing was found in it")
    }
    guard let upright = gdk_pixbuf_apply_embedded_orientation(raw) else {
      throw .notAPicture(name: name, reason: "there is not enough memory to turn it upright")
    }
    defer { g_object_unref(UnsafeMutableRawPointer(upright)) }
    guard let result = take(upright) else {
      throw .notAPicture(name: name, reason: "its pixels are of an unknown kind")
    }
    return result
  }

  private struct AnnouncedSize {
    let mostPixels: Int
    var width = 0
    var height = 0
    var isTooLarge: Bool { width > 0 && height > 0 && width > mostPixels / height }
  }

  /// Copies 8-bit RGB or RGBA pixels, transparent ones over white.
  init?(pixbuf: OpaquePointer) {
    let width = Int(gdk_pixbuf_get_width(pixbuf))
    let height = Int(gdk_pixbuf_get_height(pixbuf))
    let channels = Int(gdk_pixbuf_get_n_channels(pixbuf))
    let stride = Int(gdk_pixbuf_get_rowstride(pixbuf))
    guard width > 0, height > 0, width <= Image.maximumPixels / height, channels == 3 || channels == 4,
      gdk_pixbuf_get_bits_per_sample(pixbuf) == 8, let source = gdk_pixbuf_read_pixels(pixbuf)
    else { return nil }
    self.init(
      width: width, height: height,
      pixels: [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
        var out = 0
        for y in 0..<height {
          let row = source + y * stride
          for x in 0..<width {
            let pixel = row + x * channels
            let alpha = channels == 4 ? Int(pixel[3]) : 255
            for c in 0..<3 {
              buffer[out] = UInt8((Int(pixel[c]) * alpha + 255 * (255 - alpha) + 127) / 255)
              out += 1
            }
          }
        }
        count = out
      })
  }
}

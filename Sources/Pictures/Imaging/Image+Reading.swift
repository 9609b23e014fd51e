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
  ///   - helper: decodes what is neither PNG nor JPEG.
  package init(
    data: [UInt8], name: String = "The picture", formats: Set<PictureFormat> = Set(PictureFormat.allCases),
    mostPixels: Int = Image.maximumPixels, helper: DecodingHelper = DecodingHelper()
  ) throws(PictureError) {
    self = try Self.decoded(data, name: name, formats: formats, mostPixels: mostPixels, helper: helper) { Image($0) }
  }

  /// The same made smaller while it is read, in bounded time: for a first look at files that nobody has chosen yet.
  ///
  /// - Parameters:
  ///   - longSide: the longer side in pixels that a larger picture gets. Photographs (JPEG) are decoded at that size,
  ///     which takes a fraction of the time and memory.
  ///   - shouldStop: asked between pieces of the file; a picture that is not finished then cannot be read.
  package init(
    contentsOf path: String, longSide: Int, shouldStop: () -> Bool
  ) throws(PictureError) {
    precondition(longSide > 0, "a picture needs at least one pixel")
    let file = try FileBytes.read(path)
    self = try Self.decoded(file, name: path, longSide: longSide, shouldStop: shouldStop) { Image($0) }
  }

  /// Bytes of a file between two questions whether to go on.
  private static let pieceOfFile = 1 << 16
  /// Set once, with the first picture.
  private static let isLibraryQuiet = aicanvas_pixbuf_quiet() > 0

  /// What `take` makes of the upright pixels of a picture file; nil there means that their kind is unknown. Formats other
  /// than PNG and JPEG are decoded in a process of their own.
  ///
  /// - Parameters:
  ///   - longSide: a larger picture is made this large; nil for its own size.
  ///   - shouldStop: asked between pieces of the file.
  ///   - helper: decodes what is not decoded here.
  static func decoded<Result>(
    _ file: [UInt8], name: String, formats: Set<PictureFormat> = Set(PictureFormat.allCases),
    mostPixels: Int = Image.maximumPixels, longSide: Int? = nil, helper: DecodingHelper = DecodingHelper(),
    shouldStop: () -> Bool = { false }, take: (DecodedPixels) -> Result?
  ) throws(PictureError) -> Result {
    guard !file.isEmpty else { throw .notAPicture(name: name, reason: "it is empty") }
    guard let format = PictureFormat(file), formats.contains(format) else {
      throw .notAPicture(name: name, reason: "it is none of \(PictureFormat.names(formats))")
    }
    let data = try format.essential(file, name: name)
    let most = min(mostPixels, Image.maximumPixels)
    if format.isDecodedHere {
      return try decodedHere(
        data, format: format, name: name, mostPixels: most, longSide: longSide, shouldStop: shouldStop, take: take)
    }
    let reply = try helper.reply(
      to: data, format: format, name: name, mostPixels: most, longSide: longSide, shouldStop: shouldStop)
    switch reply {
    case .pixels(let width, let height, let channels, let pixels):
      let result = pixels.withUnsafeBufferPointer { pixels in
        pixels.baseAddress.flatMap {
          take(DecodedPixels(width: width, height: height, channels: channels, stride: width * channels, base: $0))
        }
      }
      guard let result else { throw .notAPicture(name: name, reason: "its pixels are of an unknown kind") }
      return result
    case .tooLarge(let width, let height): throw .tooLarge(name: name, width: width, height: height, most: most)
    case .refused(let reason): throw .notAPicture(name: name, reason: reason)
    }
  }

  /// The same in this process, for the bytes that a format's decoder gets to see.
  static func decodedHere<Result>(
    _ data: [UInt8], format: PictureFormat, name: String, mostPixels: Int, longSide: Int? = nil,
    shouldStop: () -> Bool = { false }, take: (DecodedPixels) -> Result?
  ) throws(PictureError) -> Result {
    // Asked for by name: any other reader that the machine has is never at work.
    _ = Self.isLibraryQuiet
    guard let loader = gdk_pixbuf_loader_new_with_type(format.rawValue, nil) else {
      throw .notAPicture(name: name, reason: "this machine has no reader for \(format.rawValue) pictures")
    }
    defer { g_object_unref(UnsafeMutableRawPointer(loader)) }
    // The size stands in the header: too large a picture is refused before memory is taken for it.
    let announced = UnsafeMutablePointer<AnnouncedSize>.allocate(capacity: 1)
    announced.initialize(
      to: AnnouncedSize(mostPixels: mostPixels, longSide: longSide ?? .max))
    defer { announced.deallocate() }
    let callback:
      @convention(c) (UnsafeMutablePointer<GdkPixbufLoader>, Int32, Int32, UnsafeMutableRawPointer) -> Void =
        { loader, width, height, context in
          let announced = context.assumingMemoryBound(to: AnnouncedSize.self)
          announced.pointee.width = Int(width)
          announced.pointee.height = Int(height)
          if announced.pointee.isTooLarge {
            gdk_pixbuf_loader_set_size(loader, 0, 0)
          } else if let size = announced.pointee.wanted {
            gdk_pixbuf_loader_set_size(loader, Int32(size.width), Int32(size.height))
          }
        }
    g_signal_connect_data(
      UnsafeMutableRawPointer(loader), "size-prepared", unsafeBitCast(callback, to: GCallback.self), announced, nil,
      GConnectFlags(rawValue: 0))

    var error: UnsafeMutablePointer<GError>?
    defer { if let error { g_error_free(error) } }
    var isStopped = false
    let written = data.withUnsafeBufferPointer { bytes in
      // In one piece where nobody waits: a progressive picture is finished anew after each.
      let step = longSide == nil ? bytes.count : pieceOfFile
      for start in stride(from: 0, to: bytes.count, by: step) {
        isStopped = shouldStop()
        guard !isStopped, let base = bytes.baseAddress,
          gdk_pixbuf_loader_write(loader, base + start, gsize(min(step, bytes.count - start)), &error) != 0
        else { return false }
      }
      return true
    }
    // Closing reports a truncated picture; a second error must not overwrite the first.
    let closed = written ? gdk_pixbuf_loader_close(loader, &error) != 0 : gdk_pixbuf_loader_close(loader, nil) != 0
    if announced.pointee.isTooLarge {
      throw .tooLarge(
        name: name, width: announced.pointee.width, height: announced.pointee.height,
        most: announced.pointee.mostPixels)
    }
    if isStopped { throw .notAPicture(name: name, reason: "reading it took too long") }
    guard written, closed, let raw = gdk_pixbuf_loader_get_pixbuf(loader) else {
      throw .notAPicture(
        name: name, reason: error.map { String(cString: $0.pointee.message) } ?? "nothing was found in it")
    }
    guard let upright = gdk_pixbuf_apply_embedded_orientation(raw) else {
      throw .notAPicture(name: name, reason: "there is not enough memory to turn it upright")
    }
    defer { g_object_unref(UnsafeMutableRawPointer(upright)) }
    guard let result = DecodedPixels(pixbuf: upright).flatMap(take) else {
      throw .notAPicture(name: name, reason: "its pixels are of an unknown kind")
    }
    return result
  }

  private struct AnnouncedSize {
    let mostPixels: Int
    let longSide: Int
    var width = 0
    var height = 0
    var isTooLarge: Bool { width > 0 && height > 0 && width > mostPixels / height }

    /// The size to read at; nil for the picture's own.
    var wanted: (width: Int, height: Int)? {
      let longer = max(width, height)
      guard longer > longSide, min(width, height) > 0 else { return nil }
      return (max(1, width * longSide / longer), max(1, height * longSide / longer))
    }
  }

  /// Copies pixels, transparent ones over white.
  init(_ source: DecodedPixels) {
    let (width, height, channels) = (source.width, source.height, source.channels)
    self.init(
      width: width, height: height,
      pixels: [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
        var out = 0
        for y in 0..<height {
          let row = source.base + y * source.stride
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

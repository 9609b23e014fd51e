/// The kinds of picture files that are read, told apart by their first bytes, whatever their names.
///
/// A stated list, because a picture may come from a stranger: each of these is decoded in a time and memory that its
/// size in pixels bounds. Drawings in SVG are programs, which none does.
package enum PictureFormat: String, CaseIterable, Sendable {
  case png, jpeg, gif, bmp, tiff, webp, pnm

  /// nil for bytes of another kind.
  package init?(_ bytes: [UInt8]) {
    func starts(_ head: String, at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: head.utf8) }
    if bytes.starts(with: PNGChunks.signature) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if starts("GIF87a") || starts("GIF89a") {
      self = .gif
    } else if starts("BM") {
      self = .bmp
    } else if bytes.starts(with: [0x49, 0x49, 0x2A, 0]) || bytes.starts(with: [0x4D, 0x4D, 0, 0x2A]) {
      self = .tiff
    } else if starts("RIFF") && starts("WEBP", at: 8) {
      self = .webp
    } else if bytes.count > 2, bytes[0] == UInt8(ascii: "P"), (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(bytes[1])
    {
      self = .pnm
    } else {
      return nil
    }
  }

  /// Some formats for messages, such as "PNG, JPEG or WebP".
  static func names(_ formats: Set<PictureFormat>) -> String {
    let names = allCases.filter(formats.contains).map { $0 == .webp ? "WebP" : $0.rawValue.uppercased() }
    return (names.dropLast(2) + [names.suffix(2).joined(separator: " or ")]).joined(separator: ", ")
  }

  /// What of a file the decoder gets to see: one picture, and nothing that takes long beside it.
  ///
  /// - Throws: ``PictureError`` where there is more in the file than a picture needs, or where its end is missing: some
  ///   decoders fill what they did not get with anything.
  package func essential(_ bytes: [UInt8], name: String) throws(PictureError) -> [UInt8] {
    func cutOff() -> PictureError { .notAPicture(name: name, reason: "it is cut off") }
    switch self {
    case .png:
      guard PNGChunks.contains("IEND", bytes) else { throw cutOff() }
      return PNGChunks.essential(bytes)
    case .gif: return try GIFBlocks.firstPicture(bytes, name: name)
    case .jpeg:
      let found = JPEGMarkers.survey(bytes)
      guard found.scans <= JPEGMarkers.mostScans else {
        throw .notAPicture(name: name, reason: "it has more passes than any picture needs")
      }
      guard found.hasEnd else { throw cutOff() }
      return bytes
    case .webp:
      // The flag for an animation in the extended header (RFC 9649, section 2.7.1).
      if bytes.count > 20, bytes[12..<16].elementsEqual("VP8X".utf8), bytes[20] & 2 != 0 {
        throw .notAPicture(name: name, reason: "it is an animation")
      }
      return bytes
    case .bmp:
      guard BMPFile.isWhole(bytes) else { throw cutOff() }
      return bytes
    case .pnm:
      guard PNMFile.isWhole(bytes) else { throw cutOff() }
      return bytes
    case .tiff: return bytes
    }
  }

  /// Whether its decoder, which all the world leans on, works within this process; the others have one of their own.
  var isDecodedHere: Bool { self == .png || self == .jpeg }
}

extension PictureFormat {
  /// Whether a file holds several pictures that follow one another: an animated GIF, PNG or WebP.
  package static func isAnimated(_ file: [UInt8]) -> Bool {
    switch PictureFormat(file) {
    case .gif:
      (try? GIFBlocks.firstPicture(file, name: "")).map { GIFBlocks.hasMore(file, after: $0.count - 1) } ?? false
    case .png: PNGChunks.contains("acTL", file, beforePixels: true)
    case .webp: file.count > 20 && file[12..<16].elementsEqual("VP8X".utf8) && file[20] & 2 != 0
    case .jpeg, .bmp, .tiff, .pnm, nil: false
    }
  }
}

/// The chunks of a PNG file (ISO/IEC 15948, section 5.3).
enum PNGChunks {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let needed = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"].map { Array($0.utf8) }

  /// Whether there is a chunk of this kind.
  ///
  /// - Parameter beforePixels: whether it must stand before the pixels, as one that announces an animation does.
  static func contains(_ kind: String, _ bytes: [UInt8], beforePixels: Bool = false) -> Bool {
    var offset = 8
    while offset + 12 <= bytes.count {
      let found = bytes[(offset + 4)..<(offset + 8)]
      if found.elementsEqual(kind.utf8) { return true }
      if beforePixels && found.elementsEqual("IDAT".utf8) { return false }
      offset += bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) } + 12
    }
    return false
  }

  /// The file without the chunks that no pixel depends on: a few kilobytes of compressed text can unpack to gigabytes.
  static func essential(_ bytes: [UInt8]) -> [UInt8] {
    var kept = Array(bytes.prefix(8))
    kept.reserveCapacity(bytes.count)
    var offset = 8
    while offset + 12 <= bytes.count {
      let length = bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
      let end = min(length + 12, bytes.count - offset) + offset
      if needed.contains(where: bytes[(offset + 4)..<(offset + 8)].elementsEqual) { kept += bytes[offset..<end] }
      offset = end
    }
    return kept + bytes[offset...]
  }
}

/// The blocks of a GIF file (GIF89a specification, 1990).
enum GIFBlocks {
  /// Whether another picture follows the first, which ends at an offset.
  static func hasMore(_ bytes: [UInt8], after end: Int) -> Bool {
    var offset = end
    while offset + 1 < bytes.count {
      if bytes[offset] == 0x2C { return true }
      guard bytes[offset] == 0x21 else { return false }
      offset += 2
      while offset < bytes.count, bytes[offset] > 0 { offset += 1 + Int(bytes[offset]) }
      offset += 1
    }
    return false
  }

  /// The file up to its first picture: the rest is an animation, of a hundred thousand frames perhaps.
  static func firstPicture(_ bytes: [UInt8], name: String) throws(PictureError) -> [UInt8] {
    func cutOff() -> PictureError { .notAPicture(name: name, reason: "it is cut off") }
    func number(_ offset: Int) -> Int { Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 }
    func table(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }
    guard bytes.count > 13 else { throw cutOff() }
    var offset = 13 + table(bytes[10])
    func skipSubBlocks() throws(PictureError) {
      while true {
        guard offset < bytes.count else { throw cutOff() }
        let length = Int(bytes[offset])
        offset += 1 + length
        if length == 0 { return }
      }
    }
    while offset + 1 < bytes.count {
      switch bytes[offset] {
      case 0x21:
        offset += 2
        try skipSubBlocks()
      case 0x2C:
        guard offset + 10 < bytes.count else { throw cutOff() }
        let (width, height) = (number(offset + 5), number(offset + 7))
        // A frame may be larger than the screen that the head announces.
        guard height == 0 || width <= Image.maximumPixels / height else {
          throw .tooLarge(name: name, width: width, height: height)
        }
        offset += 10 + table(bytes[offset + 9]) + 1
        // A picture that is cut off is the decoder's to judge.
        if (try? skipSubBlocks()) == nil { return bytes }
        return bytes[..<offset] + [0x3B]
      default:
        throw .notAPicture(name: name, reason: "nothing was found in it")
      }
    }
    throw cutOff()
  }
}

/// The markers of a JPEG file (ITU-T T.81, annex B).
enum JPEGMarkers {
  /// A progressive picture has about ten; each takes a pass over all pixels, however few bytes it has.
  static let mostScans = 100

  /// The number of passes, and whether the mark of the picture's end is there.
  static func survey(_ bytes: [UInt8]) -> (scans: Int, hasEnd: Bool) {
    var scans = 0
    var hasEnd = false
    var offset = 2
    bytes.withUnsafeBufferPointer { bytes in
      while offset + 1 < bytes.count {
        guard bytes[offset] == 0xFF else {
          offset += 1
          continue
        }
        let marker = bytes[offset + 1]
        switch marker {
        // Stuffed bytes, fill bytes, restart markers, and those without a length.
        case 0x00, 0x01, 0xD0...0xD8: offset += 2
        case 0xD9:
          hasEnd = true
          offset += 2
        case 0xFF: offset += 1
        default:
          if marker == 0xDA { scans += 1 }
          guard offset + 3 < bytes.count else { return }
          offset += 2 + max(2, Int(bytes[offset + 2]) << 8 | Int(bytes[offset + 3]))
        }
      }
    }
    return (scans, hasEnd)
  }
}

/// Text embedded in a PNG file, in an international text chunk (`iTXt`; ISO/IEC 15948, 11.3.4.5).
///
/// Other programs ignore it.
enum PNGMetadata {
  private static let keyword = "aicanvas"
  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  /// Signature and header chunk (length, type, 13 bytes, checksum), which must come first.
  private static let headerEnd = 8 + 4 + 4 + 13 + 4

  /// The file with the text put behind its header. `png` must be a PNG file.
  static func adding(_ text: String, to png: [UInt8]) -> [UInt8] {
    precondition(png.starts(with: signature) && png.count > headerEnd, "not a PNG file")
    // Keyword, end, not compressed, method, no language, end, no translated keyword, end, text.
    let chunk = Array("iTXt".utf8) + Array(keyword.utf8) + [0, 0, 0, 0, 0] + Array(text.utf8)
    let length = bigEndian(UInt32(chunk.count - 4))
    return png[..<headerEnd] + length + chunk + bigEndian(CRC32.of(chunk)) + png[headerEnd...]
  }

  /// Whether all chunks of a PNG file are there and undamaged. Picture readers are lenient: they show half a picture
  /// without an error.
  static func isWhole(_ png: [UInt8]) -> Bool {
    guard png.starts(with: signature) else { return false }
    var offset = 8
    while offset + 12 <= png.count {
      let length = number(png, offset)
      guard length <= png.count - offset - 12 else { return false }
      let chunk = png[(offset + 4)..<(offset + 8 + length)]
      guard number(png, offset + 8 + length) == Int(CRC32.of(chunk)) else { return false }
      if chunk.starts(with: "IEND".utf8) { return true }
      offset += 12 + length
    }
    return false
  }

  /// The picture's size according to its header; nil if there is no valid one.
  static func size(of png: [UInt8]) -> (width: Int, height: Int)? {
    guard png.count > headerEnd, png.starts(with: signature), png[12..<16].elementsEqual("IHDR".utf8) else {
      return nil
    }
    let size = (width: number(png, 16), height: number(png, 20))
    return size.width > 0 && size.height > 0 ? size : nil
  }

  /// The text in a file; nil if there is none, or it is damaged, or the bytes are no PNG file.
  static func read(from png: [UInt8]) -> String? {
    guard png.starts(with: signature) else { return nil }
    var offset = 8
    while offset + 12 <= png.count {
      let length = number(png, offset)
      guard length <= png.count - offset - 12 else { return nil }
      let chunk = png[(offset + 4)..<(offset + 8 + length)]
      let head = Array("iTXt".utf8) + Array(keyword.utf8) + [0, 0, 0, 0, 0]
      if chunk.starts(with: head) {
        guard number(png, offset + 8 + length) == Int(CRC32.of(chunk)) else { return nil }
        return String(validating: chunk.dropFirst(head.count), as: UTF8.self)
      }
      offset += 12 + length
    }
    return nil
  }

  private static func number(_ bytes: [UInt8], _ offset: Int) -> Int {
    bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }
}

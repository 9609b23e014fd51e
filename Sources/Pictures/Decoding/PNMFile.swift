/// A portable bitmap, greymap or pixmap (Netpbm, "PNM file formats"): whether all of its pixels are there. The decoder
/// takes what is missing for anything.
enum PNMFile {
  static func isWhole(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 2 else { return false }
    // P1 to P3 are written in digits, P4 to P6 in bytes; bits, grey values, colours.
    let kind = Int(bytes[1]) - Int(UInt8(ascii: "0"))
    let isBits = kind == 1 || kind == 4
    var words = Words(bytes, offset: 2)
    guard let width = words.number(), let height = words.number(), let largest = isBits ? 1 : words.number() else {
      return false
    }
    // What is larger than any picture is the decoder's to refuse.
    guard height == 0 || width <= Image.maximumPixels / height else { return true }
    let values = width * height * (kind == 3 || kind == 6 ? 3 : 1)
    switch kind {
    // Bits in digits need nothing between them.
    case 1: return words.digits(atLeast: values)
    case 2, 3: return (0..<values).allSatisfy { _ in words.number() != nil }
    case 4: return (width + 7) / 8 * height <= bytes.count - words.offset - 1
    default: return values * (largest > 255 ? 2 : 1) <= bytes.count - words.offset - 1
    }
  }

  /// Numbers in digits, between spaces and comments.
  private struct Words {
    let bytes: [UInt8]
    private(set) var offset: Int

    init(_ bytes: [UInt8], offset: Int) {
      self.bytes = bytes
      self.offset = offset
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private mutating func skipSpace() {
      while offset < bytes.count {
        if bytes[offset] == UInt8(ascii: "#") {
          while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
        } else if bytes[offset] == UInt8(ascii: " ") || (9...13).contains(bytes[offset]) {
          offset += 1
        } else {
          return
        }
      }
    }

    /// nil where there is none, or none that a picture could have.
    mutating func number() -> Int? {
      skipSpace()
      let start = offset
      var value = 0
      while offset < bytes.count, Self.isDigit(bytes[offset]), offset - start < 10 {
        value = value * 10 + Int(bytes[offset] - UInt8(ascii: "0"))
        offset += 1
      }
      return offset == start ? nil : value
    }

    mutating func digits(atLeast count: Int) -> Bool {
      var found = 0
      while found < count {
        skipSpace()
        guard offset < bytes.count, Self.isDigit(bytes[offset]) else { return false }
        offset += 1
        found += 1
      }
      return true
    }
  }
}

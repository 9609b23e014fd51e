/// Builds PNG files byte by byte, also ones that no program would write.
enum RawPNG {
  /// An RGBA picture. `announced` replaces the size in the header.
  static func rgba(width: Int, height: Int, pixels: [UInt8], announced: (width: Int, height: Int)? = nil) -> [UInt8] {
    var rows: [UInt8] = []
    for y in 0..<height { rows += [0] + pixels[(y * width * 4)..<((y + 1) * width * 4)] }
    let size = announced ?? (width, height)
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", bigEndian(UInt32(size.width)) + bigEndian(UInt32(size.height)) + [8, 6, 0, 0, 0])
      + chunk("IDAT", zlib(rows)) + chunk("IEND", [])
  }

  static func chunk(_ kind: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(kind.utf8) + data
    return bigEndian(UInt32(data.count)) + body + bigEndian(crc(body))
  }

  /// One stored block; `data` must be shorter than 64 KiB.
  static func zlib(_ data: [UInt8]) -> [UInt8] {
    let count = UInt16(data.count)
    var a: UInt32 = 1
    var b: UInt32 = 0
    for byte in data {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    let low = UInt8(count & 255)
    let high = UInt8(count >> 8)
    let head: [UInt8] = [0x78, 0x01, 0x01, low, high, ~low, ~high]
    let sum: UInt32 = (b << 16) | a
    return head + data + bigEndian(sum)
  }

  private static func crc(_ data: [UInt8]) -> UInt32 {
    var crc = ~UInt32(0)
    for byte in data {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
  }
}

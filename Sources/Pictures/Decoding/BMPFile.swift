/// A Windows bitmap (Microsoft, "Bitmap storage"): whether all of its pixels are there. The decoder takes what is
/// missing for black.
enum BMPFile {
  static func isWhole(_ bytes: [UInt8]) -> Bool {
    func number(_ offset: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
    guard bytes.count >= 26 else { return false }
    let pixels = number(10, 4)
    // The first headers had numbers of two bytes.
    let isOld = number(14, 4) == 12
    guard isOld || bytes.count >= 34 else { return false }
    let width = isOld ? number(18, 2) : number(18, 4)
    // A negative height means rows from the top.
    let height = isOld ? number(20, 2) : abs(Int(Int32(truncatingIfNeeded: number(22, 4))))
    let bits = number(isOld ? 24 : 28, 2)
    let compression = isOld ? 0 : number(30, 4)
    if compression == 1 || compression == 2 { return hasEnd(bytes, from: pixels, isOfNibbles: compression == 2) }
    // What is larger than any picture is the decoder's to refuse.
    guard width <= Image.maximumPixels, height <= Image.maximumPixels, bits <= 64 else { return true }
    let row = (width * bits + 31) / 32 * 4
    return row == 0 || height <= max(0, bytes.count - pixels) / row
  }

  /// Whether run-length encoded pixels come to their end mark.
  private static func hasEnd(_ bytes: [UInt8], from start: Int, isOfNibbles: Bool) -> Bool {
    var offset = start
    while offset + 1 < bytes.count {
      let (first, second) = (bytes[offset], Int(bytes[offset + 1]))
      offset += 2
      guard first == 0 else { continue }
      switch second {
      case 0: continue
      case 1: return true
      case 2: offset += 2
      default:
        let count = isOfNibbles ? (second + 1) / 2 : second
        offset += count + count % 2
      }
    }
    return false
  }
}

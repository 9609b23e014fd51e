/// Small files of formats that this program does not write.
enum SamplePictures {
  /// A GIF of 2×2 pixels, red in its first frame and blue in all others.
  static func gif(frames: Int) -> [UInt8] {
    let head: [UInt8] = Array("GIF89a".utf8) + [2, 0, 2, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 255]
    // Four pixels of one colour in LZW with codes of three bits, cleared before they would need four.
    func frame(_ colour: Int) -> [UInt8] {
      var bits = 0
      for (place, code) in [4, colour, colour, 4, colour, colour, 5].enumerated() { bits |= code << (3 * place) }
      let control: [UInt8] = [0x21, 0xF9, 4, 0, 1, 0, 0, 0]
      return control + [0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 3]
        + (0..<3).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) } + [0]
    }
    var file = head + frame(0)
    let other = frame(1)
    file.reserveCapacity(file.count + frames * other.count)
    for _ in 1..<frames { file += other }
    return file + [0x3B]
  }

  /// A BMP of one red pixel.
  static let bmp: [UInt8] =
    Array("BM".utf8) + [58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0]
    + [UInt8](repeating: 0, count: 24) + [0, 0, 255, 0]

  /// A PNM of two pixels, red and blue.
  static let pnm: [UInt8] = Array("P6 2 1 255\n".utf8) + [255, 0, 0, 0, 0, 255]

  /// A TIFF of 2×2 pixels, red, green and blue counting from 0 to 11.
  static let tiff: [UInt8] = [
    73, 73, 42, 0, 8, 0, 0, 0, 9, 0, 0, 1, 3, 0, 1, 0, 0, 0, 2, 0,
    0, 0, 1, 1, 3, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 3, 0, 3, 0,
    0, 0, 122, 0, 0, 0, 3, 1, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0, 6, 1,
    3, 0, 1, 0, 0, 0, 2, 0, 0, 0, 17, 1, 4, 0, 1, 0, 0, 0, 128, 0,
    0, 0, 21, 1, 3, 0, 1, 0, 0, 0, 3, 0, 0, 0, 22, 1, 3, 0, 1, 0,
    0, 0, 2, 0, 0, 0, 23, 1, 4, 0, 1, 0, 0, 0, 12, 0, 0, 0, 0, 0,
    0, 0, 8, 0, 8, 0, 8, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
  ]
}

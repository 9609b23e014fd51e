import Pictures

/// Sixels in the picture's own colours, without diffusion: for drawings, which have few, and must not wait.
package enum ExactSixel {
  /// The whole device control string. Where the picture has more colours than the terminal has registers, all are
  /// rounded alike, as coarsely as it takes; black and white stay pure. About 3 ms at 512×512.
  package static func encode(_ image: Image, colours: Int) -> [UInt8] {
    for levels in [101, 33, 17, 9, 6, 4, 3] {
      if let table = ColourTable(image, levels: levels, most: max(colours, 2)) { return string(image, table) }
    }
    // Two levels a channel are eight colours; a terminal with fewer gets black and white.
    let table = ColourTable(image, levels: 2, most: 8) ?? ColourTable()
    return string(image, colours < 8 ? table.blackAndWhite : table)
  }

  /// The colours that occur, and which pixel has which.
  private struct ColourTable {
    /// Shares of red, green and blue in percent, as sixel counts them.
    var palette: [(Int, Int, Int)] = []
    var indices: [UInt8] = []

    init() {}

    /// Nil where there are more than `most` colours.
    init?(_ image: Image, levels: Int, most: Int) {
      let count = image.width * image.height
      let level = (0..<256).map { ($0 * (levels - 1) + 127) / 255 }
      // Numbers of colours by a hash of their levels; -1 where none is yet.
      let slots = 1024
      var keys = [Int](repeating: -1, count: slots)
      var numbers = [UInt8](repeating: 0, count: slots)
      var palette: [(Int, Int, Int)] = []
      var isTooMany = false
      let indices = [UInt8](unsafeUninitializedCapacity: count) { indices, initialized in
        initialized = count
        image.pixels.withUnsafeBufferPointer { pixels in
          var last = -1
          var lastNumber: UInt8 = 0
          for pixel in 0..<count {
            let (red, green, blue) = (
              level[Int(pixels[pixel * 3])], level[Int(pixels[pixel * 3 + 1])], level[Int(pixels[pixel * 3 + 2])]
            )
            let key = (red << 14) | (green << 7) | blue
            if key == last {
              indices[pixel] = lastNumber
              continue
            }
            var slot = (key &* 0x9E37_79B1) >> 12 & (slots - 1)
            while keys[slot] != key && keys[slot] >= 0 { slot = (slot + 1) & (slots - 1) }
            if keys[slot] < 0 {
              guard palette.count < min(most, 256) else {
                isTooMany = true
                initialized = 0
                return
              }
              keys[slot] = key
              numbers[slot] = UInt8(palette.count)
              let percent = { (level: Int) in (level * 100 + (levels - 1) / 2) / (levels - 1) }
              palette.append((percent(red), percent(green), percent(blue)))
            }
            (last, lastNumber) = (key, numbers[slot])
            indices[pixel] = lastNumber
          }
        }
      }
      if isTooMany { return nil }
      self.palette = palette
      self.indices = indices
    }

    var blackAndWhite: ColourTable {
      var table = self
      table.palette = [(0, 0, 0), (100, 100, 100)]
      table.indices = indices.map { palette[Int($0)].0 + 2 * palette[Int($0)].1 + palette[Int($0)].2 >= 200 ? 1 : 0 }
      return table
    }
  }

  private static func string(_ image: Image, _ table: ColourTable) -> [UInt8] {
    let (width, height) = (image.width, image.height)
    // Pixels that are not set stay as they are, so that a last band of fewer than six rows reaches no further.
    var bytes = Array("\u{1B}P0;1;0q\"1;1;\(width);\(height)".utf8)
    bytes.reserveCapacity(width * height / 8 + 4096)
    for (index, colour) in table.palette.enumerated() {
      bytes += "#\(index);2;\(colour.0);\(colour.1);\(colour.2)".utf8
    }
    let names = table.palette.indices.map { Array("#\($0)".utf8) }
    // One row of sixels for each colour of a band.
    var bits = [UInt8](repeating: 0, count: table.palette.count * width)
    var isPresent = [Bool](repeating: false, count: table.palette.count)
    for top in stride(from: 0, to: height, by: 6) {
      var present: [Int] = []
      table.indices.withUnsafeBufferPointer { indices in
        bits.withUnsafeMutableBufferPointer { bits in
          for row in top..<min(top + 6, height) {
            let bit = UInt8(1) << UInt8(row - top)
            for column in 0..<width {
              let colour = Int(indices[row * width + column])
              if !isPresent[colour] {
                isPresent[colour] = true
                present.append(colour)
              }
              bits[colour * width + column] |= bit
            }
          }
        }
      }
      if top > 0 { bytes.append(UInt8(ascii: "-")) }
      for (place, colour) in present.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: "$")) }
        bytes += names[colour]
        appendRuns(of: &bits, colour * width..<(colour + 1) * width, to: &bytes)
        isPresent[colour] = false
      }
    }
    bytes += "\u{1B}\\".utf8
    return bytes
  }

  /// Writes one row of sixels run by run, and empties it for the next band.
  private static func appendRuns(of bits: inout [UInt8], _ range: Range<Int>, to bytes: inout [UInt8]) {
    var start = range.lowerBound
    while start < range.upperBound {
      let value = bits[start]
      var end = start
      while end < range.upperBound && bits[end] == value {
        bits[end] = 0
        end += 1
      }
      // Nothing more of this colour in the band.
      if value == 0 && end == range.upperBound { return }
      let count = end - start
      if count > 3 {
        bytes.append(UInt8(ascii: "!"))
        bytes += String(count).utf8
        bytes.append(value + 63)
      } else {
        for _ in 0..<count { bytes.append(value + 63) }
      }
      start = end
    }
  }
}

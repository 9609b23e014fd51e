/// The colours a terminal counts by number, and which of them is nearest to a given one.
package enum TerminalPalette {
  /// xterm's sixteen; other terminals' differ, but not beyond recognition.
  package static let ansi: [(red: Int, green: Int, blue: Int)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
  ]

  /// The nearest of the first `count` (8 or 16) colours.
  package static func nearestANSI(_ red: UInt8, _ green: UInt8, _ blue: UInt8, count: Int = 16) -> Int {
    let (red, green, blue) = (Int(red), Int(green), Int(blue))
    var best = 0
    var least = Int.max
    for index in 0..<min(count, ansi.count) {
      let colour = ansi[index]
      let distance = difference(red, green, blue, colour.red, colour.green, colour.blue)
      if distance < least { (best, least) = (index, distance) }
    }
    return best
  }

  /// The nearest of the colours 16 to 255: a 6×6×6 cube and 24 greys. The first 16 are left out since users set them.
  package static func nearest256(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
    let (red, green, blue) = (Int(red), Int(green), Int(blue))
    let (r, g, b) = (level(red), level(green), level(blue))
    let cube = difference(red, green, blue, value(r), value(g), value(b))
    // The grey at the least weighted distance is the one nearest to the weighted mean.
    let step = min(max((3 * red + 4 * green + 2 * blue - 27) / 90, 0), 23)
    let grey = step * 10 + 8
    return difference(red, green, blue, grey, grey, grey) < cube ? 232 + step : 16 + 36 * r + 6 * g + b
  }

  /// The colour that the screen shows for a cell of this colour: the nearest of the 256.
  package static func shown(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> (red: UInt8, green: UInt8, blue: UInt8) {
    let index = nearest256(red, green, blue)
    if index >= 232 {
      let grey = UInt8((index - 232) * 10 + 8)
      return (grey, grey, grey)
    }
    let cube = index - 16
    return (UInt8(value(cube / 36)), UInt8(value(cube / 6 % 6)), UInt8(value(cube % 6)))
  }

  private static func level(_ channel: Int) -> Int { channel < 48 ? 0 : channel < 115 ? 1 : (channel - 35) / 40 }

  private static func value(_ level: Int) -> Int { level == 0 ? 0 : 55 + level * 40 }

  /// Squared distance, weighted by how well the eye tells the channels apart.
  private static func difference(_ r: Int, _ g: Int, _ b: Int, _ red: Int, _ green: Int, _ blue: Int) -> Int {
    3 * (r - red) * (r - red) + 4 * (g - green) * (g - green) + 2 * (b - blue) * (b - blue)
  }
}

import Pictures

/// Evenly spaced colours for pictures that must be encoded fast.
struct FixedPalette {
  private let reds: Int
  private let greens: Int
  private let blues: Int

  /// The finest palette of at most `colours` entries; nil under eight, where even spacing looks too poor.
  init?(atMost colours: Int) {
    // The eye tells greens apart best.
    let sizes = [(6, 7, 6), (5, 6, 5), (5, 5, 5), (4, 5, 4), (4, 4, 4), (3, 4, 3), (3, 3, 3), (2, 3, 2), (2, 2, 2)]
    guard let (reds, greens, blues) = sizes.first(where: { $0.0 * $0.1 * $0.2 <= colours }) else { return nil }
    (self.reds, self.greens, self.blues) = (reds, greens, blues)
  }

  var count: Int { reds * greens * blues }

  /// `count * 3` values.
  var values: [UInt8] {
    var values: [UInt8] = []
    for red in 0..<reds {
      for green in 0..<greens {
        for blue in 0..<blues {
          values.append(UInt8(red * 255 / (reds - 1)))
          values.append(UInt8(green * 255 / (greens - 1)))
          values.append(UInt8(blue * 255 / (blues - 1)))
        }
      }
    }
    return values
  }

  /// One palette entry per pixel, by a 4×4 ordered dither (Bayer, 1973).
  func indices(of image: Image) -> [UInt8] {
    let red = Self.table(levels: reds, scale: greens * blues)
    let green = Self.table(levels: greens, scale: blues)
    let blue = Self.table(levels: blues, scale: 1)
    let width = image.width
    return [UInt8](unsafeUninitializedCapacity: width * image.height) { indices, count in
      image.pixels.withUnsafeBufferPointer { pixels in
        for y in 0..<image.height {
          for x in 0..<width {
            let place = (y & 3) << 10 | (x & 3) << 8
            let pixel = (y * width + x) * 3
            indices[y * width + x] =
              red[place | Int(pixels[pixel])] + green[place | Int(pixels[pixel + 1])]
              + blue[place | Int(pixels[pixel + 2])]
          }
        }
      }
      count = width * image.height
    }
  }

  /// For each of the 16 places of the dither and each of the 256 values: its level times `scale`.
  private static func table(levels: Int, scale: Int) -> [UInt8] {
    let bayer = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5]
    return bayer.flatMap { threshold in
      (0..<256).map { value in
        // Thirty-seconds keep the thresholds between the levels, so that black and white stay pure.
        UInt8((value * (levels - 1) * 32 + (2 * threshold + 1) * 255) / (255 * 32) * scale)
      }
    }
  }
}

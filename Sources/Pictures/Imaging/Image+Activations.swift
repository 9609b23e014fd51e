extension Image {
  /// The picture that a generator's output shows: `width * height * 3` values −1…1, channels last, row by row.
  ///
  /// Values outside the range are clipped; not-a-number becomes black.
  package init(activations: UnsafePointer<Float>, width: Int, height: Int) {
    self.init(
      width: width, height: height,
      pixels: [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
        for i in 0..<(width * height * 3) {
          let clipped = Float.minimum(Float.maximum(activations[i], -1), 1)
          buffer[i] = UInt8((clipped + 1) * 127.5 + 0.5)
        }
        count = width * height * 3
      })
  }

  /// The grey picture of `width * height` values −1 (black) … 1 (white), row by row.
  package init(grey values: [Float], width: Int, height: Int) {
    precondition(values.count == width * height, "\(values.count) values for \(width)×\(height) pixels")
    let levels = values.flatMap { [Float](repeating: $0, count: 3) }
    self = levels.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return Image(width: width, height: height) }
      return Image(activations: base, width: width, height: height)
    }
  }

  /// The picture that `width * height * 3` values 0…1 show, channels last, row by row.
  ///
  /// Values outside the range are clipped; not-a-number becomes black.
  package init(unitValues: UnsafePointer<Float>, width: Int, height: Int) {
    self.init(
      width: width, height: height,
      pixels: [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
        for i in 0..<(width * height * 3) {
          buffer[i] = UInt8(Float.minimum(Float.maximum(unitValues[i], 0), 1) * 255 + 0.5)
        }
        count = width * height * 3
      })
  }

  /// `width * height * 3` values 0…1, channels last, row by row.
  package func unitValues() -> [Float] { pixels.map { Float($0) / 255 } }

  /// What a network sees: `width * height * 3` values −1…1, channels last, row by row.
  package func activations() -> [Float] {
    pixels.withUnsafeBufferPointer { source in
      [Float](unsafeUninitializedCapacity: source.count) { buffer, count in
        for i in 0..<source.count { buffer[i] = Float(source[i]) * (2 / 255) - 1 }
        count = source.count
      }
    }
  }

  /// Brightness 0…1 as the eye weighs the colours (Rec. 601).
  package func luminance() -> Plane {
    Plane(
      width: width, height: height,
      values: pixels.withUnsafeBufferPointer { source in
        [Float](unsafeUninitializedCapacity: width * height) { buffer, count in
          for i in 0..<(width * height) {
            let red = Float(source[i * 3])
            let green = Float(source[i * 3 + 1])
            let blue = Float(source[i * 3 + 2])
            buffer[i] = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
          }
          count = width * height
        }
      })
  }
}

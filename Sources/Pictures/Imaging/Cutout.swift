import Glibc

/// A thing with nothing behind it: a picture with transparency.
package struct Cutout: Hashable, Sendable {
  /// The colours times the coverage: black where there is nothing.
  package private(set) var colours: Image
  /// How much of each pixel the thing covers: three equal values, 0…255, so that it moves as pictures do.
  package private(set) var coverage: Image

  package init(colours: Image, coverage: Image) {
    precondition(colours.width == coverage.width && colours.height == coverage.height, "a cutout has one size")
    self.colours = colours
    self.coverage = coverage
  }

  /// From the bytes of a picture file; one without transparency covers everything.
  ///
  /// - Parameter name: for error messages.
  package init(data: [UInt8], name: String = "The picture") throws(PictureError) {
    self = try Image.decoded(data, name: name) { Cutout($0) }
  }

  /// Reads a picture of one of the formats of ``PictureFormat``, upright as its orientation tag says.
  package init(contentsOf path: String) throws(PictureError) {
    try self.init(data: try FileBytes.read(path), name: path)
  }

  private init(_ source: DecodedPixels) {
    let (width, height, channels) = (source.width, source.height, source.channels)
    colours = Image(width: width, height: height)
    coverage = colours
    for y in 0..<height {
      for x in 0..<width {
        let pixel = source.base + y * source.stride + x * channels
        let alpha = channels == 4 ? Int(pixel[3]) : 255
        let out = (y * width + x) * 3
        for c in 0..<3 {
          colours.pixels[out + c] = UInt8((Int(pixel[c]) * alpha + 127) / 255)
          coverage.pixels[out + c] = UInt8(alpha)
        }
      }
    }
  }

  /// Takes a pixel away.
  mutating func clear(_ pixel: Int) {
    for index in (pixel * 3)..<(pixel * 3 + 3) {
      colours.pixels[index] = 0
      coverage.pixels[index] = 0
    }
  }

  /// Makes a pixel's colour black, and leaves how much it covers.
  mutating func darken(_ pixel: Int) {
    for index in (pixel * 3)..<(pixel * 3 + 3) { colours.pixels[index] = 0 }
  }

  /// With other colours.
  ///
  /// - Parameter colour: given red, green and blue, 0…255 times the coverage, and the coverage 0…1; gives them likewise.
  func repainted(
    _ colour: (_ red: Double, _ green: Double, _ blue: Double, _ coverage: Double) -> (Double, Double, Double)
  ) -> Cutout {
    var result = self
    for start in stride(from: 0, to: colours.pixels.count, by: 3) where coverage.pixels[start] > 0 {
      let covered = Double(coverage.pixels[start])
      let new = colour(
        Double(colours.pixels[start]), Double(colours.pixels[start + 1]), Double(colours.pixels[start + 2]),
        covered / 255)
      // Colours times coverage never exceed the coverage.
      result.colours.pixels[start] = UInt8(min(max(new.0, 0), covered))
      result.colours.pixels[start + 1] = UInt8(min(max(new.1, 0), covered))
      result.colours.pixels[start + 2] = UInt8(min(max(new.2, 0), covered))
    }
    return result
  }

  /// Whether it covers everything.
  package var isOpaque: Bool { coverage.pixels.allSatisfy { $0 == 255 } }

  /// Share of the picture that is covered, 0…1.
  package var share: Double {
    Double(coverage.pixels.reduce(0) { $0 + Int($1) }) / Double(255 * coverage.pixels.count)
  }

  /// In the middle of a square of `side` pixels, with `margin` empty pixels around it.
  package func framed(side: Int, margin: Int) -> Cutout {
    func framed(_ image: Image) -> Image {
      let inner = image.letterboxed(side: side - 2 * margin, red: 0, green: 0, blue: 0)
      var frame = Image(width: side, height: side, red: 0, green: 0, blue: 0)
      for y in 0..<inner.height {
        let row = inner.pixels[(y * inner.width * 3)..<((y + 1) * inner.width * 3)]
        let start = ((y + margin) * side + margin) * 3
        frame.pixels.replaceSubrange(start..<(start + row.count), with: row)
      }
      return frame
    }
    return Cutout(colours: framed(colours), coverage: framed(coverage))
  }

  /// As it lies on a canvas of `size` × `size` pixels.
  package func warped(_ warp: PictureWarp, size: Int) -> Cutout {
    Cutout(colours: warp.picture(of: colours, size: size), coverage: warp.picture(of: coverage, size: size))
  }

  /// Over a picture of the same size.
  package func over(_ ground: Image) -> Image { laid(colours, over: ground) }

  /// This one in front of another of the same size.
  package func over(_ other: Cutout) -> Cutout {
    Cutout(colours: laid(colours, over: other.colours), coverage: laid(coverage, over: other.coverage))
  }

  /// What is already multiplied by the coverage, and what of the ground it does not cover.
  private func laid(_ front: Image, over ground: Image) -> Image {
    precondition(ground.width == front.width && ground.height == front.height, "the ground has another size")
    var result = ground
    for index in result.pixels.indices {
      let rest = Int(result.pixels[index]) * (255 - Int(coverage.pixels[index]))
      result.pixels[index] = UInt8(min(255, Int(front.pixels[index]) + (rest + 127) / 255))
    }
    return result
  }

  /// How much of each pixel the thing covers, 0…1.
  package var figure: Plane {
    Plane(
      width: coverage.width, height: coverage.height,
      values: (0..<(coverage.width * coverage.height)).map { Float(coverage.pixels[$0 * 3]) / 255 })
  }

  /// With all hues turned by an angle; brightness stays (a turn of the plane of YIQ's colour differences).
  ///
  /// - Parameter angle: in radians.
  package func hueTurned(by angle: Double) -> Cutout {
    let (c, s) = (Float(cos(angle)), Float(sin(angle)))
    let rows: [(Float, Float, Float)] = [
      (0.299 + 0.701 * c + 0.168 * s, 0.587 - 0.587 * c + 0.330 * s, 0.114 - 0.114 * c - 0.497 * s),
      (0.299 - 0.299 * c - 0.328 * s, 0.587 + 0.413 * c + 0.035 * s, 0.114 - 0.114 * c + 0.292 * s),
      (0.299 - 0.300 * c + 1.250 * s, 0.587 - 0.588 * c - 1.050 * s, 0.114 + 0.886 * c - 0.203 * s),
    ]
    var turned = self
    for start in stride(from: 0, to: colours.pixels.count, by: 3) where coverage.pixels[start] > 0 {
      let (red, green, blue) = (
        Float(colours.pixels[start]), Float(colours.pixels[start + 1]), Float(colours.pixels[start + 2])
      )
      // Colours times coverage never exceed the coverage.
      let limit = Float(coverage.pixels[start])
      for (channel, row) in rows.enumerated() {
        let value = row.0 * red + row.1 * green + row.2 * blue
        turned.colours.pixels[start + channel] = UInt8(min(max(value, 0), limit))
      }
    }
    return turned
  }
}

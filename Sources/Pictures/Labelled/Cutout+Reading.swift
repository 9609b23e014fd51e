import CCairo

extension Cutout {
  /// Whether a channel that differs by no more is still paper.
  private static let paperTolerance = 28

  /// Reads a picture of one thing: transparent, or on even paper, which is taken away from the border inwards.
  ///
  /// - Parameters:
  ///   - path: of a picture of any format that gdk-pixbuf knows.
  ///   - side: of the square that the thing then fills, in pixels.
  package init(thingIn path: String, side: Int) throws(PictureError) {
    let cutout = try Cutout(contentsOf: path)
    guard let thing = (cutout.isOpaque ? cutout.withoutPaper : cutout).cropped else {
      throw .notAPicture(name: path, reason: "no thing stands out from its background")
    }
    self = thing.framed(side: side, margin: 2)
  }

  /// A character of a font of coloured pictures, such as an emoji.
  ///
  /// - Parameter side: of the square that the thing then fills, in pixels.
  /// - Returns: nil where no font of this machine has it.
  package init?(glyph: Character, side: Int) {
    let sheet = CairoSurface(width: 2 * side, height: 2 * side)
    // The selector U+FE0F asks for the coloured picture where a letter of that code exists too.
    let text = PangoText(text: "\(glyph)\u{FE0F}", font: "Noto Color Emoji \(side * 3 / 4)", width: Double(4 * side))
    let shown = text.show(on: sheet.context, x: 0, y: 0)
    guard shown.unknownLetters == 0, let thing = sheet.cutout().cropped else { return nil }
    self = thing.framed(side: side, margin: 2)
  }

  /// What is not paper: everything that a flood of the border's colour from the border does not reach.
  private var withoutPaper: Cutout {
    let border = BorderColour(of: colours)
    guard border.isEven else { return self }
    let rgb = [border.rgb.0, border.rgb.1, border.rgb.2]
    let (width, height) = (colours.width, colours.height)
    func isPaper(_ pixel: Int) -> Bool {
      (0..<3).allSatisfy { abs(Int(colours.pixels[pixel * 3 + $0]) - Int(rgb[$0])) <= Self.paperTolerance }
    }
    var result = self
    var seen = [Bool](repeating: false, count: width * height)
    let mask = BinaryMask(width: width, height: height)
    var edge: [Int] = []
    for x in 0..<width { edge += [x, (height - 1) * width + x] }
    for y in 0..<height { edge += [y * width, y * width + width - 1] }
    for start in edge where !seen[start] && isPaper(start) {
      for pixel in mask.flood(from: start, seen: &seen, isOpen: isPaper) { result.clear(pixel) }
    }
    return result
  }

  /// The smallest part that holds all that is covered; nil where nothing is.
  private var cropped: Cutout? {
    let (width, height) = (coverage.width, coverage.height)
    var (left, right, top, bottom) = (width, -1, height, -1)
    for y in 0..<height {
      for x in 0..<width where coverage.pixels[(y * width + x) * 3] > 16 {
        (left, right, top, bottom) = (min(left, x), max(right, x), min(top, y), max(bottom, y))
      }
    }
    guard right - left >= 7, bottom - top >= 7 else { return nil }
    func cropped(_ image: Image) -> Image {
      var pixels: [UInt8] = []
      for y in top...bottom {
        pixels += image.pixels[((y * width + left) * 3)..<((y * width + right + 1) * 3)]
      }
      return Image(width: right - left + 1, height: bottom - top + 1, pixels: pixels)
    }
    return Cutout(colours: cropped(colours), coverage: cropped(coverage))
  }
}

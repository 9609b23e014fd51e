import Pictures
import Support
import Testing

@Suite(.ownThread) struct LineArtTests {
  /// OpenCV's answers for one photograph.
  private struct OpenCV {
    let picture: Image
    let grey: GreyPicture
    let canny: BinaryMask
    let dodge: GreyPicture

    init() throws {
      let golden = try Golden("edges")
      guard let shape = golden.shape("gray") else { preconditionFailure("no grey picture") }
      let (width, height) = (shape[1], shape[0])
      func levels(_ name: String) throws -> [UInt8] { try golden.floats(name).map { UInt8($0) } }
      picture = Image(width: width, height: height, pixels: try levels("picture.rgb"))
      grey = GreyPicture(width: width, height: height, levels: try levels("gray"))
      dodge = GreyPicture(width: width, height: height, levels: try levels("dodge"))
      var mask = BinaryMask(width: width, height: height)
      mask.bits = try levels("canny").map { $0 > 0 }
      canny = mask
    }
  }

  @Test func greyCannyAndDodgeAreOpenCVs() throws {
    let expected = try OpenCV()
    #expect(GreyPicture(expected.picture) == expected.grey)
    #expect(Canny.edges(expected.grey) == expected.canny)
    #expect(PencilDodge.drawing(expected.grey) == expected.dodge)
  }

  @Test(arguments: [(1, 1), (1, 9), (2, 3), (30, 1)]) func tinyPicturesHaveLinesOrNone(_ width: Int, _ height: Int) {
    let grey = GreyPicture(
      width: width, height: height, levels: (0..<(width * height)).map { UInt8($0 * 83 % 256) })
    #expect(Canny.edges(grey).bits.count == width * height)
    #expect(PencilDodge.drawing(grey).levels.count == width * height)
    let black = GreyPicture(width: width, height: height, levels: [UInt8](repeating: 0, count: width * height))
    #expect(PencilDodge.drawing(black).levels.allSatisfy { $0 == 0 })
    #expect(Canny.edges(black).area == 0)
  }

  /// Rows of `#` and `.`.
  private func mask(_ rows: String...) -> BinaryMask {
    var mask = BinaryMask(width: rows[0].count, height: rows.count)
    mask.bits = rows.flatMap { $0.map { $0 == "#" } }
    return mask
  }

  @Test func piecesHoldTogetherByCorners() {
    let mask = mask("#...#", ".#...", "..#..", ".....", "....#")
    #expect(mask.pieces().map(\.count) == [3, 1, 1])
    #expect(BinaryMask.extent(of: mask.pieces()[0], width: 5) == 3)
    #expect(BinaryMask.extent(of: [], width: 5) == 0)
    #expect(mask.withoutSpecks(extent: 3).area == 3)
    #expect(mask.withoutSpecks(extent: 4).area == 0)
  }

  @Test func curvesCoverWhatWasTraced() throws {
    #expect(LineCurves(BinaryMask(width: 70, height: 3)).isEmpty)
    var ring = BinaryMask(width: 130, height: 90)
    for y in 0..<90 {
      for x in 0..<130 {
        let distance = (Point(Double(x) + 0.5, Double(y) + 0.5) - Point(70, 40)).length
        ring.bits[y * 130 + x] = distance > 24 && distance < 32
      }
    }
    let curves = LineCurves(ring)
    #expect(curves.contours.count == 2 && curves.width == 130 && curves.height == 90)
    let drawn = ColouringPage(curves, title: "ring").image(longSide: 130)
    var wrong = 0
    for index in ring.bits.indices where (drawn.pixels[index * 3] < 128) != ring.bits[index] { wrong += 1 }
    // Only pixels of the rims.
    #expect(wrong < ring.area / 10)
    #expect(curves.svgPath.hasPrefix("M") && curves.svgPath.count { $0 == "Z" } == 2)
    // Twice the size, the same picture.
    let large = ColouringPage(curves, title: "ring").image(longSide: 260)
    #expect(large.width == 260 && large.height == 180)
    #expect(large.pixels[(80 * 260 + 140) * 3] == 255 && large.pixels[(80 * 260 + 84) * 3] == 0)
  }

  @Test func titlesAreTextInEveryFormat() {
    let page = ColouringPage(LineCurves(mask("...", ".#.", "...")), title: "<script>&\u{1B}[2J")
    #expect(page.svg.contains("<title>&lt;script&gt;&amp;?[2J</title>"))
    #expect(page.svg.contains("viewBox=\"0 0 3 3\""))
  }

  @Test func outlinesArePaintedOverWhereNothingElseShowsThem() {
    // A black line between red and blue, and one within the red.
    var picture = Image(width: 64, height: 64, red: 220, green: 30, blue: 30)
    var lines = Plane(width: 64, height: 64)
    for y in 0..<64 {
      for x in 0..<64 {
        let index = y * 64 + x
        if x > 40 { (picture.pixels[index * 3], picture.pixels[index * 3 + 2]) = (30, 220) }
        if (39...41).contains(x) || (14...16).contains(x) {
          lines.values[index] = 1
          for channel in 0..<3 { picture.pixels[index * 3 + channel] = 0 }
        }
      }
    }
    let flat = LinedPicture(picture: picture, lines: lines).paintedOver()
    #expect(flat.picture.luminance().values.allSatisfy { $0 > 0.15 })
    #expect(flat.lines.values[32 * 64 + 40] == 1)
    #expect(flat.lines.values[32 * 64 + 15] == 0)
  }

  @Test func damageKeepsThePlaceOfThings() {
    var picture = Image(width: 32, height: 32)
    for index in 0..<(32 * 16) { for channel in 0..<3 { picture.pixels[index * 3 + channel] = 20 } }
    var random = SeededGenerator(seed: 5)
    for _ in 0..<20 {
      let damaged = PictureDamage(using: &random).applied(to: picture).luminance()
      let (upper, lower) = (damaged.values[..<(32 * 14)], damaged.values[(32 * 18)...])
      #expect(upper.reduce(0, +) < lower.reduce(0, +))
    }
    // A bright dot of one pixel grows to nine, or pales; the rest stays.
    var dot = Image(width: 9, height: 9, red: 50, green: 50, blue: 50)
    dot.pixels[(4 * 9 + 4) * 3 + 1] = 200
    let grown = PictureDamage(smear: .dilated(1)).applied(to: dot)
    #expect((0..<81).count { grown.pixels[$0 * 3 + 1] == 200 } == 9 && grown.pixels[(3 * 9 + 5) * 3 + 1] == 200)
    #expect((0..<81).allSatisfy { grown.pixels[$0 * 3] == 50 })
    let blurred = PictureDamage(smear: .blurred(0.4)).applied(to: dot)
    #expect((0..<81).allSatisfy { blurred.pixels[$0 * 3 + 1] < 150 } && blurred.pixels[0] == 50)
    var smears: Set<String> = []
    for _ in 0..<60 {
      switch PictureDamage(using: &random, smears: true).smear {
      case .none: smears.insert("none")
      case .blurred(let share) where (0.3...0.8).contains(share): smears.insert("blurred")
      case .dilated(1): smears.insert("dilated")
      default: Issue.record("a smear out of bounds")
      }
    }
    #expect(smears.count == 3)
    let grainy = PictureDamage(grain: 10, grainSeed: 3).applied(
      to: Image(width: 64, height: 64, red: 128, green: 128, blue: 128))
    let levels = grainy.pixels.map { Double($0) }
    let mean = levels.reduce(0, +) / Double(levels.count)
    let deviation = (levels.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(levels.count)).squareRoot()
    #expect(abs(mean - 128) < 0.5 && abs(deviation - 10) < 0.4)
  }

  @Test(arguments: DrawnDomains.names) func drawnDomainsHaveLines(name: String) throws {
    let source = DrawnLines(try #require(DrawnDomains[name]))
    let lined = source.linedPicture(seed: 1, step: 2, index: 3, size: 96)
    let again = source.linedPicture(seed: 1, step: 2, index: 3, size: 96)
    #expect(lined.picture == again.picture && lined.lines == again.lines)
    let share = lined.lines.values.reduce(0, +) / Float(lined.lines.values.count)
    #expect((0.01...0.4).contains(share))
  }
}

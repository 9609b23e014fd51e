import Pictures
import Support
import Testing

@Suite(.ownThread) struct RegionColoursTests {
  private let palette = Palette(
    main: Colour(0.9, 0.2, 0.1), second: Colour(0.1, 0.7, 0.3), accent: Colour(0.2, 0.3, 0.9))
  private let side = 64

  private func closed(_ points: Point...) -> Stroke { Stroke(points: points + points.prefix(1)) }

  /// Walls, a roof, a door and two windows.
  private var house: [Stroke] {
    [
      closed(Point(0.2, 0.4), Point(0.8, 0.4), Point(0.8, 0.9), Point(0.2, 0.9)),
      Stroke(points: [Point(0.2, 0.4), Point(0.5, 0.1), Point(0.8, 0.4)]),
      closed(Point(0.43, 0.6), Point(0.57, 0.6), Point(0.57, 0.84), Point(0.43, 0.84)),
      closed(Point(0.25, 0.5), Point(0.37, 0.5), Point(0.37, 0.6), Point(0.25, 0.6)),
      closed(Point(0.63, 0.5), Point(0.75, 0.5), Point(0.75, 0.6), Point(0.63, 0.6)),
    ]
  }
  private let places = (
    wall: Point(0.3, 0.75), roof: Point(0.5, 0.28), door: Point(0.5, 0.7), left: Point(0.31, 0.55),
    right: Point(0.69, 0.55)
  )

  /// What is told at a place: how surely, and which colour.
  private func told(_ hints: ColourHints, at place: Point) -> (strength: Float, colour: Colour?) {
    let planes = HintPlanes(hints, side: side)
    let pixel = Int(place.y * Double(side)) * side + Int(place.x * Double(side))
    let strength = planes.mask[pixel]
    guard strength > 0 else { return (0, nil) }
    let levels = (0..<3).map { Double(planes.colours[pixel * 3 + $0] / strength + 1) / 2 }
    return (strength, Colour(levels[0], levels[1], levels[2]))
  }

  private func expect(_ hints: ColourHints, at place: Point, _ colour: Colour) {
    let (strength, found) = told(hints, at: place)
    #expect(abs(strength - 0.3) < 0.01, "told, but faintly")
    // Faint colours are kept in 76 levels.
    #expect(found.map { $0.distance(colour) < 0.03 } == true, "\(String(describing: found)) at \(place)")
  }

  @Test("The largest region is of the main colour, others take turns, and twins are alike") func palettes() {
    let hints = RegionColours.hints(for: house, closing: [], palette: palette)
    expect(hints, at: places.wall, palette.main)
    expect(hints, at: places.roof, palette.second)
    expect(hints, at: places.door, palette.accent)
    expect(hints, at: places.left, palette.main)
    expect(hints, at: places.right, palette.main)
    #expect(told(hints, at: Point(0.1, 0.2)).strength == 0, "nothing is told of what lies around")
    // Pixels alone tell the same.
    let picture = RegionColours.hints(for: SketchRaster.picture(house, size: 200), palette: palette)
    for place in [places.wall, places.roof, places.door, places.left] {
      #expect(told(picture, at: place).colour == told(hints, at: place).colour)
    }
    #expect(RegionColours.hints(for: [], closing: [], palette: palette) == ColourHints())
  }

  @Test func anOpenOutlineEnclosesWhatItsClosingDoes() {
    let bowl = Stroke(points: [Point(0.3, 0.35), Point(0.3, 0.8), Point(0.7, 0.8), Point(0.7, 0.3), Point(0.38, 0.3)])
    let closing = OutlineClosing.strokes(closing: [bowl])
    #expect(!closing.isEmpty)
    expect(RegionColours.hints(for: [bowl], closing: closing, palette: palette), at: Point(0.5, 0.55), palette.main)
  }

  @Test func whereSomebodyDabbedNothingElseIsTold() {
    let dab = Stroke(.crayon(.yellow), width: 0.04, points: [places.roof])
    let hints = RegionColours.hints(for: house + [dab], closing: [], palette: palette)
    #expect(told(hints, at: Point(0.5, 0.35)).strength == 0)
    expect(hints, at: places.wall, palette.main)
    expect(hints, at: places.door, palette.accent)
  }

  @Test("In training most regions are told the colour that the picture has there") func training() {
    var picture = Image(width: 96, height: 96)
    for pixel in 0..<(96 * 96) {
      // Red above, blue below, with a sprinkle of white, which the median passes over.
      let levels: [UInt8] = pixel % 7 == 0 ? [255, 255, 255] : pixel / 96 < 38 ? [200, 30, 20] : [20, 40, 220]
      for channel in 0..<3 { picture.pixels[pixel * 3 + channel] = levels[channel] }
    }
    var random = SeededGenerator(seed: 3)
    var roofs = 0
    var none = 0
    for _ in 0..<100 {
      let hints = RegionColours.hints(for: house, of: picture, using: &random)
      none += hints.marks.isEmpty ? 1 : 0
      if told(hints, at: places.roof).strength > 0 {
        roofs += 1
        expect(hints, at: places.roof, Colour(200 / 255, 30 / 255, 20 / 255))
      }
      if told(hints, at: places.door).strength > 0 {
        expect(hints, at: places.door, Colour(20 / 255, 40 / 255, 220 / 255))
      }
    }
    #expect((2...25).contains(none))
    #expect((65...95).contains(roofs))
  }

  @Test func pairsTellRegionsOnlyWhereTheStyleSaysSo() {
    for tells in [false, true] {
      let style = PairStyle(hasHints: false, look: .toy, hasPalette: true, coloursRegions: tells)
      let pairs = SyntheticPairs(DrawnDomains["handbag"] ?? Panda(), style: style)
      let told = (0..<10).count { !pairs.strokePair(seed: 1, step: $0, index: 0, size: 64).hints.marks.isEmpty }
      #expect(tells ? told >= 5 : told == 0)
    }
  }
}

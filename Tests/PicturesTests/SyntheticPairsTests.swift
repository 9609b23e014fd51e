import Pictures
import Support
import Testing

@Suite(.ownThread) struct SyntheticPairsTests {
  private let pairs = SyntheticPairs(Panda())

  @Test func argumentsAloneDecide() {
    let first = pairs.pair(seed: 1, step: 5, index: 2, size: 48)
    _ = pairs.pair(seed: 9, step: 0, index: 0, size: 48)
    let again = pairs.pair(seed: 1, step: 5, index: 2, size: 48)
    #expect(first.ink == again.ink && first.hints == again.hints && first.picture == again.picture)
    for other in [(2, 5, 2), (1, 6, 2), (1, 5, 3)] {
      let pair = pairs.pair(seed: UInt64(other.0), step: other.1, index: other.2, size: 48)
      #expect(pair.ink != first.ink && pair.picture != first.picture)
    }
  }

  @Test(arguments: [32, 50, 128])
  func shapesAndRanges(size: Int) {
    for step in 0..<20 {
      let pair = pairs.pair(seed: 3, step: step, index: 0, size: size)
      #expect(pair.ink.width == size && pair.ink.height == size && pair.picture.width == size)
      #expect(pair.ink.values.allSatisfy { (0...1).contains($0) })
      let hints = HintPlanes(pair.hints, side: size)
      #expect(hints.mask.count == size * size && hints.colours.count == size * size * 3)
      #expect(hints.mask.allSatisfy { (0...1).contains($0) })
      let isWithinMask = hints.colours.indices.allSatisfy { abs(hints.colours[$0]) <= hints.mask[$0 / 3] + 1e-5 }
      #expect(isWithinMask, "step \(step)")
    }
  }

  @Test func twoThirdsHaveHintsAndTheRestShowsNothingUnexpected() {
    var hinted = 0
    let count = 300
    for step in 0..<count {
      let pair = pairs.strokePair(seed: 11, step: step, index: 0, size: 16)
      if !pair.hints.marks.isEmpty { hinted += 1 }
      #expect(pair.hints.marks.count <= 12)
    }
    #expect(abs(Double(hinted) / Double(count) - 2.0 / 3) < 0.1)
  }

  /// A bust with two arms, which a hurried person may leave out.
  private struct Bust: DrawnDomain {
    static let name = "bust"
    static let titles = (english: "Bust", korean: "흉상")

    func scene(size: Int) -> Image { Image(width: size, height: size, red: 200, green: 220, blue: 255) }

    func draw(_ style: DrawnStyle, using random: inout SeededGenerator) -> DrawnPicture {
      func line(_ role: StrokeRole, _ points: [Point]) -> SemanticStroke {
        SemanticStroke(
          role: role, points: points, isClosed: false, isHidden: points.map { _ in false }, isDark: false)
      }
      let picture = scene(size: style.size)
      return DrawnPicture(
        image: picture,
        strokes: [
          line(.head, [Point(0.4, 0.2), Point(0.6, 0.2), Point(0.6, 0.4), Point(0.4, 0.4)]),
          line(.arm, [Point(0.4, 0.5), Point(0.2, 0.7)]), line(.arm, [Point(0.6, 0.5), Point(0.8, 0.7)]),
        ], surprises: [Point(0.5, 0.5)], thing: Cutout(colours: picture, coverage: picture))
    }
  }

  /// What is painted in a colour of its own without a line would be learnt as a patch wherever it is likely.
  @Test func whereAPaletteTellsTheColoursNoPartIsLeftOut() {
    func fewestLines(_ style: PairStyle) -> Int? {
      let pairs = SyntheticPairs(Bust(), style: style)
      return (0..<60).map { step in
        // Doubled lines and slips of the pen are more than there are.
        pairs.strokePair(seed: 6, step: step, index: 0, size: 16).sketch.count
      }.min()
    }
    #expect(fewestLines(PairStyle(look: .toy, hasPalette: true)) == 3)
    #expect(fewestLines(PairStyle(look: .toy)) == 1)
  }

  @Test func hintsHaveThePicturesColours() {
    var total = 0.0
    var count = 0
    for step in 0..<120 {
      let pair = pairs.strokePair(seed: 12, step: step, index: 0, size: 128)
      for mark in pair.hints.marks {
        guard let colour = mark.colour, let place = mark.points.first else { continue }
        let x = min(max(Int(place.x * 128), 0), 127)
        let y = min(max(Int(place.y * 128), 0), 127)
        let pixel = (0..<3).map { Double(pair.picture.pixels[(y * 128 + x) * 3 + $0]) / 255 }
        total += (abs(pixel[0] - colour.red) + abs(pixel[1] - colour.green) + abs(pixel[2] - colour.blue)) / 3
        count += 1
      }
    }
    #expect(count > 100)
    #expect(total / Double(count) < 0.06)
  }

  @Test func sketchesVary() {
    var widths: Set<Int> = []
    var inks: [Double] = []
    var counts: Set<Int> = []
    for step in 0..<150 {
      let pair = pairs.strokePair(seed: 13, step: step, index: 0, size: 64)
      counts.insert(pair.sketch.count)
      if let width = pair.sketch.first?.width { widths.insert(Int((width * 256).rounded())) }
      let ink = SketchRaster.ink(pair.sketch, size: 64).values
      inks.append(Double(ink.reduce(0, +)) / Double(ink.count))
    }
    #expect(widths.isSuperset(of: [1, 2, 3, 4, 5]))
    #expect(counts.count > 15)
    // From a few lines to much scribbled black, and never an empty page.
    #expect((inks.min() ?? 0) > 0.002)
    #expect((inks.min() ?? 1) < 0.03)
    #expect((inks.max() ?? 0) > 0.12)
  }
}

import Pictures
import Support
import Testing

@Suite(.ownThread) struct PictureTraceTests {
  @Test(arguments: [64, 256, 300])
  func anOutlineIsOneClosedLine(size: Int) throws {
    let strokes = PictureTrace(disc(Point(0.45, 0.5), 0.3, size: size)).strokes
    let stroke = try #require(strokes.first)
    #expect(strokes.count == 1 && stroke.isClosed && stroke.role == .silhouette)
    for point in stroke.points { #expect(abs((point - Point(0.45, 0.5)).length - 0.3) < 0.012) }
  }

  @Test func bothEdgesOfADrawnLineAreOneLine() throws {
    let strokes = PictureTrace(disc(Point(0.5, 0.5), 0.35, size: 256, rim: 2.0 / 256)).strokes
    let stroke = try #require(strokes.first)
    #expect(strokes.count == 1 && stroke.isClosed)
    for point in stroke.points { #expect(abs((point - Point(0.5, 0.5)).length - 0.35) < 0.012) }
  }

  @Test func plainPaperHasNoLines() {
    #expect(PictureTrace(Image(width: 64, height: 64)).strokes.isEmpty)
    #expect(PictureTrace(Image(width: 1, height: 1)).strokes.isEmpty)
  }

  /// A house: a square with a roof, a door within, a horizon behind.
  @Test func linesKnowWhatTheyStandFor() {
    var image = Image(width: 256, height: 256, red: 200, green: 225, blue: 250)
    func fill(_ xs: Range<Int>, _ ys: Range<Int>, _ colour: [UInt8]) {
      for y in ys {
        for x in xs { image.pixels.replaceSubrange(((y * 256 + x) * 3)..<((y * 256 + x) * 3 + 3), with: colour) }
      }
    }
    fill(0..<256, 180..<256, [120, 190, 90])
    fill(70..<190, 80..<220, [220, 120, 60])
    fill(110..<150, 140..<210, [60, 30, 20])
    fill(20..<25, 30..<35, [255, 255, 255])
    let strokes = PictureTrace(image).strokes
    func bounds(_ stroke: SemanticStroke) -> (low: Point, high: Point) {
      stroke.points.reduce((Point(9, 9), Point(-9, -9))) {
        (Point(min($0.0.x, $1.x), min($0.0.y, $1.y)), Point(max($0.1.x, $1.x), max($0.1.y, $1.y)))
      }
    }
    let outline = strokes.filter { $0.role == .silhouette }
    #expect(outline.count == 1 && outline.allSatisfy { $0.isClosed && bounds($0).high.y - bounds($0).low.y > 0.5 })
    let door = strokes.filter { $0.role == .feature }
    #expect(door.count == 1 && door.allSatisfy { $0.isClosed && $0.isDark && bounds($0).low.y > 0.5 })
    let horizon = strokes.filter { $0.role == .background }
    #expect(horizon.count == 2 && horizon.allSatisfy { bounds($0).high.y - bounds($0).low.y < 0.03 })
    // The speck in the sky is a dot, or nothing.
    #expect(strokes.filter { $0.role == .detail }.count <= 1)
  }

  @Test func noiseGivesFiniteLines() {
    for size in [1, 2, 16, 33, 256] {
      let trace = PictureTrace(SeededTestPicture.noise(width: size, height: size, seed: 5))
      for stroke in trace.strokes {
        #expect(
          stroke.points.allSatisfy { $0.x.isFinite && (-0.01...1.01).contains($0.x) && (-0.01...1.01).contains($0.y) })
      }
    }
  }

  @Test func patchesAreTheLargestColours() throws {
    let image = disc(Point(0.5, 0.5), 0.3, size: 200)
    let patches = PictureTrace(image).patches
    #expect(patches.count == 2)
    for (patch, expected) in zip(patches, [240, 40]) {
      #expect(!patch.isEmpty)
      for place in patch {
        let pixel = (Int(place.y * 200) * 200 + Int(place.x * 200)) * 3
        #expect(Int(image.pixels[pixel]) == expected)
      }
    }
  }
}

import Pictures
import Support
import Testing

@Suite(.ownThread) struct EdgesTests {
  @Test func aStepIsOneThinLine() {
    let image = SeededTestPicture.step(width: 40, height: 9, column: 20)
    let edges = Edges.edges(image)
    for y in 0..<9 {
      #expect((0..<40).filter { edges.values[y * 40 + $0] == 1 } == [19])
    }
    let gradient = Edges.gradient(image)
    #expect(abs((gradient.values.max() ?? 0) - 1) < 1e-5)
    #expect(gradient.values[5] == 0)
  }

  @Test func colourAloneMakesAnEdge() {
    // The same luminance left and right.
    let image = Image(
      width: 20, height: 5,
      pixels: (0..<100).flatMap { $0 % 20 < 10 ? [UInt8(255), 0, 0] : [0, 130, 0] })
    #expect(Edges.edges(image).values.reduce(0, +) == 5)
  }

  @Test func evenAndFaintPicturesHaveNone() {
    #expect(Edges.edges(Image(width: 1, height: 1)).values == [0])
    var image = Image(width: 30, height: 30, red: 100, green: 100, blue: 100)
    for pixel in 0..<450 { image.pixels[pixel * 3] = 108 }
    #expect(Edges.edges(image).values.allSatisfy { $0 == 0 })
  }

  @Test func hysteresisKeepsWeakEdgesThatTouchStrongOnes() {
    // A step whose height falls from top to bottom, below the high threshold but above the low one.
    var image = Image(width: 40, height: 60, red: 0, green: 0, blue: 0)
    for y in 0..<60 {
      for x in 20..<40 {
        for c in 0..<3 { image.pixels[(y * 40 + x) * 3 + c] = UInt8(80 - y) }
      }
    }
    let both = Edges.edges(image).values.reduce(0, +)
    let strongOnly = Edges.edges(image, thresholds: .init(low: 0.16, high: 0.16)).values.reduce(0, +)
    #expect(both > strongOnly + 5)
    #expect(strongOnly > 20)
  }

  @Test(arguments: [(19, 1.0), (21, 1.0), (22, 0.0), (17, 1.0), (16, 0.0)])
  func linesWithinTwoPixelsAreFollowed(column: Int, share: Double) {
    // At 256 the reach is two pixels; the edge lies in column 19.
    let picture = SeededTestPicture.step(width: 256, height: 256, column: 20)
    var ink = Plane(width: 256, height: 256)
    for y in 0..<256 { ink.values[y * 256 + column] = 1 }
    #expect(LineFollowing.share(ink: ink, picture: picture) == share)
  }

  @Test func shareCountsInkOnly() {
    let picture = SeededTestPicture.step(width: 256, height: 256, column: 20)
    var ink = Plane(width: 256, height: 256, repeating: 0.49)
    #expect(LineFollowing.share(ink: ink, picture: picture) == nil)
    for y in 0..<256 {
      ink.values[y * 256 + 19] = 0.5
      ink.values[y * 256 + 100] = 1
    }
    #expect(LineFollowing.share(ink: ink, picture: picture) == 0.5)
  }
}

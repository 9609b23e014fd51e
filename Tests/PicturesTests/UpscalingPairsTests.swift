import Pictures
import Support
import Testing

@Suite(.ownThread) struct UpscalingPairsTests {
  private let domains = DrawnDomains.all.map { $0.init() }

  @Test(arguments: [16, 64])
  func aPairIsADrawnPictureAndASmallerOneOfIt(size: Int) {
    for step in 0..<8 {
      let (sketched, coarse) = UpscalingPairs(domains).pair(seed: 3, step: step, index: 0, size: size)
      let pictures = domains.map { domain -> SketchedPicture in
        SyntheticPairs(domain).pair(seed: 3, step: step, index: 0, size: size)
      }
      #expect(pictures.contains { $0.picture == sketched.picture && $0.ink == sketched.ink })
      #expect(coarse.width == size / 2 && coarse.height == size / 2)
      let difference = PixelMean.difference(coarse, sketched.picture.scaled(width: size / 2, height: size / 2))
      #expect(difference < 25, "degraded, not another picture")
    }
  }

  @Test func theArgumentsAloneDecide() {
    let pairs = UpscalingPairs(domains)
    let first = pairs.pair(seed: 3, step: 1, index: 0, size: 32)
    let again = pairs.pair(seed: 3, step: 1, index: 0, size: 32)
    #expect(first.coarse == again.coarse && first.sketched.picture == again.sketched.picture)
    #expect(first.coarse != pairs.pair(seed: 4, step: 1, index: 0, size: 32).coarse)
  }
}

private enum PixelMean {
  /// Mean difference of the values of two pictures of one size, 0…255.
  static func difference(_ a: Image, _ b: Image) -> Double {
    Double(zip(a.pixels, b.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }) / Double(a.pixels.count)
  }
}

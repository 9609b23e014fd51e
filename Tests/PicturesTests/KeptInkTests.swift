import Pictures
import Support
import Testing

@Suite(.ownThread) struct KeptInkTests {
  private func ink(_ width: Int, _ height: Int, _ isInk: (_ x: Int, _ y: Int) -> Bool) -> Plane {
    Plane(width: width, height: height, values: (0..<(width * height)).map { isInk($0 % width, $0 / width) ? 1 : 0 })
  }

  @Test(arguments: [(64, 64), (31, 17), (1, 9)])
  func aLineDarkensLightPlacesAndLightensDarkOnes(width: Int, height: Int) {
    let line = ink(width, height) { _, y in y == height / 2 }
    let light = Image(width: width, height: height, red: 200, green: 180, blue: 220).keeping(line)
    let dark = Image(width: width, height: height, red: 20, green: 22, blue: 30).keeping(line)
    for pixel in 0..<(width * height) {
      let isOnLine = pixel / width == height / 2
      #expect(isOnLine ? light.pixels[pixel * 3] < 120 : light.pixels[pixel * 3] == 200)
      #expect(isOnLine ? dark.pixels[pixel * 3] > 60 : dark.pixels[pixel * 3] == 20)
    }
  }

  @Test func aFilledPatchKeepsThePicturesColour() {
    let picture = Image(width: 128, height: 128, red: 30, green: 30, blue: 40)
    let kept = picture.keeping(ink(128, 128) { x, y in (20..<90).contains(x) && (20..<90).contains(y) })
    for y in 30..<80 {
      for x in 30..<80 { #expect(kept.pixels[(y * 128 + x) * 3] == 30) }
    }
  }

  @Test func noInkChangesNothing() {
    let picture = Image(width: 9, height: 5, red: 1, green: 2, blue: 3)
    #expect(picture.keeping(ink(9, 5) { _, _ in false }) == picture)
  }

  @Test(arguments: DrawnDomains.names)
  func picturesFollowTheSketchTheyGoWith(name: String) throws {
    let domain = try #require(DrawnDomains[name])
    var sum = 0.0
    for step in 0..<12 {
      let pair = SyntheticPairs(domain).strokePair(seed: 31, step: step, index: 0, size: 256)
      sum += try #require(
        LineFollowing.share(ink: SketchRaster.ink(pair.sketch, size: 256), picture: pair.picture))
    }
    #expect(sum / 12 > 0.75)
  }
}

import Pictures
import Support
import Testing

@Suite(.ownThread) struct LanczosTests {
  @Test func evenPicturesStayEven() {
    let picture = Image(width: 7, height: 5, red: 3, green: 128, blue: 251).lanczosEnlarged(width: 28, height: 23)
    #expect(picture == Image(width: 28, height: 23, red: 3, green: 128, blue: 251))
  }

  /// At an odd multiple every middle pixel lies on one of the smaller picture's, where the window is 1.
  @Test func pixelsOfTheSmallPictureAreKept() {
    let small = Image(width: 6, height: 4, pixels: (0..<72).map { UInt8(($0 * 89 + 31) % 256) })
    let large = small.lanczosEnlarged(width: 18, height: 12)
    for y in 0..<4 {
      for x in 0..<6 {
        for c in 0..<3 {
          #expect(large.pixels[((3 * y + 1) * 18 + 3 * x + 1) * 3 + c] == small.pixels[(y * 6 + x) * 3 + c])
        }
      }
    }
    #expect(small.lanczosEnlarged(width: 6, height: 4) == small)
  }

  /// A wave that the small picture holds is drawn through its points, better than by straight lines.
  @Test func wavesAreRounderThanByStraightLines() {
    func wave(_ width: Int) -> Image {
      Image(
        width: width, height: 8,
        pixels: (0..<(width * 8)).flatMap { pixel -> [UInt8] in
          let x = (Double(pixel % width) + 0.5) / Double(width)
          let value = UInt8(128 + 100 * cosine(2 * .pi * 5 * x))
          return [value, value, value]
        })
    }
    let small = wave(24)
    let truth = wave(96)
    func error(_ picture: Image) -> Int {
      (24..<72).reduce(0) { $0 + abs(Int(picture.pixels[$1 * 3]) - Int(truth.pixels[$1 * 3])) }
    }
    let sharp = error(small.lanczosEnlarged(width: 96, height: 8))
    #expect(2 * sharp < error(small.scaled(width: 96, height: 8)), "\(sharp)")
  }

  /// By its series, so that nothing but arithmetic is needed.
  private func cosine(_ angle: Double) -> Double {
    let x = angle.truncatingRemainder(dividingBy: 2 * .pi)
    var (sum, term) = (1.0, 1.0)
    for k in 1..<20 {
      term *= -x * x / Double((2 * k - 1) * 2 * k)
      sum += term
    }
    return sum
  }
}

import Pictures
import Support
import Testing

@Suite(.ownThread) struct ResamplingTests {
  @Test func evenPicturesStayEven() {
    let picture = Image(width: 7, height: 5, red: 3, green: 128, blue: 251).resampled(
      width: 28, height: 23, by: .lanczos)
    #expect(picture == Image(width: 28, height: 23, red: 3, green: 128, blue: 251))
  }

  @Test(arguments: ResamplingFilter.allCases) func evenPicturesStayEvenInAnySize(_ filter: ResamplingFilter) {
    let picture = Image(width: 9, height: 6, red: 250, green: 1, blue: 77)
    for (width, height) in [(1, 1), (2, 3), (9, 2), (4, 20), (31, 40)] {
      let other = Image(width: width, height: height, red: 250, green: 1, blue: 77)
      #expect(picture.resampled(width: width, height: height, by: filter) == other)
    }
  }

  /// Of a whole number of pixels the box is the mean; of one it is that pixel again and again.
  @Test func boxesAreMeans() {
    let picture = Image(width: 8, height: 4, pixels: (0..<96).map { UInt8(($0 * 89 + 31) % 256) })
    let small = picture.resampled(width: 2, height: 1, by: .box)
    for x in 0..<2 {
      for channel in 0..<3 {
        let sum = (0..<16).reduce(0) { $0 + Int(picture.pixels[(($1 / 4) * 8 + 4 * x + $1 % 4) * 3 + channel]) }
        #expect(abs(16 * Int(small.pixels[x * 3 + channel]) - sum) <= 8)
      }
    }
    let large = picture.resampled(width: 24, height: 8, by: .box)
    for y in 0..<8 {
      for x in 0..<24 {
        #expect(large.pixels[(y * 24 + x) * 3] == picture.pixels[((y / 2) * 8 + x / 3) * 3])
      }
    }
  }

  /// A slope stays a slope, away from the border: these filters draw straight lines exactly.
  @Test(arguments: [ResamplingFilter.triangle, .bicubic]) func slopesStaySlopes(_ filter: ResamplingFilter) {
    let slope = Image(width: 40, height: 1, pixels: (0..<40).flatMap { [UInt8](repeating: UInt8(5 * $0), count: 3) })
    let large = slope.resampled(width: 80, height: 1, by: filter)
    for x in 8..<72 { #expect(abs(Double(large.pixels[x * 3]) - 5 * (Double(x) / 2 - 0.25)) <= 0.75) }
    let small = slope.resampled(width: 10, height: 1, by: filter)
    for x in 2..<8 { #expect(abs(Double(small.pixels[x * 3]) - 5 * (Double(4 * x) + 1.5)) <= 0.75) }
  }

  /// At an odd multiple every middle pixel lies on one of the smaller picture's, where the window is 1.
  @Test func pixelsOfTheSmallPictureAreKept() {
    let small = Image(width: 6, height: 4, pixels: (0..<72).map { UInt8(($0 * 89 + 31) % 256) })
    let large = small.resampled(width: 18, height: 12, by: .lanczos)
    for y in 0..<4 {
      for x in 0..<6 {
        for c in 0..<3 {
          #expect(large.pixels[((3 * y + 1) * 18 + 3 * x + 1) * 3 + c] == small.pixels[(y * 6 + x) * 3 + c])
        }
      }
    }
    #expect(small.resampled(width: 6, height: 4, by: .lanczos) == small)
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
    let sharp = error(small.resampled(width: 96, height: 8, by: .lanczos))
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

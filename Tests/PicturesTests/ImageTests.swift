import Pictures
import Support
import Testing

@Suite(.ownThread) struct ImageTests {
  @Test func shrinkingAveragesAreas() {
    let image = SeededTestPicture.noise(width: 12, height: 8, seed: 4)
    let small = image.scaled(width: 4, height: 2)
    for y in 0..<2 {
      for x in 0..<4 {
        for c in 0..<3 {
          var sum = 0
          for dy in 0..<4 {
            for dx in 0..<3 { sum += Int(image.pixels[((y * 4 + dy) * 12 + x * 3 + dx) * 3 + c]) }
          }
          let found = Double(small.pixels[(y * 4 + x) * 3 + c])
          #expect(abs(Double(sum) / 12 - found) <= 2)
        }
      }
    }
  }

  @Test(arguments: [(1, 1), (3, 50), (200, 7)])
  func oneColourStaysItselfAtAnySize(width: Int, height: Int) {
    let image = Image(width: 17, height: 5, red: 12, green: 130, blue: 250)
    #expect(
      image.scaled(width: width, height: height) == Image(width: width, height: height, red: 12, green: 130, blue: 250))
  }

  @Test func letterboxKeepsProportions() {
    let boxed = Image(width: 40, height: 20, red: 0, green: 0, blue: 0).letterboxed(side: 16)
    let rows = (0..<16).map { boxed.pixels[($0 * 16 + 8) * 3] }
    let isBlack = (0..<16).map { (4..<12).contains($0) }
    #expect(rows == isBlack.map { $0 ? 0 : 255 })
    #expect(Image(width: 1, height: 3000).letterboxed(side: 8).width == 8)
  }

  @Test func mirrorTwiceIsNothing() {
    let image = SeededTestPicture.noise(width: 7, height: 3, seed: 8)
    #expect(image.flippedHorizontally != image)
    #expect(image.flippedHorizontally.flippedHorizontally == image)
    #expect(image.flippedHorizontally.pixels[0..<3] == image.pixels[18..<21])
  }

  @Test func activationsKeepAllValues() {
    let image = Image(width: 256, height: 1, pixels: (0..<256).flatMap { [UInt8](repeating: UInt8($0), count: 3) })
    let activations = image.activations()
    #expect(activations.min() == -1 && activations.max() == 1)
    #expect(Image(activations: activations, width: 256, height: 1) == image)
  }

  @Test func activationsOutsideTheRangeAreClipped() {
    let image = Image(activations: [-7, .infinity, .nan, 1.0001, -.infinity, 0], width: 2, height: 1)
    #expect(image.pixels == [0, 255, 0, 255, 0, 128])
  }

  @Test func luminanceWeighsColours() {
    let image = Image(width: 4, height: 1, pixels: [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255])
    let expected: [Float] = [0.299, 0.587, 0.114, 1]
    for (value, weight) in zip(image.luminance().values, expected) { #expect(abs(value - weight) < 1e-5) }
  }
}

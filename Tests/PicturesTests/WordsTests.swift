import Pictures
import Support
import Testing

@Suite("Large letters", .ownThread) struct WordsTests {
  private func ink(_ text: String, width: Int = 400, height: Int = 80) -> Image {
    Image.words(text, letters: (0, 0, 0), sheet: (255, 255, 255), width: width, height: height)
  }

  private func columns(_ image: Image) -> ClosedRange<Int>? {
    let used = (0..<image.width).filter { x in
      (0..<image.height).contains { image.pixels[($0 * image.width + x) * 3] < 128 }
    }
    guard let first = used.first, let last = used.last else { return nil }
    return first...last
  }

  @Test(
    "They stand in the middle and never outgrow their sheet",
    arguments: ["Panda", "Game character", "WWWWWWWWWWWWWWWWWWWW"])
  func fit(_ text: String) throws {
    let used = try #require(columns(ink(text)))
    #expect(used.lowerBound > 0 && used.upperBound < 399)
    #expect(abs((used.lowerBound + used.upperBound) / 2 - 200) < 8)
  }

  @Test("Nothing, and sheets of a pixel, do no harm") func small() {
    #expect(columns(ink("")) == nil)
    #expect(ink("Panda", width: 1, height: 1).pixels.count == 3)
    #expect(ink("\u{0}\u{FFFF}판다", width: 3, height: 200).pixels.count == 1800)
  }
}

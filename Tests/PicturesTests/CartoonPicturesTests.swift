import Foundation
import Pictures
import Support
import Testing

@Suite(.ownThread) struct CartoonPicturesTests {
  /// Left half dark, right half light, with fine stripes in both.
  private func halves(_ width: Int = 120, _ height: Int = 80) -> Image {
    var image = Image(width: width, height: height)
    for y in 0..<height {
      for x in 0..<width {
        let level = (x < width / 2 ? 60 : 200) + (y % 4 < 2 ? 10 : -10)
        for channel in 0..<3 { image.pixels[(y * width + x) * 3 + channel] = UInt8(level) }
      }
    }
    return image
  }

  private func mean(_ image: Image, _ columns: Range<Int>) -> Double {
    var sum = 0.0
    for y in 0..<image.height { for x in columns { sum += Double(image.pixels[(y * image.width + x) * 3]) } }
    return sum / Double(columns.count * image.height)
  }

  @Test func shadowsGetSofterAndDetailsStay() {
    let image = halves()
    let even = image.evenlyLit(strength: 0.5)
    let before = mean(image, 80..<120) / mean(image, 0..<40)
    let after = mean(even, 80..<120) / mean(even, 0..<40)
    #expect(after < before * 0.75 && after > 1)
    let stripes = { (image: Image) in
      Double(image.pixels[(40 * 120 + 20) * 3]) / Double(image.pixels[(42 * 120 + 20) * 3])
    }
    #expect(abs(stripes(even) - stripes(image)) < 0.03)
    #expect(image.evenlyLit(strength: 0) == image)
  }

  @Test(arguments: [(1, 1), (1, 9), (7, 3)]) func smallPicturesAndBlackOnesAreNoProblem(_ width: Int, _ height: Int) {
    for level in [UInt8(0), 128, 255] {
      let image = Image(width: width, height: height, red: level, green: level, blue: level)
      #expect(image.evenlyLit(strength: 0.5) == image)
      #expect(image.edgesBlurred() == image)
      #expect(image.blurred(deviation: 1.5) == image)
    }
  }

  @Test func edgesAreBlurredAndNothingElse() {
    var image = Image(width: 64, height: 64, red: 250, green: 250, blue: 250)
    for y in 0..<64 { for x in 32..<64 { for c in 0..<3 { image.pixels[(y * 64 + x) * 3 + c] = 20 } } }
    let blurred = image.edgesBlurred(reach: 3, deviation: 1.6)
    func level(_ x: Int) -> Int { Int(blurred.pixels[(30 * 64 + x) * 3]) }
    #expect(level(10) == 250 && level(50) == 20)
    #expect(level(31) < 200 && level(32) > 60)
    #expect((20...38).allSatisfy { level($0) >= level($0 + 1) })
  }

  /// A Gaussian's weights are those of the textbook: a point spreads to them.
  @Test func aPointSpreadsToTheGaussian() {
    var image = Image(width: 31, height: 31, red: 0, green: 0, blue: 0)
    for c in 0..<3 { image.pixels[(15 * 31 + 15) * 3 + c] = 255 }
    let blurred = image.blurred(deviation: 1.2)
    for (x, y) in [(15, 15), (16, 15), (17, 16), (12, 15)] {
      let distance = Double((x - 15) * (x - 15) + (y - 15) * (y - 15))
      let wanted = 255 * exp(-distance / (2 * 1.44)) / (2 * .pi * 1.44)
      #expect(abs(Double(blurred.pixels[(y * 31 + x) * 3]) - wanted) < 1.2)
    }
  }

  @Test func cropsAreDecidedByTheirArguments() throws {
    try withTemporaryFolder { folder in
      for index in 0..<5 {
        try disc(Point(0.5, 0.5), 0.2 + 0.02 * Double(index), size: 60).write(to: folder + "/\(index).png")
      }
      let set = try PictureSet(folder: folder)
      for kind in [PictureCrops.Kind.drawing, .photograph] {
        let crops = PictureCrops(set, kind)
        let first = crops.part(seed: 3, step: 1, index: 0, size: 32)
        let again = PictureCrops(set, kind).part(seed: 3, step: 1, index: 0, size: 32)
        #expect(first.read == again.read && first.clean == again.clean)
        #expect(first.read.width == 32 && first.read.height == 32)
        let others = (2..<12).map { crops.part(seed: 3, step: $0, index: 0, size: 32) }
        #expect(others.contains { $0.clean != first.clean })
        // Shadows fall on half of the photographs, and on no drawing.
        #expect(others.contains { $0.read != $0.clean } == (kind == .photograph))
      }
    }
  }
}

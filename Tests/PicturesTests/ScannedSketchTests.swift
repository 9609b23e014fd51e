import Glibc
import Pictures
import Support
import Testing

@Suite(.ownThread) struct ScannedSketchTests {
  @Test func blackAndWhiteAtItsSizeIsExact() {
    for (seed, white) in [(1, 0.95), (2, 0.7)] {
      let image = SeededTestPicture.blackAndWhite(width: 256, height: 256, white: white, seed: UInt64(seed))
      let ink = SketchRaster.ink(from: image, size: 256).values
      let exact = ink.indices.allSatisfy { ink[$0] == (image.pixels[$0 * 3] == 0 ? 1 : 0) }
      #expect(exact)
    }
  }

  @Test func sampleSketchesAreExact() {
    for sample in SampleSketches.all {
      let image = SampleSketches.picture(sample.strokes)
      let ink = SketchRaster.ink(from: image, size: 256).values
      let exact = ink.indices.allSatisfy { ink[$0] == (image.pixels[$0 * 3] == 0 ? 1 : 0) }
      #expect(exact, "\(sample.name)")
    }
  }

  @Test func theReverseIsTheSame() {
    let image = SampleSketches.picture(SampleSketches.all[0].strokes)
    let reversed = Image(width: 256, height: 256, pixels: image.pixels.map { 255 - $0 })
    #expect(SketchRaster.ink(from: image, size: 256) == SketchRaster.ink(from: reversed, size: 256))
  }

  @Test func greysOfACleanSketchStay() {
    let strokes = SampleSketches.all[1].strokes
    let ink = SketchRaster.ink(strokes, size: 200)
    let read = SketchRaster.ink(from: SketchRaster.picture(strokes, size: 200), size: 200)
    let furthest = zip(ink.values, read.values).map { abs($0 - $1) }.max() ?? 1
    #expect(furthest < 0.01)
  }

  @Test func wideSketchesLieInTheMiddle() {
    // A black bar across a wide page.
    var image = Image(width: 200, height: 50)
    for x in 20..<180 {
      for y in 20..<30 { for c in 0..<3 { image.pixels[(y * 200 + x) * 3 + c] = 0 } }
    }
    let ink = SketchRaster.ink(from: image, size: 64)
    let rows = (0..<64).filter { ink.values[$0 * 64 + 32] > 0.5 }
    #expect((3...4).contains(rows.count) && rows.contains(31) && rows.contains(32))
    // 160 × 10 pixels, each 0.32 pixels wide and high afterwards.
    let sum = ink.values.reduce(0, +)
    #expect(abs(sum - 163.84) < 12)
  }

  @Test func aPhotographOfPaperGivesItsLines() {
    let strokes = SampleSketches.all[0].strokes
    var photo = SketchRaster.picture(strokes, size: 700)
    var random = SeededGenerator(seed: 9)
    for pixel in 0..<(700 * 700) {
      // A lamp to the left, yellowish paper, a grey pencil, a noisy camera.
      let light = 0.95 - 0.5 * Double(pixel % 700) / 700
      for (c, tint) in [1.0, 0.96, 0.85].enumerated() {
        let ink = 1 - Double(photo.pixels[pixel * 3 + c]) / 255
        let value = light * tint * (1 - 0.65 * ink) * 255 + random.normal() * 5
        photo.pixels[pixel * 3 + c] = UInt8(min(max(value, 0), 255))
      }
    }
    let read = SketchRaster.ink(from: photo, size: 256)
    let true256 = SketchRaster.ink(strokes, size: 256)
    var both = 0
    var either = 0
    for (a, b) in zip(read.values, true256.values) {
      if a >= 0.5 && b >= 0.5 { both += 1 }
      if a >= 0.5 || b >= 0.5 { either += 1 }
    }
    #expect(Double(both) / Double(either) > 0.7)
    let far = zip(read.values, true256.values).filter { $1 == 0 && $0 > 0.5 }.count
    #expect(far < 120)
  }

  @Test func emptyPagesHaveNoInk() {
    for level in [UInt8(0), 40, 128, 255] {
      let page = Image(width: 90, height: 120, red: level, green: level, blue: level)
      #expect(SketchRaster.ink(from: page, size: 64).values.allSatisfy { $0 == 0 }, "level \(level)")
    }
  }

  @Test(arguments: [(1, 1), (1, 900), (900, 1), (3, 2), (257, 255), (1001, 700)])
  func anySizeGivesASquare(width: Int, height: Int) {
    let image = SeededTestPicture.noise(width: width, height: height, seed: 6)
    let ink = SketchRaster.ink(from: image, size: 48).values
    #expect(ink.count == 48 * 48)
    #expect(ink.allSatisfy { (0...1.0001).contains($0) })
  }
}

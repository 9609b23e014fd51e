import Foundation
import Pictures
import Support
import Testing

/// Masks of lines as movements of a pen.
@Suite(.ownThread) struct LineStrokesTests {
  private func mask(_ width: Int, _ height: Int, _ isSet: (Double, Double) -> Bool) -> BinaryMask {
    var mask = BinaryMask(width: width, height: height)
    for y in 0..<height {
      for x in 0..<width { mask.bits[y * width + x] = isSet(Double(x) + 0.5, Double(y) + 0.5) }
    }
    return mask
  }

  @Test func aRingIsOneClosedMovementAlongItsMiddle() throws {
    let side = Double(LineStrokes.side)
    let ring = mask(LineStrokes.side, LineStrokes.side) { x, y in
      abs((Point(x, y) - Point(side / 2, side / 2)).length - 120) < 2.5
    }
    let strokes = LineStrokes.strokes(of: ring)
    let stroke = try #require(strokes.first)
    #expect(strokes.count == 1 && stroke.kind == .pencil)
    #expect(stroke.points.first == stroke.points.last)
    #expect((12...200).contains(stroke.points.count), "\(stroke.points.count) points")
    // The mask fills the canvas up to its margin.
    let radius = 120 / (side + 8) * 0.94
    for point in stroke.points {
      #expect(abs((point - Point(0.5, 0.5)).length - radius) < 0.006)
    }
    #expect(stroke.width > 2.0 / 256 && stroke.width <= 4.0 / 256)
  }

  @Test func aSpotIsADotOfItsSize() throws {
    let spots = mask(LineStrokes.side, 200) { x, y in
      (Point(x, y) - Point(100, 60)).length < 10 || (abs(y - 150) < 1.5 && (50...300).contains(x))
    }
    let strokes = LineStrokes.strokes(of: spots)
    try #require(strokes.count == 2)
    #expect((2...4).contains(strokes[0].points.count), "a straight line needs no more: \(strokes[0].points)")
    let dot = strokes[1]
    #expect(dot.points.count == 1 && abs(dot.width - 20 / 392 * 0.94) < 0.003, "\(dot)")
    // A lying picture lies in the middle of the canvas.
    #expect(abs(strokes[0].points[0].y - (0.5 + 50.0 / 392 * 0.94)) < 0.01)
  }

  @Test func noMaskBecomesTooLarge() {
    var random = SeededGenerator(seed: 4)
    let noise = mask(LineStrokes.side, LineStrokes.side) { _, _ in random.chance(0.35) }
    let hatching = mask(LineStrokes.side, LineStrokes.side) { x, y in
      Int(x + 12 * sin(y / 9)) % 6 < 2
    }
    for busy in [noise, hatching] {
      let strokes = LineStrokes.strokes(of: busy)
      #expect(!strokes.isEmpty && strokes.count <= LineStrokes.mostStrokes)
      #expect(strokes.reduce(0) { $0 + $1.points.count } <= LineStrokes.mostPoints)
      for stroke in strokes {
        #expect(stroke.points.allSatisfy { (0...1).contains($0.x) && (0...1).contains($0.y) } && stroke.width > 0)
      }
    }
  }

  @Test(arguments: [(1, 1), (384, 1), (1, 384), (3, 2), (384, 5)]) func stripsAreNoSpecialCase(_ size: (Int, Int)) {
    #expect(LineStrokes.strokes(of: BinaryMask(width: size.0, height: size.1)).isEmpty)
    let full = LineStrokes.strokes(of: mask(size.0, size.1) { _, _ in true })
    #expect(!full.isEmpty && full[0].points.allSatisfy { (0...1).contains($0.x) && (0...1).contains($0.y) })
  }

  @Test func whatIsDrawnAgainLooksLikeTheMask() {
    let face = mask(LineStrokes.side, LineStrokes.side) { x, y in
      let place = Point(x, y)
      let isHead = abs((place - Point(190, 200)).length - 150) < 3
      let isEye = [Point(140, 160), Point(240, 160)].contains { abs(($0 - place).length - 18) < 2.5 }
      let isMouth = abs((place - Point(190, 190)).length - 80) < 2.5 && y > 230
      return isHead || isEye || isMouth
    }
    let strokes = LineStrokes.strokes(of: face)
    #expect(strokes.count == 4)
    let drawn = BinaryMask(SketchRaster.ink(strokes, size: 392), from: 0.5)
    var far = 0
    let near = drawn.dilated(reach: 4)
    for y in 0..<384 {
      for x in 0..<384 where face.bits[y * 384 + x] {
        let place = (Point(Double(x) + 4.5, Double(y) + 4.5) - Point(196, 196)) * 0.94 + Point(196, 196)
        if !near.bits[Int(place.y) * 392 + Int(place.x)] { far += 1 }
      }
    }
    #expect(Double(far) < 0.01 * Double(face.area))
  }
}

/// Pictures that are made small while they are read.
@Suite(.ownThread) struct SmallReadingTests {
  @Test func largePicturesBecomeSmallAndSmallOnesStay() throws {
    try withTemporaryFolder { folder in
      let wide = Image(width: 300, height: 120, red: 200, green: 30, blue: 40)
      try wide.write(to: folder + "/wide.png")
      let small = try Image(contentsOf: folder + "/wide.png", longSide: 100) { false }
      #expect(small.width == 100 && small.height == 40)
      #expect(small.pixels.prefix(3) == [200, 30, 40])
      #expect(try Image(contentsOf: folder + "/wide.png", longSide: 300) { false } == wide)
      try Image(width: 400, height: 1).write(to: folder + "/strip.png")
      let strip = try Image(contentsOf: folder + "/strip.png", longSide: 50) { false }
      #expect(strip.width == 50 && strip.height == 1)
    }
  }

  @Test(arguments: UInt8(1)...8) func photographsStandUpright(_ orientation: UInt8) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/photo.jpg"
      try Data(SampleJPEG.oriented(orientation)).write(to: URL(fileURLWithPath: path))
      let whole = try Image(contentsOf: path)
      let small = try Image(contentsOf: path, longSide: 8) { false }
      #expect(max(small.width, small.height) == 8)
      #expect((small.width > small.height) == (whole.width > whole.height))
      func isRed(_ image: Image, _ x: Double, _ y: Double) -> Bool {
        let pixel = Int(y * Double(image.height)) * image.width + Int(x * Double(image.width))
        return image.pixels[pixel * 3] > image.pixels[pixel * 3 + 2]
      }
      for place in [(0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9)] {
        #expect(isRed(small, place.0, place.1) == isRed(whole, place.0, place.1))
      }
    }
  }

  @Test func whoWaitsNoLongerGetsNothing() throws {
    try withTemporaryFolder { folder in
      var random = SeededGenerator(seed: 1)
      let noise = Image(width: 300, height: 300, pixels: (0..<270_000).map { _ in UInt8(random.next() & 255) })
      try noise.write(to: folder + "/noise.png")
      var asked = 0
      #expect(throws: PictureError.self) {
        try Image(contentsOf: folder + "/noise.png", longSide: 50) {
          asked += 1
          return asked > 2
        }
      }
      #expect(asked == 3, "between pieces of the file")
    }
  }

  @Test func rubbishIsTold() throws {
    try withTemporaryFolder { folder in
      for (name, bytes) in [("text.png", Array("no picture".utf8)), ("empty.jpg", [])] {
        try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
        #expect(throws: PictureError.self) { try Image(contentsOf: folder + "/" + name, longSide: 64) { false } }
      }
      #expect(throws: PictureError.self) { try Image(contentsOf: folder + "/none.png", longSide: 64) { false } }
    }
  }
}

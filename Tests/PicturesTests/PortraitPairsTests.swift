import Foundation
import Pictures
import Support
import Testing

@Suite(.ownThread) struct PortraitPairsTests {
  /// A pale face on blue, with dark eyes and a red mouth, that stands where the marks say.
  private static func photograph(_ number: Int) -> (image: Image, marks: FaceMarks) {
    let (width, height) = (90, 120)
    let middle = Point(0.46 + 0.01 * Double(number % 5), 0.45)
    let marks = FaceMarks(
      low: middle - Point(0.22, 0.2), high: middle + Point(0.22, 0.22), leftEye: middle + Point(-0.09, -0.05),
      rightEye: middle + Point(0.09, -0.05), noseTip: middle + Point(0, 0.03), leftMouth: middle + Point(-0.07, 0.11),
      rightMouth: middle + Point(0.07, 0.11))
    var image = Image(width: width, height: height, red: 40, green: 70, blue: 180)
    for y in 0..<height {
      for x in 0..<width {
        let p = Point((Double(x) + 0.5) / Double(width), (Double(y) + 0.5) / Double(height))
        func isNear(_ q: Point, _ reach: Double) -> Bool { (p - q).length < reach }
        let colour: (UInt8, UInt8, UInt8)? =
          isNear(marks.leftEye, 0.025) || isNear(marks.rightEye, 0.025)
          ? (20, 20, 20)
          : abs(p.y - marks.leftMouth.y) < 0.015 && p.x > marks.leftMouth.x && p.x < marks.rightMouth.x
            ? (200, 40, 40) : isNear(middle + Point(0, 0.01), 0.2) ? (230, 190, 160) : nil
        guard let colour else { continue }
        let index = (y * width + x) * 3
        (image.pixels[index], image.pixels[index + 1], image.pixels[index + 2]) = colour
      }
    }
    return (image, marks)
  }

  private func withSet(
    _ count: Int = 5, isFound: @escaping @Sendable (Image) -> Bool = { _ in true },
    _ body: (PortraitSet) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      for number in 0..<count {
        try Self.photograph(number).image.write(to: folder + "/\(1000 + number).png")
      }
      // The photograph's own marks, found again by its picture.
      let known = (0..<5).map(Self.photograph)
      let set = try PortraitSet(folder: folder) { image in
        isFound(image) ? known.first { $0.image == image }?.marks : nil
      }
      try body(set)
    }
  }

  @Test func headsStandInTheMiddle() throws {
    try withSet { set in
      #expect(set.count == 5 && set.skipped.isEmpty)
      for number in 0..<set.count {
        let image = set.image(number)
        let marks = set.marks(number)
        #expect(image.width == 256 && image.height == 256)
        #expect((marks.middleOfHead - Point(0.5, 0.5)).length < 0.01)
        #expect(abs(marks.heightOfHead - 0.72) < 0.02)
        let eye = (Int(marks.leftEye.y * 256) * 256 + Int(marks.leftEye.x * 256)) * 3
        #expect(image.pixels[eye..<(eye + 3)].allSatisfy { $0 < 60 })
      }
    }
  }

  /// A close face in a large photograph is made smaller before it is cut out, and stands where any other does.
  @Test func largePhotographsAreNoProblem() throws {
    let (image, marks) = Self.photograph(2)
    try withTemporaryFolder { folder in
      for number in 0..<4 {
        try image.scaled(width: 1500, height: 2000).write(to: folder + "/\(number).png")
      }
      let set = try PortraitSet(folder: folder) { _ in marks }
      #expect(set.image(0).width == 256)
      #expect((set.marks(0).middleOfHead - Point(0.5, 0.5)).length < 0.01)
      let eye = set.marks(0).leftEye
      let pixel = (Int(eye.y * 256) * 256 + Int(eye.x * 256)) * 3
      #expect(set.image(0).pixels[pixel..<(pixel + 3)].allSatisfy { $0 < 60 })
    }
  }

  @Test func photographsWithoutAFaceAreLeftOut() throws {
    let none = Self.photograph(1).image
    try withSet(isFound: { $0 != none }) { set in
      #expect(set.count == 4 && set.skipped.count == 1)
      #expect("\(set.skipped[0])".contains("no face"))
    }
    #expect(throws: PictureError.self) { try withSet(isFound: { _ in false }) { _ in } }
  }

  @Test func theSameArgumentsGiveTheSamePair() throws {
    try withSet { first in
      try withSet { second in
        for step in 0..<8 {
          let a = PortraitPairs(first).pair(seed: 1, step: step, index: 2, size: 48)
          let b = PortraitPairs(second).pair(seed: 1, step: step, index: 2, size: 48)
          #expect(a.ink == b.ink && a.hints == b.hints && a.picture == b.picture)
        }
        #expect(
          PortraitPairs(first).pair(seed: 1, step: 1, index: 0, size: 48).picture
            != PortraitPairs(first).pair(seed: 1, step: 2, index: 0, size: 48).picture)
      }
    }
  }

  @Test(arguments: PortraitPairs.Care.allCases) func everyDegreeOfCareDrawsSomethingThatIsNotInThePicture(
    _ care: PortraitPairs.Care
  ) throws {
    try withSet { set in
      let pairs = PortraitPairs(set, care: care)
      for step in 0..<6 {
        let pair = pairs.strokePair(seed: 5, step: step, index: 0, size: 128)
        #expect(!pair.sketch.isEmpty)
        // Pencil is black; photographs keep none of it.
        let ink = SketchRaster.ink(pair.sketch, size: 128)
        let inked = ink.values.indices.filter { ink.values[$0] > 0.5 }
        let black = inked.count { pixel in (0..<3).allSatisfy { pair.picture.pixels[pixel * 3 + $0] < 12 } }
        #expect(black * 2 < inked.count)
      }
    }
  }

  /// A mirrored face has its eyes and the corners of its mouth in order again.
  @Test func marksAreMirrored() {
    let marks = Self.photograph(0).marks
    let mirrored = marks.mapped { Point(1 - $0.x, $0.y) }
    #expect(mirrored.leftEye.x < mirrored.rightEye.x && mirrored.leftMouth.x < mirrored.rightMouth.x)
    #expect(mirrored.low.x < mirrored.high.x && abs(mirrored.low.x - (1 - marks.high.x)) < 1e-12)
    let again = mirrored.mapped { Point(1 - $0.x, $0.y) }
    #expect((again.leftEye - marks.leftEye).length < 1e-12 && (again.noseTip - marks.noseTip).length < 1e-12)
  }

  @Test func largeSetsKeepSomeForJudging() throws {
    try withTemporaryFolder { folder in
      let (image, marks) = Self.photograph(0)
      for number in 0..<220 { try image.write(to: folder + "/\(1000 + number).png") }
      let set = try PortraitSet(folder: folder) { _ in marks }
      #expect(PortraitPairs(set).count == 209 && PortraitPairs(set, part: .heldOut).count == 11)
    }
  }
}

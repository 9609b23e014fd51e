import Foundation
import Pictures
import Support
import Synchronization
import Testing

@Suite(.ownThread) struct PicturePairsTests {
  private func withSet(_ count: Int = 5, size: Int = 60, _ body: (PictureSet) throws -> Void) throws {
    try withTemporaryFolder { folder in
      for index in 0..<count {
        try disc(Point(0.4 + 0.02 * Double(index % 5), 0.5), 0.2 + 0.02 * Double(index % 5), size: size)
          .write(to: folder + "/\(1000 + index).png")
      }
      try body(try PictureSet(folder: folder))
    }
  }

  @Test func theSameArgumentsGiveTheSamePair() throws {
    try withSet { first in
      try withSet { second in
        _ = PicturePairs(second).pair(seed: 1, step: 9, index: 0, size: 32)
        let a = PicturePairs(first).pair(seed: 1, step: 4, index: 2, size: 40)
        let b = PicturePairs(second).pair(seed: 1, step: 4, index: 2, size: 40)
        #expect(a.ink == b.ink && a.hints == b.hints && a.picture == b.picture)
        #expect(a.ink.width == 40 && a.picture.width == 40 && a.picture.height == 40)
        #expect(a.picture != PicturePairs(first).pair(seed: 1, step: 5, index: 2, size: 40).picture)
      }
    }
  }

  @Test func sketchesLieOnThePicturesLines() throws {
    try withSet { set in
      let pairs = PicturePairs(set)
      var sum = 0.0
      for step in 0..<30 {
        let pair = pairs.strokePair(seed: 7, step: step, index: 0, size: 256)
        sum += LineFollowing.share(ink: SketchRaster.ink(pair.sketch, size: 256), picture: pair.picture) ?? 0
      }
      #expect(sum / 30 > 0.9)
    }
  }

  @Test func hintsTellBackgroundAndThing() throws {
    try withSet { set in
      let pairs = PicturePairs(set)
      var hinted = 0
      var told = 0
      for step in 0..<60 {
        let pair = pairs.pair(seed: 3, step: step, index: 0, size: 64)
        guard !pair.hints.marks.isEmpty else { continue }
        hinted += 1
        let colours = pair.hints.marks.compactMap(\.colour)
        // Now and then the paper beside the disc is all beyond the canvas.
        if colours.contains(where: { $0.red > 0.8 }) && colours.contains(where: { $0.blue > 0.6 && $0.red < 0.4 }) {
          told += 1
        }
      }
      #expect((46...60).contains(hinted) && told >= hinted - 3)
      let without = PicturePairs(set, style: PairStyle(hasHints: false))
      for step in 0..<20 { #expect(without.pair(seed: 3, step: step, index: 0, size: 32).hints.marks.isEmpty) }
    }
  }

  @Test func edgesAreNotSketched() throws {
    try withSet { set in
      let pairs = PicturePairs(set, style: PairStyle(lines: .edges))
      for step in 0..<10 {
        let pair = pairs.strokePair(seed: 3, step: step, index: 0, size: 128)
        #expect(pair.sketch.count == 1 && !pair.hasHardInk)
        #expect(pair.sketch[0].width == Stroke.pencilWidth)
      }
    }
  }

  /// Draws one line across every picture, wherever its edges are.
  private static let ruler = LineDrawer(name: "ruler") { picture in
    var lines = Plane(width: picture.width, height: picture.height)
    for y in (picture.height / 2 - 2)...(picture.height / 2 + 2) {
      for x in 20..<(picture.width - 20) { lines.values[y * picture.width + x] = 1 }
    }
    return lines
  }

  @Test func learnedLinesAreThoseOfWhoDrawsThem() throws {
    try withTemporaryFolder { folder in
      for index in 0..<5 { try disc(Point(0.5, 0.4), 0.2, size: 60).write(to: "\(folder)/\(index).png") }
      let set = try PictureSet(folder: folder, linesBy: Self.ruler)
      let pairs = PicturePairs(set, style: PairStyle(lines: .learned, hasHints: false))
      var random = SeededGenerator(seed: 2)
      let pair = pairs.pair(ofPicture: 1, size: 256, isMoved: false, using: &random)
      try #require(pair.sketch.count == 1)
      #expect(pair.sketch[0].width == Stroke.pencilWidth && !pair.hasHardInk)
      #expect(pair.sketch[0].points.allSatisfy { abs($0.y - 0.5) < 0.012 })
      var again = SeededGenerator(seed: 2)
      let plain = PicturePairs(set, style: PairStyle(lines: .edges, hasHints: false))
        .pair(ofPicture: 1, size: 256, isMoved: false, using: &again)
      #expect(pair.picture == plain.picture, "nothing is drawn into the picture")
    }
    let drawn = SyntheticPairs(Panda(), style: PairStyle(lines: .learned, hasHints: false), linesBy: Self.ruler)
    let pair = drawn.strokePair(seed: 1, step: 2, index: 3, size: 64)
    #expect(pair.sketch.count == 1 && pair.sketch[0].points.allSatisfy { abs($0.y - 0.5) < 0.012 })
  }

  @Test func picturesWithoutLineArtGetTheirLinesFromWhoDrawsThem() throws {
    try withTemporaryFolder { folder in
      for index in 0..<5 { try disc(Point(0.5, 0.4), 0.2, size: 256).write(to: "\(folder)/\(index).png") }
      let asked = Mutex(0)
      let drawer = LineDrawer(name: "ruler and speck") { picture in
        asked.withLock { $0 += 1 }
        var lines = Plane(width: picture.width, height: picture.height)
        for y in 126...130 { for x in 0..<256 { lines.values[y * 256 + x] = 1 } }
        for y in 40...43 { for x in 100...103 { lines.values[y * 256 + x] = 1 } }
        return lines
      }
      let pictures = PicturesWithoutLineArt(try PictureSet(folder: folder), linesBy: drawer)
      for step in 0..<20 {
        let lined = pictures.linedPicture(seed: 4, step: step, index: 0, size: 128)
        let again = pictures.linedPicture(seed: 4, step: step, index: 0, size: 128)
        #expect(lined.picture == again.picture && lined.lines == again.lines)
        // The ruler's line wherever the picture lies, about two and a half pixels wide; the speck nowhere.
        let middle: Float = lined.lines.values[(28 * 128)..<(100 * 128)].reduce(0, +)
        let all: Float = lined.lines.values.reduce(0, +)
        #expect(middle > 200 && middle < 420, "\(middle)")
        #expect(all - middle < 1)
      }
      #expect(asked.withLock { $0 } == 5, "each picture is looked at once")
    }
  }

  @Test func distractorsStandInSketchAndPicture() throws {
    try withSet { set in
      let plain = PicturePairs(set, style: PairStyle(lines: .edges))
      let free = PicturePairs(set, style: PairStyle(distractors: 1))
      var followed = 0.0
      for step in 0..<20 {
        #expect(plain.strokePair(seed: 5, step: step, index: 0, size: 64).sketch.count == 1)
        let pair = free.strokePair(seed: 5, step: step, index: 0, size: 256)
        #expect(pair.sketch.count >= 2)
        let last = [pair.sketch[pair.sketch.count - 1]]
        followed += LineFollowing.share(ink: SketchRaster.ink(last, size: 256), picture: pair.picture) ?? 1
      }
      #expect(followed / 20 > 0.8)
    }
  }

  @Test func everyTwentiethOfALargeSetIsHeldOut() throws {
    try withSet(220, size: 16) { set in
      let learnt = PicturePairs(set)
      let held = PicturePairs(set, part: .heldOut)
      #expect(learnt.count == 209 && held.count == 11)
    }
    try withSet { set in
      #expect(PicturePairs(set).count == 5 && PicturePairs(set, part: .heldOut).count == 5)
    }
  }

  @Test func rubbishIsLeftOutAndNamed() throws {
    try withTemporaryFolder { folder in
      #expect(throws: PictureError.self) { try PictureSet(folder: folder + "/nowhere") }
      let empty = #expect(throws: PictureError.self) { try PictureSet(folder: folder) }
      #expect(empty?.description.contains("no pictures") == true)
      try Data("no picture".utf8).write(to: URL(fileURLWithPath: folder + "/bad.png"))
      try Data().write(to: URL(fileURLWithPath: folder + "/empty.jpg"))
      try Data("words".utf8).write(to: URL(fileURLWithPath: folder + "/notes.txt"))
      try disc(Point(0.5, 0.5), 0.3, size: 9).write(to: folder + "/tiny.png")
      for (index, size) in [(33, 20), (17, 90), (640, 480)].enumerated() {
        try SeededTestPicture.noise(width: size.0, height: size.1, seed: UInt64(index)).write(
          to: folder + "/\(index).png")
      }
      let few = #expect(throws: PictureError.self) { try PictureSet(folder: folder) }
      #expect(few?.description.contains("only 3 of the 4") == true && few?.description.contains("3 files") == true)
      try FileManager.default.createDirectory(atPath: folder + "/within", withIntermediateDirectories: true)
      try disc(Point(0.5, 0.5), 0.3, size: 40).write(to: folder + "/within/last.png")
      let set = try PictureSet(folder: folder)
      #expect(set.count == 4 && set.skipped.count == 3 && set.names.contains("last.png"))
      #expect(try PictureSet(folder: folder, leavingOut: ["tin"]).skipped.count == 2)
      for step in 0..<12 {
        let pair = PicturePairs(set).pair(seed: 1, step: step, index: 0, size: 32)
        #expect(pair.picture.width == 32 && pair.ink.values.allSatisfy { $0.isFinite })
      }
    }
  }
}

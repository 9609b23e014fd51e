import Foundation
import Pictures
import Support
import Testing

@Suite(.ownThread) struct AlignedFolderTests {
  private let centres = [0.3, 0.4, 0.5, 0.6, 0.7].map { Point($0, 0.5) }

  /// Ink on the outline of a disc.
  private func sketch(_ centre: Point, size: Int) -> Image {
    let points = (0...60).map { step in
      centre + Point(0.2 * cos(Double(step) / 60 * 2 * .pi), 0.2 * sin(Double(step) / 60 * 2 * .pi))
    }
    return Image(ink: SketchRaster.ink([Stroke(points: points)], size: size))
  }

  /// Whether the ink lies on the disc's edge and the disc is blue, in some samples of a folder of pairs.
  private func check(_ pairs: AlignedFolder, size: Int, hasHints: Bool = true) {
    for step in 0..<12 {
      let pair = pairs.pair(seed: 2, step: step, index: 0, size: size)
      #expect(pair.ink.width == size && pair.picture.width == size && pair.picture.height == size)
      #expect(hasHints || pair.hints.marks.isEmpty)
      let share = LineFollowing.share(ink: pair.ink, picture: pair.picture)
      #expect((share ?? 0) > 0.85, "step \(step)")
    }
  }

  @Test(arguments: [(false, true), (true, true), (false, false)])
  func sideBySideFilesAreReadBack(isSwapped: Bool, hasHints: Bool) throws {
    try withTemporaryFolder { folder in
      for (index, centre) in centres.enumerated() {
        let halves = [sketch(centre, size: 100), disc(centre, 0.2, size: 100)]
        try Image.sideBySide(halves[isSwapped ? 1 : 0], halves[isSwapped ? 0 : 1]).write(to: folder + "/\(index).png")
      }
      let style = PairStyle(hasHints: hasHints)
      let pairs = try AlignedFolder(folder: folder, isSwapped: isSwapped, style: style)
      #expect(pairs.count == 5 && pairs.skipped.isEmpty)
      check(pairs, size: 128, hasHints: hasHints)
      let again = try AlignedFolder(folder: folder, isSwapped: isSwapped, style: style)
      let a = pairs.pair(seed: 4, step: 3, index: 1, size: 33)
      let b = again.pair(seed: 4, step: 3, index: 1, size: 33)
      #expect(a.ink == b.ink && a.hints == b.hints && a.picture == b.picture)
    }
  }

  @Test func twoFoldersAreMatchedByName() throws {
    try withTemporaryFolder { folder in
      for name in ["trainA", "trainB"] {
        try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
      }
      for (index, centre) in centres.enumerated() {
        try sketch(centre, size: 80).write(to: "\(folder)/trainA/\(index).png")
        if index < 4 { try disc(centre, 0.2, size: 120).write(to: "\(folder)/trainB/\(index).png") }
      }
      let pairs = try AlignedFolder(folder: folder)
      #expect(pairs.count == 4 && pairs.skipped.count == 1)
      #expect(pairs.skipped.first?.description.contains("4.png") == true)
      check(pairs, size: 192)
    }
  }

  @Test func whatIsNoPairIsNamed() throws {
    try withTemporaryFolder { folder in
      for (index, centre) in centres.enumerated() {
        try Image.sideBySide(sketch(centre, size: 64), disc(centre, 0.2, size: 64)).write(to: folder + "/\(index).png")
      }
      try disc(centres[0], 0.2, size: 64).write(to: folder + "/square.png")
      try SeededTestPicture.noise(width: 101, height: 50, seed: 1).write(to: folder + "/odd.png")
      try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/rubbish.jpg"))
      let pairs = try AlignedFolder(folder: folder)
      #expect(pairs.count == 5)
      let reasons = pairs.skipped.map(\.description)
      #expect(reasons.count == 3)
      #expect(reasons.contains { $0.contains("square.png") && $0.contains("side by side") })
      #expect(reasons.contains { $0.contains("odd.png") && $0.contains("side by side") })
      #expect(throws: PictureError.self) { try AlignedFolder(folder: folder + "/none") }
    }
  }
}

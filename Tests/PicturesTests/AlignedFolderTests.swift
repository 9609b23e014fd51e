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
  private func check(_ pairs: AlignedFolder, size: Int) {
    for step in 0..<12 {
      let sample = pairs.sample(seed: 2, step: step, index: 0, size: size)
      let channels = pairs.inputChannels
      #expect(sample.input.count == size * size * channels && sample.target.count == size * size * 3)
      let ink = Plane(
        width: size, height: size, values: (0..<(size * size)).map { sample.input[$0 * channels] })
      let picture = sample.target.withUnsafeBufferPointer { target in
        target.baseAddress.map { Image(activations: $0, width: size, height: size) }
      }
      guard let picture else { continue }
      let share = LineFollowing.share(ink: ink, picture: picture)
      #expect((share ?? 0) > 0.85, "step \(step)")
    }
  }

  @Test(arguments: [(false, 5), (true, 5), (false, 1)])
  func sideBySideFilesAreReadBack(isSwapped: Bool, channels: Int) throws {
    try withTemporaryFolder { folder in
      for (index, centre) in centres.enumerated() {
        let halves = [sketch(centre, size: 100), disc(centre, 0.2, size: 100)]
        try Image.sideBySide(halves[isSwapped ? 1 : 0], halves[isSwapped ? 0 : 1]).write(to: folder + "/\(index).png")
      }
      let pairs = try AlignedFolder(folder: folder, isSwapped: isSwapped, inputChannels: channels)
      #expect(pairs.count == 5 && pairs.skipped.isEmpty)
      check(pairs, size: 128)
      let again = try AlignedFolder(folder: folder, isSwapped: isSwapped, inputChannels: channels)
      let a = pairs.sample(seed: 4, step: 3, index: 1, size: 33)
      let b = again.sample(seed: 4, step: 3, index: 1, size: 33)
      #expect(a.input == b.input && a.target == b.target)
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

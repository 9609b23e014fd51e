import FoundationEssentials
import Glibc
import Pictures
import Support
import Testing

@Suite(.ownThread) struct ImageFileTests {
  @Test(arguments: [(1, 1), (1, 7), (13, 1), (31, 17), (64, 64)])
  func pngRoundTripKeepsEveryPixel(width: Int, height: Int) throws {
    let image = SeededTestPicture.noise(width: width, height: height, seed: 3)
    #expect(try Image(data: image.pngData()) == image)
    try withTemporaryFolder { folder in
      try image.write(to: folder + "/one.png")
      #expect(try Image(contentsOf: folder + "/one.png") == image)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["one.png"])
    }
  }

  @Test func writingReplacesAnOlderFile() throws {
    try withTemporaryFolder { folder in
      try Image(width: 9, height: 9, red: 1).write(to: folder + "/a.png")
      let newer = SeededTestPicture.noise(width: 5, height: 4, seed: 1)
      try newer.write(to: folder + "/a.png")
      #expect(try Image(contentsOf: folder + "/a.png") == newer)
    }
  }

  @Test func writingIntoNothingIsAnErrorAndLeavesNothing() throws {
    try withTemporaryFolder { folder in
      #expect(throws: PictureError.self) { try Image(width: 2, height: 2).write(to: folder + "/no/such/a.png") }
      // A folder stands where the file should go.
      try FileManager.default.createDirectory(atPath: folder + "/b.png", withIntermediateDirectories: false)
      #expect(throws: PictureError.self) { try Image(width: 2, height: 2).write(to: folder + "/b.png") }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["b.png"])
    }
  }

  @Test func transparencyLiesOverWhite() throws {
    let file = RawPNG.rgba(width: 3, height: 1, pixels: [200, 0, 0, 0, 10, 20, 30, 255, 0, 0, 0, 128])
    let image = try Image(data: file)
    #expect(image.pixels == [255, 255, 255, 10, 20, 30, 127, 127, 127])
  }

  @Test func orientationTagIsApplied() throws {
    let plain = try Image(data: SampleJPEG.plain)
    #expect((plain.width, plain.height) == (16, 8))
    #expect(isRed(plain, 1, 4) && !isRed(plain, 14, 4))
    let upsideDown = try Image(data: SampleJPEG.oriented(3))
    #expect((upsideDown.width, upsideDown.height) == (16, 8))
    #expect(!isRed(upsideDown, 1, 4) && isRed(upsideDown, 14, 4))
    // 6: the camera was turned; the left side comes to the top.
    let turned = try Image(data: SampleJPEG.oriented(6))
    #expect((turned.width, turned.height) == (8, 16))
    #expect(isRed(turned, 4, 1) && !isRed(turned, 4, 14))
  }

  private func isRed(_ image: Image, _ x: Int, _ y: Int) -> Bool {
    image.pixels[(y * image.width + x) * 3] > image.pixels[(y * image.width + x) * 3 + 2]
  }

  @Test func hugeSizesAreRefusedByTheHeader() {
    let file = RawPNG.rgba(width: 1, height: 1, pixels: [0, 0, 0, 255], announced: (60_000, 50_000))
    #expect {
      _ = try Image(data: file, name: "big.png")
    } throws: { error in
      (error as? PictureError) == .tooLarge(name: "big.png", width: 60_000, height: 50_000)
        && "\(error)".contains("big.png")
    }
  }

  @Test func rubbishIsAnErrorAndNeverACrash() throws {
    let good = try SeededTestPicture.noise(width: 20, height: 20, seed: 2).pngData()
    var rubbish: [[UInt8]] = [[], [0], Array("hello".utf8), Array(good.prefix(8)), Array(good.prefix(40))]
    rubbish.append(Array(SampleJPEG.plain.prefix(30)))
    // What is cut off; a decoder would make something up for the rest.
    rubbish += [Array(good.prefix(good.count / 2)), good.dropLast(12), SampleJPEG.plain.dropLast(2)]
    rubbish.append(RawPNG.rgba(width: 1, height: 1, pixels: [0, 0, 0, 255], announced: (0, 5)))
    for bytes in rubbish { #expect(throws: PictureError.self) { try Image(data: bytes) } }
    // Changed bytes may still be a picture; reading must only come back.
    var random = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      var bytes = random.chance(0.5) ? good : SampleJPEG.plain
      for _ in 0..<4 { bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next()) }
      if let image = try? Image(data: bytes) { #expect(image.pixels.count == image.width * image.height * 3) }
    }
  }

  @Test func whatIsNoOrdinaryFileIsAnError() throws {
    try withTemporaryFolder { folder in
      #expect(throws: PictureError.self) { try Image(contentsOf: folder) }
      #expect(throws: PictureError.self) { try Image(contentsOf: folder + "/missing.png") }
      #expect(mkfifo(folder + "/pipe", 0o600) == 0)
      #expect(throws: PictureError.self) { try Image(contentsOf: folder + "/pipe") }
    }
  }
}

import Pictures
import Support
import Testing

/// Pictures that are small files and would take long, or are none of the formats that are read.
@Suite(.ownThread) struct PictureFormatTests {
  @Test func formatsAreToldByTheirBytes() throws {
    let first = { (file: [UInt8]) in try Image(data: file).pixels.prefix(3) }
    #expect(try first(SamplePictures.bmp) == [255, 0, 0])
    #expect(try first(SamplePictures.pnm) == [255, 0, 0])
    #expect(try first(SamplePictures.tiff) == [0, 1, 2])
    #expect(try first(SamplePictures.gif(frames: 1)) == [255, 0, 0])
  }

  @Test(
    arguments: [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>",
      "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
      "/* XPM */ static char * x[] = {\"1 1 1 1\", \"a c #ff0000\", \"a\"};", "plain text",
    ])
  func whatIsNotOnTheListIsNotRead(_ text: String) {
    #expect(throws: PictureError.notAPicture(name: "x", reason: "it is none of PNG, JPEG, GIF, BMP, TIFF, WebP or PNM"))
    {
      try Image(data: Array(text.utf8), name: "x")
    }
  }

  @Test func aGalleryReadsItsOwnFormatOnly() {
    #expect(throws: PictureError.self) { try Image(data: SamplePictures.bmp, formats: [.png]) }
  }

  /// Two hundred thousand frames kept the program busy for minutes.
  @Test func ofAnAnimationTheFirstFrameIsRead() throws {
    let film = SamplePictures.gif(frames: 200_000)
    #expect(film.count > 4_000_000)
    #expect(try Image(data: film) == Image(data: SamplePictures.gif(frames: 1)))
    // A frame that says it is larger than memory, on a small screen.
    var huge = SamplePictures.gif(frames: 1)
    let descriptor = try #require(huge.firstIndex(of: 0x2C))
    huge.replaceSubrange((descriptor + 5)..<(descriptor + 9), with: [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(throws: PictureError.tooLarge(name: "x", width: 65_535, height: 65_535)) {
      try Image(data: huge, name: "x")
    }
    var webp = Array("RIFF".utf8) + [30, 0, 0, 0] + Array("WEBPVP8X".utf8) + [10, 0, 0, 0, 2, 0, 0, 0]
    webp += [UInt8](repeating: 0, count: 20)
    #expect(throws: PictureError.notAPicture(name: "x", reason: "it is an animation")) {
      try Image(data: webp, name: "x")
    }
  }

  @Test func aJPEGOfAThousandPassesIsRefused() throws {
    #expect(throws: Never.self) { try Image(data: SampleJPEG.plain) }
    let end = try #require(SampleJPEG.plain.lastIndex(of: 0xD9)) - 1
    let pass: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x12]
    let file = SampleJPEG.plain[..<end] + (0..<1000).flatMap { _ in pass } + SampleJPEG.plain[end...]
    #expect(throws: PictureError.notAPicture(name: "x", reason: "it has more passes than any picture needs")) {
      try Image(data: Array(file), name: "x")
    }
  }

  /// Text chunks may unpack to eight megabytes each, and there may be a thousand.
  @Test func textInAPNGChangesNothing() throws {
    let picture = SeededTestPicture.noise(width: 6, height: 5, seed: 2)
    let png = try picture.pngData()
    let text = RawPNG.chunk("zTXt", Array("bomb".utf8) + [0, 0] + RawPNG.zlib([UInt8](repeating: 65, count: 60_000)))
    let heavy = png[..<33] + (0..<200).flatMap { _ in text } + png[33...]
    #expect(try Image(data: Array(heavy)) == picture)
  }
}

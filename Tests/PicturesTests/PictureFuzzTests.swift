import Pictures
import Support
import Testing

/// Pictures and doodles from strangers.
@Suite(.ownThread) struct PictureFuzzTests {
  @Test func pictures() throws {
    let image = SeededTestPicture.noise(width: 9, height: 7, seed: 3)
    let seeds = [
      try image.pngData(), SampleJPEG.plain, SamplePictures.gif(frames: 3), SamplePictures.bmp, SamplePictures.pnm,
      SamplePictures.tiff,
      RawPNG.rgba(width: 3, height: 1, pixels: [200, 0, 0, 0, 10, 20, 30, 255, 0, 0, 0, 128]),
    ]
    for seed in seeds { #expect(throws: Never.self) { _ = try Image(data: seed) } }
    // Within this process, as the helper does it: starting that for each would take hours.
    var fuzzer = Fuzzer("pictures", seeds: seeds)
    let tried = fuzzer.run(4000) { input in
      guard let format = PictureFormat(input) else { return }
      _ = DecodingHelper.answer(try format.essential(input, name: "x"), format: format.rawValue)
    }
    #expect(tried >= 4000)
  }

  /// What a decoder that was taken over may answer.
  @Test func decodersAnswers() {
    let seeds = [
      DecodingReply.pixels(width: 2, height: 1, channels: 3, [1, 2, 3, 4, 5, 6]), .refused(reason: "it is damaged"),
      .tooLarge(width: 70_000, height: 3),
    ].map { $0.parts.head + $0.parts.rest }
    for seed in seeds { #expect(DecodingReply(seed).map { $0.parts.head + $0.parts.rest } == seed) }
    var fuzzer = Fuzzer("decoders-answers", seeds: seeds)
    let tried = fuzzer.run(5000) { input in
      if case .pixels(let width, let height, let channels, let pixels) = DecodingReply(input) {
        #expect(pixels.count == width * height * channels)
      }
    }
    #expect(tried >= 5000)
  }

  @Test func doodles() {
    var fuzzer = Fuzzer(
      "doodles",
      texts: [
        #"{"word":"cat","drawing":[[[0,10,20],[5,5,9],[0,1,2]],[[3],[4]]]}"#, #"{"word":"","drawing":[[[0.5],[1e5]]]}"#,
      ])
    let tried = fuzzer.run(5000) { input in
      for doodle in try QuickDraw.doodles(in: input, path: "x") { _ = SketchRaster.ink(doodle.strokes, size: 16) }
    }
    #expect(tried >= 5000)
  }
}

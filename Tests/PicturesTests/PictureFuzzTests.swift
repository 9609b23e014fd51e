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
    var fuzzer = Fuzzer("pictures", seeds: seeds)
    #expect(fuzzer.run(4000) { _ = try Image(data: $0) } >= 4000)
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

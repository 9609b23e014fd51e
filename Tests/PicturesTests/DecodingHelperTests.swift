import Pictures
import Support
import Testing

/// A decoder that crashes, hangs or answers nonsense costs its picture, and nothing else.
@Suite(.ownThread) struct DecodingHelperTests {
  /// Reads a bitmap with a shell script in the decoder's place.
  private func reason(_ script: String, seconds: Double = 60) -> String? {
    let helper = DecodingHelper(command: ["/bin/sh", "-c", script], seconds: seconds)
    let error = #expect(throws: PictureError.self) {
      _ = try Image(data: SamplePictures.bmp, name: "x", helper: helper)
    }
    guard case .notAPicture("x", let reason)? = error else { return nil }
    return reason
  }

  @Test(arguments: ["SEGV", "ABRT", "ILL", "BUS"]) func oneThatCrashes(_ signal: String) {
    #expect(reason("kill -\(signal) $$") == "it makes its decoder crash")
  }

  @Test(arguments: ["exit 0", "exit 3", "cat > /dev/null", "printf AICP", "printf 'AICP\\001\\003\\000\\000\\002'"])
  func oneThatEndsWithoutAnAnswer(_ script: String) {
    #expect(reason(script) == "it makes its decoder crash")
  }

  @Test func oneThatHangs() {
    #expect(reason("exec sleep 1000", seconds: 0.2) == "reading it took too long")
    #expect(reason("cat > /dev/null; exec sleep 1000", seconds: 0.2) == "reading it took too long")
  }

  @Test func oneThatComputesForEver() {
    #expect(reason("ulimit -t 1; while :; do :; done") == "reading it took too long")
  }

  @Test(
    arguments: [
      // More pixels than were announced; more than any picture has; another program's words, without end.
      "printf 'AICP\\001\\003\\000\\000\\001\\000\\000\\000\\001\\000\\000\\000abcdefgh'",
      "printf 'AICP\\001\\003\\000\\000\\377\\377\\377\\377\\377\\377\\377\\377'",
      "printf 'AICP\\001\\007\\000\\000\\001\\000\\000\\000\\001\\000\\000\\000abc'", "yes nonsense",
    ])
  func oneThatAnswersNonsense(_ script: String) {
    #expect(reason(script) == "its decoder gave nonsense")
  }

  @Test func oneThatIsNotThere() {
    let helper = DecodingHelper(command: ["/nonexistent/decoder"])
    let error = #expect(throws: PictureError.self) { _ = try Image(data: SamplePictures.bmp, helper: helper) }
    #expect(error?.description.contains("cannot be started") == true)
  }

  @Test func nobodyWaitsForOneThatIsNotWanted() {
    let helper = DecodingHelper(command: ["/bin/sh", "-c", "exec sleep 1000"])
    #expect(throws: PictureError.notAPicture(name: "x", reason: "reading it took too long")) {
      _ = try helper.reply(
        to: SamplePictures.bmp, format: .bmp, name: "x", mostPixels: 1, longSide: nil, shouldStop: { true })
    }
  }

  /// The other formats never get there.
  @Test func photographsNeedNoHelper() throws {
    let helper = DecodingHelper(command: ["/nonexistent/decoder"])
    #expect(throws: Never.self) { _ = try Image(data: SampleJPEG.plain, helper: helper) }
    let picture = SeededTestPicture.noise(width: 6, height: 5, seed: 2)
    #expect(try Image(data: try picture.pngData(), helper: helper) == picture)
  }

  /// The largest picture that is read fits into what a helper may take; a larger one is told as in this process.
  @Test func sizes() throws {
    let side = 8000
    let largest = Array("P4 \(side) \(side)\n".utf8) + [UInt8](repeating: 0xFF, count: side * side / 8)
    let picture = try Image(data: largest)
    #expect(picture.width == side && picture.height == side && picture.pixels[picture.pixels.count - 1] == 0)
    #expect(throws: PictureError.tooLarge(name: "x", width: 2, height: 1, most: 1)) {
      _ = try Image(data: SamplePictures.pnm, name: "x", mostPixels: 1)
    }
  }

  // MARK: - What is cut off

  private static let bitmaps: [String: [UInt8]] = {
    func header(_ compression: UInt8, bits: UInt8, colours: [UInt8]) -> [UInt8] {
      let start = UInt8(54 + colours.count)
      return Array("BM".utf8) + [0, 0, 0, 0, 0, 0, 0, 0, start, 0, 0, 0, 40, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0]
        + [bits, 0, compression, 0, 0, 0] + [UInt8](repeating: 0, count: 12) + [
          UInt8(colours.count / 4), 0, 0, 0, 0, 0, 0, 0,
        ] + colours
    }
    let colours: [UInt8] = [0, 0, 255, 0, 255, 0, 0, 0]
    return [
      "24 bits": header(0, bits: 24, colours: []) + [0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0],
      "run lengths": header(1, bits: 8, colours: colours) + [2, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1],
      "runs of nibbles": header(2, bits: 4, colours: colours) + [2, 0x01, 0, 0, 2, 0x10, 0, 1],
      "of OS/2": Array("BM".utf8) + [0, 0, 0, 0, 0, 0, 0, 0, 26, 0, 0, 0, 12, 0, 0, 0, 2, 0, 2, 0, 1, 0, 24, 0]
        + [0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0],
    ]
  }()

  private static let portables: [String: [UInt8]] = [
    "bits in digits": Array("P1\n# a comment 9 9\n3 2\n1 0 1\n0 1 0".utf8),
    "greys in digits": Array("P2 2 2 15 1 2 3 5".utf8), "colours in digits": Array("P3 1 2 255 1 2 3 4 5 6".utf8),
    "bits": Array("P4 9 2\n".utf8) + [0xAA, 0x80, 0x55, 0], "greys": Array("P5 2 2 255\n".utf8) + [1, 2, 3, 4],
    "wide greys": Array("P5 2 1 65535\n".utf8) + [1, 2, 3, 4],
    "colours": Array("P6 2 1 255\n".utf8) + [1, 2, 3, 4, 5, 6],
  ]

  @Test(arguments: [bitmaps, portables]) func aPictureThatIsCutOffIsRefused(_ files: [String: [UInt8]]) {
    for (name, file) in files {
      #expect(throws: Never.self, "\(name)") { _ = try Image(data: file, name: name) }
      let cut = PictureError.notAPicture(name: name, reason: "it is cut off")
      for count in (file.count / 2)..<file.count {
        #expect(throws: cut, "\(name), \(count) of \(file.count)") {
          _ = try Image(data: Array(file.prefix(count)), name: name)
        }
      }
    }
  }

  /// A TIFF's pixels stand at its end here; its decoder says itself what is missing.
  @Test func soIsATIFF() {
    for count in [SamplePictures.tiff.count - 1, SamplePictures.tiff.count - 6] {
      #expect(throws: PictureError.self) { _ = try Image(data: Array(SamplePictures.tiff.prefix(count))) }
    }
  }
}

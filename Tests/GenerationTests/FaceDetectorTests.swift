import Foundation
import Generation
import Networks
import Pictures
import Support
import Testing

/// Both detectors against OpenCV and ONNX Runtime, and with pictures of all forms.
@Suite(.ownThread) struct FaceDetectorTests {
  private static func path(_ name: String) -> String {
    Program.repository.appending(path: "Checkpoints/faces/\(name).onnx").path
  }

  private let golden: Golden
  private let yunet: FaceDetector
  private let rfb: RFBDetector

  init() throws {
    golden = try Golden("face_detectors")
    yunet = try FaceDetector(path: Self.path("yunet"))
    rfb = try RFBDetector(path: Self.path("rfb-320"))
  }

  private func portrait(_ name: String = "picture0") throws -> Image {
    Image(width: 320, height: 320, pixels: try golden.floats("\(name).rgb").map { UInt8($0) })
  }

  private var names: [String] { ["picture0", "picture1"].filter { golden.shape("\($0).rgb") != nil } }

  @Test func yunetFindsWhatOpenCVFinds() throws {
    for name in names {
      let expected = try golden.floats("\(name).yunet.faces")
      let faces = try yunet.faces(in: try portrait(name))
      #expect(faces.count == expected.count / 15)
      for (face, start) in zip(faces, stride(from: 0, to: expected.count, by: 15)) {
        let box = [face.box.x, face.box.y, face.box.width, face.box.height]
        let ours = box + face.landmarks.flatMap { [$0.x, $0.y] } + [face.score]
        #expect(ours.count == 15)
        #expect(relativeError(ours.map(Float.init), expected[start..<(start + 15)]) < 1e-4)
        #expect(abs(face.score - Double(expected[start + 14])) < 1e-4)
      }
    }
  }

  /// The file's own arithmetic on boxes stands in the golden file, for all 4420 of them.
  @Test func rfbFindsWhatONNXRuntimeFinds() throws {
    for name in names {
      let input = try golden.activation("\(name).rfb.input")
      let scores = try golden.floats("\(name).rfb.scores")
      let boxes = try golden.floats("\(name).rfb.boxes")
      let faces = try rfb.faces(seen: input.array, width: 320, height: 320)
      let sure = (0..<4420).filter { scores[2 * $0 + 1] > 0.7 }.sorted { scores[2 * $0 + 1] > scores[2 * $1 + 1] }
      let best = try #require(sure.first)
      let face = try #require(faces.first)
      let corners = [face.box.x, face.box.y, face.box.x + face.box.width, face.box.y + face.box.height]
      #expect(relativeError(corners.map(Float.init), (0..<4).map { boxes[4 * best + $0] * 320 }) < 1e-4)
      #expect(abs(face.score - Double(scores[2 * best + 1])) < 1e-4)
      #expect(faces.count == 1 && sure.count > 1, "the others are the same face")
    }
  }

  @Test func bothAgreeAboutAPortrait() throws {
    let portrait = try portrait()
    let first = try #require(try yunet.faces(in: portrait).first)
    let second = try #require(try rfb.faces(in: portrait).first)
    #expect(first.box.overlap(with: second.box) > 0.6)
    #expect(second.landmarks.isEmpty)
    // The person's right eye is on the picture's left, above nose and mouth.
    let (right, left, nose) = (first.landmarks[0], first.landmarks[1], first.landmarks[2])
    #expect(right.x < nose.x && nose.x < left.x && right.y < nose.y && nose.y < first.landmarks[3].y)
  }

  @Test func pixelsAreThoseOfTheGivenPicture() throws {
    let portrait = try portrait()
    let before = try #require(try yunet.faces(in: portrait).first)
    // Larger than what the network reads, and of another form.
    let large = try #require(try yunet.faces(in: portrait.scaled(width: 1600, height: 1280)).first)
    #expect(
      large.box.overlap(
        with: FaceBox(
          x: before.box.x * 5, y: before.box.y * 4, width: before.box.width * 5, height: before.box.height * 4)) > 0.8)
    #expect((large.landmarks[2] - Point(before.landmarks[2].x * 5, before.landmarks[2].y * 4)).length < 40)
    // Two of them side by side, neither side a multiple of what the network needs.
    var wide = Image(width: 701, height: 333, red: 90, green: 90, blue: 90)
    wide.paste(portrait, x: 0, y: 9)
    wide.paste(portrait.flippedHorizontally, x: 370, y: 0)
    let both = try yunet.faces(in: wide).sorted { $0.box.x < $1.box.x }
    #expect(both.count == 2)
    for (face, corner) in zip(
      both, [(x: before.box.x, y: before.box.y + 9), (x: 690 - before.box.x - before.box.width, y: before.box.y)])
    {
      let expected = FaceBox(x: corner.x, y: corner.y, width: before.box.width, height: before.box.height)
      #expect(face.box.overlap(with: expected) > 0.8)
    }
  }

  @Test(arguments: [(1, 1), (7, 500), (3000, 2), (33, 64)]) func picturesWithoutFaces(_ width: Int, _ height: Int)
    throws
  {
    let picture = Image(width: width, height: height, red: 200, green: 30, blue: 120)
    #expect(try yunet.faces(in: picture).isEmpty)
    #expect(try rfb.faces(in: picture).isEmpty)
  }

  @Test func severalCallersAtOnce() throws {
    let portrait = try portrait()
    let expected = try yunet.faces(in: portrait)
    let yunet = yunet
    let results = Results()
    DispatchQueue.concurrentPerform(iterations: 8) { index in
      let picture = index % 2 == 0 ? portrait : portrait.scaled(width: 200 + index, height: 200)
      if let faces = try? yunet.faces(in: picture), index % 2 == 0 { results.add(faces) }
    }
    #expect(results.all == [[Face]](repeating: expected, count: 4))
  }

  private final class Results: @unchecked Sendable {
    private let lock = NSLock()
    private(set) var all: [[Face]] = []
    func add(_ faces: [Face]) { lock.withLock { all.append(faces) } }
  }

  @Test func filesOfOtherNetworks() throws {
    #expect(throws: CheckpointError.self) { try FaceDetector(path: Self.path("rfb-320")) }
    #expect(throws: CheckpointError.self) { try RFBDetector(path: Self.path("yunet")) }
    #expect(throws: CheckpointError.self) { try FaceDetector(path: #filePath) }
    #expect(throws: CheckpointError.self) { try FaceDetectorKind.yunet.detector(in: "/nowhere") }
    for kind in FaceDetectorKind.allCases {
      _ = try kind.detector(in: Program.repository.appending(path: "Checkpoints").path)
    }
  }

  @Test func overlapIsSharedOverAll() {
    let box = FaceBox(x: 10, y: 10, width: 20, height: 10)
    #expect(box.overlap(with: box) == 1)
    #expect(box.overlap(with: FaceBox(x: 20, y: 10, width: 20, height: 10)) == 100.0 / 300)
    #expect(box.overlap(with: FaceBox(x: 30, y: 10, width: 5, height: 5)) == 0)
    #expect(box.overlap(with: FaceBox(x: 10, y: 10, width: 0, height: 0)) == 0)
    #expect(box.centre == Point(20, 15))
  }

  /// Damaged detectors: refused, or harmless.
  @Test func damagedFiles() throws {
    let path = FileManager.default.temporaryDirectory.path + "/face-\(UUID().uuidString).onnx"
    let picture = try portrait().scaled(width: 64, height: 64)
    var fuzzer = Fuzzer(
      "face-detectors", seeds: [[UInt8](try Data(contentsOf: URL(fileURLWithPath: Self.path("yunet"))))])
    let count = fuzzer.run(150) { file in
      try Data(file).write(to: URL(fileURLWithPath: path))
      defer { unlink(path) }
      _ = try FaceDetector(path: path).faces(in: picture)
    }
    #expect(count >= 150)
  }
}

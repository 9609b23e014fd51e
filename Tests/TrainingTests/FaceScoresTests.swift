import Foundation
import Generation
import Pictures
import Support
import Testing
import Training

/// The judges of portraits, and the measures of filters.
@Suite(.ownThread) struct FaceScoresTests {
  private func face(_ x: Double, _ width: Double = 10) -> Face {
    Face(box: FaceBox(x: x, y: 0, width: width, height: 10), landmarks: [], score: 0.9)
  }

  @Test func sharesAndOverlaps() {
    let opinion = FaceScores.Opinion(
      "a", made: [[face(0), face(50)], [], [face(5)], [face(3)]],
      truth: [[face(0)], [face(0)], [face(0)], []])
    #expect(opinion.found == 0.75 && opinion.foundInTruth == 0.75)
    // The first pair covers the same; the third shares a third; the others have no face on one side.
    #expect(abs((opinion.overlap ?? 0) - (1 + 1.0 / 3) / 2) < 1e-12)
    let alone = FaceScores.Opinion("b", made: [[face(0)], []], truth: nil)
    #expect(alone.found == 0.5 && alone.foundInTruth == nil && alone.overlap == nil)
    let apart = FaceScores.Opinion("c", made: [[]], truth: [[face(0)]])
    #expect(apart.found == 0 && apart.overlap == nil)
  }

  private func portrait() throws -> Image {
    let golden = try Golden("face_detectors")
    return Image(width: 320, height: 320, pixels: try golden.floats("picture0.rgb").map { UInt8($0) })
  }

  @Test func bothDetectorsJudge() throws {
    let portrait = try portrait()
    var jury = try FaceJury(checkpoints: Program.repository.appending(path: "Checkpoints").path)
    #expect(jury.scores == nil)
    try jury.look(at: portrait, truth: portrait)
    try jury.look(at: Image(width: 320, height: 320), truth: portrait)
    let scores = try #require(jury.scores)
    #expect(scores.pictures == 2 && scores.opinions.map(\.detector) == ["yunet", "rfb"])
    for opinion in scores.opinions {
      #expect(opinion.found == 0.5 && opinion.foundInTruth == 1 && opinion.overlap == 1)
    }
    #expect(scores.text.contains("faces found by yunet  50.0 % of 2 pictures (photographs 100.0 %), overlap 1.000"))
    let report = EvaluationReport(pairs: nil, doodles: nil, faces: scores)
    #expect(report.text.contains("overlap 1.000") && report.json.contains("\"found_in_truth\" : 1"))
    #expect(report.scores["faces_found"] == 0.5 && report.scores["doodle_faces_found"] == nil)
  }

  @Test func turnedHeadsAndGlassesLookAsTheyShould() throws {
    let portrait = try portrait()
    let finder = try FaceDetectorKind.yunet.detector(in: Program.repository.appending(path: "Checkpoints").path)
    let face = try #require(try finder.faces(in: portrait).first)
    let before = try #require(FacePose(face))
    #expect(FaceDisguise.turned(portrait, face, by: 0) == portrait)
    let right = try #require(
      try finder.faces(in: FaceDisguise.turned(portrait, face, by: 25)).first.flatMap(FacePose.init))
    let left = try #require(
      try finder.faces(in: FaceDisguise.turned(portrait, face, by: -25)).first.flatMap(FacePose.init))
    #expect(right.nose > before.nose + 0.05 && left.nose < before.nose - 0.05)
    let leaning = try #require(
      try finder.faces(in: FaceDisguise.leaning(portrait, face, by: 20)).first.flatMap(FacePose.init))
    #expect(abs(leaning.tilt - before.tilt - 20) < 6)
    let bare = try #require(EyeBrightness.ratio(face, in: portrait))
    for glasses in FaceDisguise.Glasses.allCases {
      var random = SeededGenerator(seed: 3)
      let worn = FaceDisguise.wearing(glasses, portrait, face, using: &random)
      let ratio = try #require(EyeBrightness.ratio(face, in: worn))
      if glasses == .dark { #expect(ratio < EyeBrightness.least) }
      if glasses == .clear { #expect(ratio > bare - 0.2) }
    }
  }

  @Test func ratesAreCountedFromRows() {
    func row(_ kind: String, _ shouldDrop: Bool?, _ dropped: Int) -> FaceFilterScores.Row {
      .init(filter: "front", kind: kind, shouldDrop: shouldDrop, pictures: 10, dropped: dropped)
    }
    let scores = FaceFilterScores(rows: [
      row("none", false, 1), row("turned", true, 9), row("far", true, 10), row("a little", nil, 5),
    ])
    #expect(scores.rates.map(\.filter) == ["front"])
    #expect(scores.rates[0].precision == 0.95 && scores.rates[0].recall == 0.95)
    #expect(FaceFilterScores(rows: [row("none", false, 0)]).rates[0].precision == nil)
    #expect(scores.text.contains("precision 95.0 %, recall 95.0 %"))
  }
}

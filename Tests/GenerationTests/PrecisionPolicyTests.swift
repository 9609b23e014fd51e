import Foundation
import Generation
import Kernels
import Networks
import Pictures
import Support
import Testing

@Suite(.ownThread) struct PrecisionPolicyTests {
  private let faithful = PrecisionFigures(mean: 1, extreme: 12)
  private static let fast = InstructionSet.available.first { $0.multipliesBFloat16 }

  private func checkpoint(_ scores: [String: Double] = [:]) -> GeneratorCheckpoint {
    let made = SmallGenerators.checkpoint(inputs: 5)
    var card = made.card
    card.scores = scores
    return GeneratorCheckpoint(card: card, parameters: made.parameters)
  }

  private func records(_ figures: PrecisionFigures, of domain: String, weights: String) throws -> PrecisionRecords {
    let folder = FileManager.default.temporaryDirectory.appending(path: "precision-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path + "/Precision.json"
    var records = PrecisionRecords(path: nil)
    try records.note(
      PrecisionRecords.Record(weights: weights, bfloat16: figures, drawings: 3, side: 64), of: domain, path: path)
    return PrecisionRecords(path: path)
  }

  private func auto(_ checkpoint: GeneratorCheckpoint, _ records: PrecisionRecords) -> GeneratorPrecision {
    PrecisionPolicy(.auto, records: records).precision(of: checkpoint)
  }

  @Test func whatAPersonSaysIsDone() {
    let none = PrecisionRecords(path: nil)
    #expect(PrecisionPolicy(.float32, records: none).precision(of: checkpoint(faithful.scores)) == .float32)
    let both = PrecisionPolicy(.bfloat16, records: none).precision(of: checkpoint())
    #expect(both == GeneratorPrecision(pictures: .bfloat16, drafts: .bfloat16))
  }

  @Test func withoutAFastProcessorFloatsAreTaken() {
    for set in InstructionSet.available where !set.multipliesBFloat16 {
      InstructionSet.with(set) {
        #expect(auto(checkpoint(faithful.scores), PrecisionRecords(path: nil)) == .float32, "\(set.name)")
      }
    }
  }

  @Test(.enabled(if: fast != nil, "this processor has no products of bfloat16"))
  func picturesChangeOnlyWhereTheyWereMeasured() throws {
    try InstructionSet.with(#require(Self.fast)) {
      let none = PrecisionRecords(path: nil)
      let drafts = GeneratorPrecision(pictures: .float32, drafts: .bfloat16)
      let all = GeneratorPrecision(pictures: .bfloat16, drafts: .bfloat16)
      #expect(auto(checkpoint(), none) == drafts)
      #expect(auto(checkpoint(faithful.scores), none) == all)
      for figures in [PrecisionFigures(mean: 1.01, extreme: 3), PrecisionFigures(mean: 0.2, extreme: 13)] {
        #expect(auto(checkpoint(figures.scores), none) == drafts)
      }
      // A mean without the rest tells nothing.
      #expect(auto(checkpoint([ModelFigure.bfloat16Mean.rawValue: 0]), none) == drafts)

      let (domain, weights) = (checkpoint().card.domain, checkpoint().parameters.fingerprint)
      let worse = PrecisionFigures(mean: 2, extreme: 2)
      for (figures, name, digits, wanted) in [
        (faithful, domain, weights, all), (faithful, domain, "0123456789abcdef", drafts),
        (faithful, "other", weights, all), (worse, domain, weights, drafts),
      ] {
        let known = try records(figures, of: name, weights: digits)
        #expect(auto(checkpoint(), known) == wanted, "\(figures) of \(name), \(digits)")
      }
    }
  }

  @Test func fingerprintTellsWeightsApart() {
    let (one, other) = (checkpoint(), checkpoint())
    #expect(one.parameters.fingerprint.count == 16)
    #expect(one.parameters.fingerprint == other.parameters.fingerprint)
    other.parameters.values.data[17] += 1
    #expect(one.parameters.fingerprint != other.parameters.fingerprint)
  }

  @Test func whatMakesNoSenseTellsNothing() throws {
    #expect(PrecisionRecords(path: "/nowhere/Precision.json").figures(of: checkpoint()) == nil)
    let path = FileManager.default.temporaryDirectory.appending(path: "precision-\(UUID()).json")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data(#"{"panda": 7}"#.utf8).write(to: path)
    #expect(PrecisionRecords(path: path.path).records.isEmpty)
  }

  @Test func draftsAndPicturesMultiplyWhatTheyAreTold() throws {
    let checkpoint = SmallGenerators.checkpoint(inputs: 5)
    let exact = try PictureGenerator(checkpoint, upscaler: nil)
    let mixed = try PictureGenerator(
      checkpoint, upscaler: nil, precision: GeneratorPrecision(pictures: .float32, drafts: .bfloat16))
    let input = GenerationInput.strokes([Stroke(points: [Point(0.1, 0.2), Point(0.8, 0.9)])])
    let picture = try exact.picture(input, side: 64)
    let same = try mixed.picture(input, side: 64)
    let draft = try mixed.picture(input, side: 64, isDraft: true)
    #expect(picture == same && draft != picture)
    let differences = zip(draft.pixels, picture.pixels).map { abs(Int($0) - Int($1)) }
    #expect(differences.reduce(0, +) < 4 * differences.count)
  }
}

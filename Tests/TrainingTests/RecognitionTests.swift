import Foundation
import Generation
import Networks
import Pictures
import Support
import Testing
import Training

/// What the judges say of a generator with random weights.
@Suite(.ownThread) struct JudgeScoresTests {
  @Test func recognitionAndDistancesOfBothExtractors() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "judge-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var random = SeededGenerator(seed: 8)
    for number in 0..<JudgeReference.fewest {
      try DrawnKind.star.draw(size: 64, using: &random).write(to: "\(folder)/\(number).png")
    }
    let architecture = GeneratorArchitecture.resNet(ResNetGenerator(inputChannels: 5, width: 2, blocks: 0))
    let network = Network(architecture.graph)
    network.initialize(using: &random)
    let generator = try PictureGenerator(
      GeneratorCheckpoint(
        card: ModelCard(
          architecture: architecture, nativeSize: 32, domain: "test", titles: ModelCard.Titles(en: "a", ko: "b")),
        parameters: network.parameters), upscaler: nil)
    let card = ClassifierCard(
      inputChannels: FormChannels.count, width: 2, size: 32,
      classes: [
        .init(name: "star", words: ["star"], heldOut: .init(pictures: 4, top1: 0.5, top3: 1)),
        .init(name: "moon", words: ["moon"]),
      ], steps: 0, data: [])
    let classifier = Network(card.network.graph)
    classifier.initialize(using: &random)
    let recogniser = try PictureRecogniser(ClassifierCheckpoint(card: card, parameters: classifier.parameters))
    let extractors: [any FeatureExtractor] = [RandomFeatures(), recogniser]
    let strokes = [Stroke(points: [Point(0.2, 0.2), Point(0.8, 0.7)])]
    let doodles = try DoodleScores(
      generator, files: [("star", [strokes, strokes]), ("zebra", [strokes])], size: 32)
    let reference = try JudgeReference(folder: folder, extractors: extractors)
    #expect(reference.count == JudgeReference.fewest)
    let scores = JudgeScores(doodles, reference: reference, extractors: extractors, recogniser: recogniser)
    #expect(scores.recognition.map(\.word) == ["star", "zebra"])
    #expect(scores.recognition[0].made?.pictures == 2 && scores.recognition[0].doodles?.pictures == 2)
    #expect(scores.recognition[1].className == nil && scores.allRecognition?.words == 1)
    #expect(scores.distances.map(\.features) == ["random features", "classifier's features"])
    #expect(scores.distances.allSatisfy { $0.made?.pictures == 3 && $0.real?.pictures == 3 })
    for words in ["no class", "mean of 1 words", "random features)", "classifier's features)"] {
      #expect(scores.text.contains(words), "\(words)")
    }
    let alone = JudgeScores(doodles, reference: nil, extractors: extractors, recogniser: nil)
    #expect(alone.recognition.isEmpty && alone.distances.isEmpty && !alone.text.contains("recognised"))
  }
}

@Suite(.ownThread) struct RecognitionTests {
  @Test func relativeToRealPictures() throws {
    let made = ClassifierCard.Recall(pictures: 10, top1: 0.4, top3: 0.7)
    let real = ClassifierCard.Recall(pictures: 5, top1: 0.8, top3: 1)
    let words = [Recognition(word: "a", className: "x", made: made, real: real, takenFor: "x")]
    #expect(words[0].relative == 0.5)
    let none = Recognition(
      word: "b", className: "y", made: made, real: .init(pictures: 2, top1: 0, top3: 0), takenFor: "x")
    #expect(none.relative == nil)
    let mean = try #require(Recognition.Mean(words + [none]))
    #expect(mean.words == 2 && abs(mean.real.top1 - 0.4) < 1e-12 && mean.made.pictures == 20)
    #expect(abs((mean.relative ?? 0) - 1) < 1e-12)
    let json = String(decoding: try JSONEncoder().encode(words[0]), as: UTF8.self)
    for part in ["\"class\":\"x\"", "\"relative\":0.5", "\"taken_for\":\"x\"", "\"top3\":1"] {
      #expect(json.contains(part), "\(part)")
    }
  }
}

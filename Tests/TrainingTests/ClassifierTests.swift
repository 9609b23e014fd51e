import Foundation
import Kernels
import Networks
import Pictures
import Support
import Testing
import Training

@Suite(.ownThread) struct SoftmaxCrossEntropyTests {
  /// The formula as it stands in the paper, in double precision.
  private func plainLoss(_ scores: [[Double]], right: [Int], smoothing: Double) -> Double {
    var sum = 0.0
    for (row, right) in zip(scores, right) {
      let total = row.reduce(0) { $0 + exp($1) }
      for (index, score) in row.enumerated() {
        let target = (index == right ? 1 - smoothing : 0) + smoothing / Double(row.count)
        sum -= target * log(exp(score) / total)
      }
    }
    return sum / Double(scores.count)
  }

  private let scores = Tensor(Shape(3, 1, 1, 4), [0.5, -1, 2, 0, 3, 3, -2, 1, -0.25, 0.75, 0, 1.5])
  private let right = [2, 0, 1]
  private var targets: Tensor {
    let targets = Tensor(scores.shape)
    for (row, right) in right.enumerated() { targets.data[row * 4 + right] = 1 }
    return targets
  }

  @Test(arguments: [Float(0), 0.1, 0.5]) func valueAndGradient(smoothing: Float) {
    let gradient = Tensor(scores.shape)
    let loss = SoftmaxCrossEntropy.evaluate(scores, targets: targets, smoothing: smoothing, gradient: gradient)
    let rows = (0..<3).map { row in (0..<4).map { Double(scores.data[row * 4 + $0]) } }
    #expect(abs(loss - plainLoss(rows, right: right, smoothing: Double(smoothing))) < 1e-6)
    for index in 0..<12 {
      func moved(_ amount: Double) -> Double {
        var rows = rows
        rows[index / 4][index % 4] += amount
        return plainLoss(rows, right: right, smoothing: Double(smoothing))
      }
      #expect(abs((moved(1e-4) - moved(-1e-4)) / 2e-4 - Double(gradient.data[index])) < 1e-5)
    }
  }

  @Test func largeScoresStayFinite() {
    let scores = Tensor(Shape(1, 1, 1, 2), [-800, 800])
    let gradient = Tensor(scores.shape)
    let targets = Tensor(scores.shape, [1, 0])
    #expect(SoftmaxCrossEntropy.evaluate(scores, targets: targets, smoothing: 0, gradient: gradient) == 1600)
    #expect(gradient.array == [-1, 1])
  }
}

/// A disc, a bar and a cross can be told apart by a network of a few channels within seconds.
@Suite(.ownThread) final class ClassifierTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "classifier-\(UUID())").path
  private static let words = [["disc", "ball"], ["bar"], []]

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func thing(_ number: Int, _ colour: (UInt8, UInt8, UInt8) = (200, 40, 60)) -> Cutout {
    let side = 96
    var (colours, coverage) = (
      Image(width: side, height: side, red: 0, green: 0, blue: 0),
      Image(width: side, height: side, red: 0, green: 0, blue: 0)
    )
    for y in 0..<side {
      for x in 0..<side {
        let (dx, dy) = (x - 48, y - 48)
        let isCovered =
          switch number {
          case 0: dx * dx + dy * dy < 40 * 40
          case 1: abs(dx) < 12 && abs(dy) < 44
          default: (abs(dx) < 10 || abs(dy) < 10) && max(abs(dx), abs(dy)) < 44
          }
        guard isCovered else { continue }
        for (channel, value) in [colour.0, colour.1, colour.2].enumerated() {
          colours.pixels[(y * side + x) * 3 + channel] = value
          coverage.pixels[(y * side + x) * 3 + channel] = 255
        }
      }
    }
    return Cutout(colours: colours, coverage: coverage)
  }

  private var dataset: LabelledDataset {
    LabelledDataset((0..<3).map { LabelledDataset.Shelf(things: [thing($0)]) }, drawnShare: 0)
  }

  private func options(steps: Int) -> TrainingOptions<Classifier.Configuration> {
    TrainingOptions(
      model: Classifier.Configuration(
        network: ClassifierNetwork(inputChannels: FormChannels.count, width: 4, classes: 3), labelSmoothing: 0.05),
      size: 32, batch: 12, schedule: LearningRateSchedule(base: 4e-3, steps: steps, decaySteps: steps / 2), seed: 2,
      saveInterval: 10, sampleInterval: 12)
  }

  private func trained(steps: Int) throws -> TrainingState<Classifier> {
    let state = TrainingState<Classifier>(options(steps: steps))
    try TrainingRun(state, dataset: dataset, folder: folder + "/run").run { _, _, _ in }
    return state
  }

  private func checkpoint(_ state: TrainingState<Classifier>) -> ClassifierCheckpoint {
    let card = ClassifierCard(
      inputChannels: FormChannels.count, width: 4, size: 32,
      classes: zip(["disc", "bar", "cross"], Self.words).map { .init(name: $0, words: $1) }, steps: state.step,
      data: [])
    let parameters = ParameterArena(card.network.graph)
    parameters.values.copy(from: state.average.values)
    return ClassifierCheckpoint(card: card, parameters: parameters)
  }

  @Test func learnsFormsWhateverTheirColour() throws {
    let state = try trained(steps: 160)
    let path = folder + "/classifier.safetensors"
    try checkpoint(state).write(to: path)
    let recogniser = try PictureRecogniser(try ClassifierCheckpoint(path: path))
    let sheet = Image(width: 96, height: 96, red: 240, green: 240, blue: 235)
    var pictures: [[Image]] = [[], [], []]
    for number in 0..<3 {
      for colour: (UInt8, UInt8, UInt8) in [(20, 60, 200), (30, 160, 40), (10, 10, 10), (230, 120, 0)] {
        pictures[number].append(thing(number, colour).over(sheet))
      }
    }
    for (number, pictures) in pictures.enumerated() {
      let right = pictures.count { recogniser.guess($0, rightClass: number).place == 0 }
      #expect(right >= 3, "class \(number): \(right) of 4")
    }
    let looked = recogniser.look(pictures[0][0])
    #expect(abs(looked.shares.reduce(0, +) - 1) < 1e-6 && looked.features.count == recogniser.count)
    let mirrored = recogniser.look(pictures[0][0].flippedHorizontally)
    #expect(zip(looked.shares, mirrored.shares).allSatisfy { abs($0 - $1) < 1e-5 })

    // Words, with and without a class.
    let disc = Recognition(word: "ball", pictures: pictures[0], doodles: [pictures[1][0]], by: recogniser)
    #expect(disc.className == "disc" && disc.takenFor == "disc" && (disc.made?.top1 ?? 0) >= 0.75)
    #expect(disc.doodles == ClassifierCard.Recall(pictures: 1, top1: 0, top3: 1))
    #expect(disc.made?.top3 == 1 && disc.real == nil && disc.relative == nil)
    let unknown = Recognition(word: "zebra", pictures: pictures[0], doodles: [pictures[1][0]], by: recogniser)
    #expect(unknown.className == nil && unknown.made == nil && unknown.line.contains("no class"))
    #expect(Recognition.Mean([unknown, disc]) == nil)
  }

  @Test func resumesToTheSameBytes() throws {
    let whole = try trained(steps: 24)
    let parts = TrainingState<Classifier>(options(steps: 24))
    let first = TrainingRun(parts, dataset: dataset, folder: folder + "/parts")
    try first.run(shouldStop: { parts.step >= 13 }) { _, _, _ in }
    let state = try TrainingState<Classifier>(path: TrainingFolder.state(in: folder + "/parts"))
    #expect(state.step == 13)
    try TrainingRun(state, dataset: dataset, folder: folder + "/parts").run { _, _, _ in }
    #expect(state.average.values.array == whole.average.values.array)
    let sheets = try ["run", "parts"].map {
      try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)/samples-000024.png"))
    }
    #expect(sheets[0] == sheets[1])
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

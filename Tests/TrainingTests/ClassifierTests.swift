import Foundation
import Generation
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

  @Test func followsItsRecipe() throws {
    try FileManager.default.createDirectory(atPath: folder + "/real", withIntermediateDirectories: true)
    try thing(0).over(Image(width: 96, height: 96)).write(to: folder + "/real/disc.png")
    let json = """
      {"model": "classifier", "name": "test", "width": 2, "labelSmoothing": 0.1, "size": 32, "steps": 3,
      "decaySteps": 1, "batch": 2, "learningRate": 0.001, "seed": 1, "drawnShare": 0.5,
      "sets": {"real": {"folder": "real", "isHeldOut": true, "licence": "CC0", "credit": "somebody"}},
      "glyphs": {"name": "font", "licence": "", "credit": ""}, "limitations": ["small"],
      "classes": [{"name": "moon", "words": ["moon"], "drawn": ["moon"], "pictures": {"real": ["disc"]}},
      {"name": "sword", "words": ["sword"], "drawn": ["sword"]}]}
      """
    try Data(json.utf8).write(to: URL(fileURLWithPath: folder + "/recipe.json"))
    var recipe = try ClassifierRecipe(path: folder + "/recipe.json")
    func run(_ recipe: ClassifierRecipe) throws -> ClassifierRun {
      ClassifierRun(recipe, data: try ClassifierData(recipe, folder: folder), folder: folder + "/out", interval: 2)
    }
    let first = try run(recipe)
    #expect(!first.isBegun)
    var steps: [Int] = []
    #expect(try !first.run(shouldStop: { steps.count == 1 }) { steps.append($0.step) })
    let second = try run(recipe)
    #expect(second.isBegun)
    #expect(try second.run { steps.append($0.step) })
    #expect(steps == [1, 2, 3])
    let card = try ClassifierCheckpoint(path: second.checkpointPath).card
    #expect(card.steps == 3 && card.size == 32 && card.classes.map(\.name) == ["moon", "sword"])
    #expect(card.heldOut?.pictures == 1 && card.classes[0].heldOut?.pictures == 1 && card.classes[1].heldOut == nil)
    #expect(card.heldOutData.map(\.name) == ["real"] && card.data.map(\.name) == ["font", "drawn by program"])
    // Other pictures are another run.
    recipe.classes[1].drawn = ["sword", "star"].compactMap(DrawnKind.init)
    let other = try run(recipe)
    let error = #expect(throws: TrainingError.self) { _ = try other.run { _ in } }
    #expect(error?.description.contains("other pictures") == true)
  }
}

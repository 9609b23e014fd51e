import Foundation
import Generation
import Kernels
import Networks
import Pictures
import Support
import Testing
import Training

/// Networks that draw the lines of pictures, and bounded discriminators.
@Suite(.ownThread) struct LineTrainingTests {
  private static let network = GeneratorArchitecture.uNet(
    UNetGenerator(inputChannels: 3, outputChannels: 1, width: 4, downsamplings: 5))

  private var recipe: Recipe {
    var recipe = Recipe(
      name: "lines", titles: ModelCard.Titles(en: "Lines", ko: "선"), architecture: Self.network,
      discriminatorWidth: 4, sources: [Recipe.Source(drawn: "panda"), Recipe.Source(drawn: "gemstone")],
      stages: [Recipe.Stage(size: 32, steps: 3, decaySteps: 1)])
    recipe.inputLayout = .picture
    return recipe
  }

  @Test func recipesForLinesAreCheckedAndFollowed() throws {
    #expect(recipe.fault == nil && recipe.drawsLines)
    let faults: [(String, (inout Recipe) -> Void)] = [
      ("lined, drawn, cutouts and pictures", { $0.sources.append(Recipe.Source(pairs: "somewhere")) }),
      ("need a start", { $0.sources.append(Recipe.Source(pictures: "somewhere")) }),
      (
        "makes 2 channels",
        { $0.architecture = .uNet(UNetGenerator(inputChannels: 3, outputChannels: 2, downsamplings: 5)) }
      ),
      (
        "lined is for",
        {
          $0.inputLayout = nil
          $0.architecture = .resNet(ResNetGenerator())
          $0.sources = [Recipe.Source(lined: "somewhere")]
        }
      ),
    ]
    for (words, change) in faults {
      var bad = recipe
      change(&bad)
      #expect(bad.fault?.contains(words) == true, "\(words): \(bad.fault ?? "nothing")")
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "lines-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let run = RecipeRun(
      recipe, data: try TrainingData(recipe, folder: folder), folder: folder, startCheckpoint: nil, interval: 2)
    #expect(try run.run { _ in })
    let checkpoint = try GeneratorCheckpoint(path: run.checkpointPath)
    #expect(checkpoint.card.architecture == Self.network && checkpoint.card.layout == .picture)
    #expect(try LineArtist(checkpoint).lines(of: Image(width: 40, height: 20)).width == 40)
    let sheet = try Image(contentsOf: folder + "/stage-1/samples-000002.png")
    #expect(sheet.width > sheet.height)
  }

  @Test func scoresOfLinesThatAreThereOrNot() {
    var truth = LinedPicture(picture: Image(width: 256, height: 256), lines: Plane(width: 256, height: 256))
    for x in 20..<220 { for y in 99...101 { truth.lines.values[y * 256 + x] = 1 } }
    let same = LineScores([(truth, truth.lines)])
    #expect(same.f1 == 1 && same.specks == 0 && same.pale == 1 && same.dark == nil && same.pictures == 1)
    // Three pixels off is another line; a dot beside it a speck.
    var moved = Plane(width: 256, height: 256)
    for x in 20..<220 { for y in 103...105 { moved.values[y * 256 + x] = 1 } }
    moved.values[30 * 256 + 30] = 1
    let off = LineScores([(truth, moved)])
    #expect(off.f1 == 0 && off.specks == 1 && off.pale == 0)
    let none = LineScores([(truth, Plane(width: 256, height: 256))])
    #expect(none.recall == 0 && none.precision == 1 && none.f1 == 0)
    #expect(LineScores([]).pictures == 0)
  }

  @Test func waysToFindLinesAreComparedOnEveryKindOfPicture() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lined-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for part in ["picture", "line"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(part)", withIntermediateDirectories: true)
    }
    for number in 0..<6 {
      var (picture, lines) = (Image(width: 128, height: 128), Image(width: 128, height: 128))
      for y in 30..<100 {
        for x in (20 + number)..<100 {
          let isLine = x < 22 + number || x >= 98 || y < 32 || y >= 98
          for channel in 0..<3 {
            picture.pixels[(y * 128 + x) * 3 + channel] = isLine ? 0 : [30, 90, 200][channel]
            if isLine { lines.pixels[(y * 128 + x) * 3 + channel] = 0 }
          }
        }
      }
      for (part, image) in [("picture", picture), ("line", lines)] {
        try image.write(to: "\(folder)/\(part)/\(number).png")
      }
    }
    let known = try LinedFolder(folder: folder)
    let ways = [LineComparison.Way(try LineDrawing(.dodge, artist: nil)), .tracer]
    let comparison = try LineComparison(known, drawn: Panda(), count: 3, ways: ways)
    #expect(comparison.rows.count == 2 * LineComparison.Condition.allCases.count)
    #expect(comparison.rows.allSatisfy { $0.scores.pictures == 3 })
    let flat = comparison.rows.filter { $0.condition == .flat }
    #expect(flat.map(\.method) == ["dodge", "tracer"])
    // Without outlines the dodge has next to nothing to find, the tracer the edge.
    #expect(flat[1].scores.f1 > 0.8 && flat[0].scores.f1 < flat[1].scores.f1)
    #expect(comparison.text.contains("drawn     tracer") && comparison.json.contains("\"tracer\""))
    let sheet = try LineComparison.sheet(known, drawn: Panda(), ways: ways)
    #expect(sheet.height > 20 * 128)
  }

  @Test func learnedLinesNeedWhoDrawsThem() throws {
    var recipe = Recipe(
      name: "pandas", titles: ModelCard.Titles(en: "Pandas", ko: "판다"), sources: [Recipe.Source(drawn: "panda")],
      style: PairStyle(lines: .learned), stages: [Recipe.Stage(size: 32, steps: 1, decaySteps: 0)])
    recipe.architecture = .resNet(ResNetGenerator(inputChannels: 5, width: 4, blocks: 1))
    #expect(throws: TrainingError.self) { try TrainingData(recipe, folder: "/nowhere") }
    // Nor is anything learnt of pictures without line art where nobody finds their lines.
    var second = self.recipe
    second.sources.append(Recipe.Source(pictures: "somewhere"))
    second.start = "lines"
    #expect(second.fault == nil && second.learnsFoundLines)
    #expect(throws: TrainingError.self) { try TrainingData(second, folder: "/nowhere") }
    // A drawer who leaves the paper white is believed.
    let nobody = LineDrawer(name: "nobody") { Plane(width: $0.width, height: $0.height) }
    let data = try TrainingData(recipe, folder: "/nowhere", linesBy: nobody)
    #expect(data.description.contains("learned"))
    let ink = data.dataset.example(seed: 1, step: 2, index: 3, size: 32)[.input]
    let channels = ink.values.count / (32 * 32)
    #expect(stride(from: 0, to: ink.values.count, by: channels).allSatisfy { ink.values[$0] == ink.values[0] })
  }

  @Test func spectralDiscriminatorsAreBounded() throws {
    let configuration = Pix2Pix.Configuration(
      architecture: Self.network, inputLayout: .picture, discriminatorWidth: 4, loss: .hinge, featureWeight: 2,
      discriminatorNorm: .spectral)
    try configuration.validate(size: 64)
    let model = Pix2Pix(configuration, seed: 3)
    let discriminator = model.networks[1].network
    #expect(
      discriminator.graph.nodes.allSatisfy { node in
        if case .instanceNorm = node.operation { false } else { true }
      })
    var random = SeededGenerator(seed: 2)
    let (input, target) = (Tensor(Shape(1, 64, 64, 3)), Tensor(Shape(1, 64, 64, 1)))
    input.fillNormal(mean: 0, deviation: 1, using: &random)
    target.fillNormal(mean: 0, deviation: 1, using: &random)
    for _ in 0..<3 { _ = model.step(Batch([.input: input, .target: target]), learningRate: 0.05) }
    for parameter in discriminator.parameters.descriptions {
      guard case .convolution = parameter.kind else { continue }
      let norm = Self.largestSingularValue(discriminator.parameters.value(parameter.name))
      // The bound is found by a few iterations, so it may lie a little too high.
      #expect((0.2...1.35).contains(norm), "\(parameter.name) \(norm)")
    }
  }

  /// By many power iterations on the matrix of outputs by everything else.
  private static func largestSingularValue(_ weight: Tensor) -> Double {
    let columns = weight.shape.c
    let rows = weight.count / columns
    var right = (0..<columns).map { Double($0 % 3) + 1 }
    var norm = 0.0
    for _ in 0..<200 {
      let left = (0..<rows).map { row in
        (0..<columns).reduce(0.0) { $0 + Double(weight.data[row * columns + $1]) * right[$1] }
      }
      let length = left.reduce(0) { $0 + $1 * $1 }.squareRoot()
      right = (0..<columns).map { column in
        (0..<rows).reduce(0.0) { $0 + Double(weight.data[$1 * columns + column]) * left[$1] / length }
      }
      norm = right.reduce(0) { $0 + $1 * $1 }.squareRoot()
      right = right.map { $0 / norm }
    }
    return norm
  }
}

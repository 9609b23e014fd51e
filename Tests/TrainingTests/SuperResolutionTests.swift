import Foundation
import Generation
import Kernels
import Networks
import Pictures
import Support
import Testing
import Training

@Suite(.ownThread) struct SuperResolutionTests {
  /// Pictures of a few large discs, which a network can learn to draw sharp again.
  private func withPictures(_ body: (_ folder: String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sharp-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder + "/discs", withIntermediateDirectories: true)
    for number in 0..<5 {
      var random = SeededGenerator(seed: UInt64(number))
      var image = Image(width: 64, height: 64, red: 220, green: 210, blue: 190)
      for _ in 0..<6 {
        let middle = Point(random.uniform(0, 64), random.uniform(0, 64))
        let colour = (0..<3).map { _ in UInt8(random.uniform(0, 255)) }
        let radius = random.uniform(5, 14)
        for y in 0..<64 {
          for x in 0..<64 where (Point(Double(x), Double(y)) - middle).length < radius {
            for channel in 0..<3 { image.pixels[(y * 64 + x) * 3 + channel] = colour[channel] }
          }
        }
      }
      try image.write(to: "\(folder)/discs/\(number).png")
    }
    try body(folder)
  }

  private func recipe(_ folder: String, steps: Int = 5) throws -> SuperResolutionRecipe {
    let json = #"""
      {"model": "super-resolution", "name": "larger", "titles": {"en": "Larger", "ko": "확대"},
       "architecture": {"family": "compact", "width": 4, "blocks": 1, "scale": 2, "inputChannels": 3},
       "sources": [{"pictures": "discs", "share": 1, "licence": "CC0", "credit": "a test"}],
       "stages": [{"size": 32, "steps": 2, "decaySteps": 0, "batch": 2, "learningRate": 0.002, "seed": 3},
                  {"size": 32, "steps": \#(steps), "decaySteps": 1, "batch": 2, "learningRate": 0.002, "seed": 4}],
       "limitations": ["small"]}
      """#
    try Data(json.utf8).write(to: URL(fileURLWithPath: folder + "/recipe.json"))
    #expect(SuperResolutionRecipe.isOne(path: folder + "/recipe.json"))
    return try SuperResolutionRecipe(path: folder + "/recipe.json")
  }

  @Test func aRunThatWasCutEndsWithTheSameBytes() throws {
    try withPictures { folder in
      let recipe = try recipe(folder)
      let data = try SuperResolutionData(recipe, folder: folder)
      #expect(data.skipped.isEmpty && data.sources.map(\.name) == ["discs"])
      func run(_ name: String, stopAfter: Int?) throws -> Bool {
        let run = SuperResolutionRun(recipe, data: data, folder: "\(folder)/\(name)", interval: 2)
        var steps = 0
        return try run.run(shouldStop: { stopAfter.map { steps >= $0 } ?? false }) { _ in steps += 1 }
      }
      #expect(try run("whole", stopAfter: nil))
      for cut in [1, 2, 1] { #expect(try !run("cut", stopAfter: cut)) }
      #expect(try run("cut", stopAfter: nil))
      let bytes = try ["whole", "cut"].map {
        try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)/larger.safetensors"))
      }
      #expect(bytes[0] == bytes[1])
      let path = "\(folder)/whole/larger.safetensors"
      let card = try GeneratorCheckpoint.card(path: path)
      #expect(card.layout == .unitPicture && card.steps == 7 && card.data.map(\.name) == ["discs"])
      #expect(card.limitations == ["small"] && card.nativeSize == 32)
      let upscaler = try PictureUpscaler(GeneratorCheckpoint(path: path))
      #expect(try upscaler.upscaled(Image(width: 7, height: 4), by: .two).width == 14)
      #expect(FileManager.default.fileExists(atPath: "\(folder)/whole/stage-2/samples-000004.png"))
    }
  }

  /// A few hundred steps are enough to draw discs nearer to the truth than repeated pixels, and than straight lines.
  @Test func itLearnsToDrawSharpEdges() throws {
    try withPictures { folder in
      let recipe = try recipe(folder)
      let data = try SuperResolutionData(recipe, folder: folder)
      let crops = data.sources[0].crops
      let model = SuperResolution(
        SuperResolution.Configuration(
          architecture: .compact(CompactUpscaler(features: 16, convolutions: 1, scale: 2))), seed: 2)
      func batch(_ seed: UInt64) -> Batch {
        Batch(
          (0..<4).map { index in
            let sharp = crops.part(seed: seed, step: 0, index: index, size: 32)
            let small = PictureDegradation(filter: .box).applied(to: sharp, factor: 2)
            return Example([
              .input: Example.Part(Shape(1, 16, 16, 3), small.unitValues()),
              .target: Example.Part(Shape(1, 32, 32, 3), sharp.unitValues()),
            ])
          })
      }
      func loss() -> Double { (900..<910).reduce(0) { $0 + (model.gradients(.whole, batch($1))["l1"] ?? 0) } / 10 }
      let before = loss()
      model.networks[0].network.parameters.clearGradients()
      for step in 0..<250 { _ = model.step(batch(UInt64(step)), learningRate: 2e-3) }
      let after = loss()
      #expect(after < 0.7 * before, "\(before) → \(after)")
      let rows = try model.samples(
        [SuperResolutionDataset([(crops, 1)], scale: 2).example(seed: 1, step: 1, index: 1, size: 32)],
        weights: model.networks[0].network.parameters.values)
      #expect(rows.map(\.count) == [1, 1, 1] && rows.allSatisfy { $0[0].width == 32 })
    }
  }

  @Test func figuresTellTheMethodsApart() throws {
    try withPictures { folder in
      let recipe = try recipe(folder)
      let sources = try SuperResolutionData(recipe, folder: folder, part: .heldOut).sources.map { ($0.name, $0.crops) }
      let architecture = recipe.architecture
      // Without weights it repeats pixels, which is worse than any filter.
      let card = ModelCard(
        architecture: architecture, inputLayout: .unitPicture, nativeSize: nil, domain: "same",
        titles: ModelCard.Titles(en: "Same", ko: "같음"))
      let upscaler = try PictureUpscaler(
        GeneratorCheckpoint(card: card, parameters: ParameterArena(architecture.graph)))
      let scores = try UpscalingScores(upscaler, sources, count: 2)
      // ×2 alone: two conditions, all and one source, three methods.
      #expect(scores.rows.count == 12 && scores.rows.allSatisfy { $0.factor == 2 && $0.pictures == 2 })
      func psnr(_ condition: UpscalingScores.Condition, _ method: UpscalingScores.Method) -> Double {
        scores.rows.first { $0.condition == condition && $0.method == method && $0.source == nil }?.psnr ?? 0
      }
      #expect(psnr(.clean, .lanczos) > psnr(.clean, .learned) + 0.5)
      #expect(psnr(.clean, .bicubic) > psnr(.damaged, .bicubic))
      #expect(scores.rows.allSatisfy { (10..<60).contains($0.psnr) && (0.2...1).contains($0.ssim) })
      #expect(scores.text.contains("lanczos") && scores.json.contains("\"psnr\""))
      #expect(try UpscalingScores.sheet(upscaler, sources).width > 900)
    }
  }

  @Test func recipesThatCannotBeFollowedSaySo() throws {
    try withPictures { folder in
      let good = try recipe(folder)
      #expect(good.fault == nil)
      let changes: [(String, (inout SuperResolutionRecipe) -> Void)] = [
        ("no source", { $0.sources = [] }), ("one of", { $0.sources[0].cutouts = "x" }),
        ("share", { $0.sources[0].share = 0 }), ("shrinking", { $0.sources[0].shrinking = 0.5 }),
        ("limit", { $0.sources[0].limit = 1 }), ("stages", { $0.stages = [] }), ("steps", { $0.stages[0].steps = 0 }),
        ("decay", { $0.stages[1].decaySteps = 9 }), ("size", { $0.stages[1].size = 33 }),
        ("batch", { $0.stages[0].batch = 0 }), ("learning rate", { $0.stages[0].learningRate = .nan }),
        ("does not enlarge", { $0.architecture = .resNet(ResNetGenerator(inputChannels: 3, width: 2, blocks: 1)) }),
      ]
      for (word, change) in changes {
        var recipe = good
        change(&recipe)
        #expect(recipe.fault?.contains(word) == true, "\(word): \(recipe.fault ?? "nothing")")
      }
      #expect(throws: TrainingError.self) { _ = try SuperResolutionData(good, folder: folder + "/nowhere") }
    }
  }
}

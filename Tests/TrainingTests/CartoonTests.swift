import Foundation
import Kernels
import Networks
import Pictures
import Support
import Testing
import Training

@Suite(.ownThread) struct CartoonTests {
  @Test(arguments: [("cartoon_least_squares", AdversarialLoss.leastSquares), ("cartoon_cross_entropy", .crossEntropy)])
  func followsPyTorch(_ name: String, _ loss: AdversarialLoss) throws {
    let golden = try Golden(name)
    let generator = Network(ResNetGenerator(inputChannels: 3, width: 4, blocks: 2, affineNorms: true).graph)
    let discriminator = Network(PatchDiscriminator(inputChannels: 3, width: 4).graph)
    let content = Network(Self.smallContent)
    try generator.parameters.read(into: generator.parameters.values, prefix: "start.generator.", from: golden.file)
    try discriminator.parameters.read(
      into: discriminator.parameters.values, prefix: "start.discriminator.", from: golden.file)
    try content.parameters.read(into: content.parameters.values, prefix: "content.", from: golden.file)
    let model = CartoonGAN(
      generator: generator, discriminator: discriminator, loss: loss, content: ContentLoss(content), contentWeight: 10,
      isWarmUp: true)
    let photo = try golden.activation("warmup.photo")
    let losses = model.step(Batch([.input: photo, .target: photo]), learningRate: 2e-4)
    #expect(losses[0] == 0 && losses[1] == 0)
    #expect(abs(losses[2] * 10 - Double(try golden.floats("warmup.loss")[0])) < 1e-4)
    model.isWarmUp = false
    for step in 0..<3 {
      let photo = try golden.activation("step\(step).photo")
      let batch = Batch([
        .input: photo, .target: photo, .cartoon: try golden.activation("step\(step).cartoon"),
        .edgeBlurred: try golden.activation("step\(step).edge_blurred"),
      ])
      let losses = model.step(batch, learningRate: 2e-4)
      for (ours, theirs) in zip(losses, try golden.floats("step\(step).losses")) {
        #expect(abs(ours - Double(theirs)) < 1e-3 * max(1, abs(Double(theirs))), "step \(step)")
      }
    }
    for (arena, prefix) in [(generator.parameters, "end.generator."), (discriminator.parameters, "end.discriminator.")]
    {
      let wanted = Tensor(.vector(arena.count))
      try arena.read(into: wanted, prefix: prefix, from: golden.file)
      #expect(relativeError(arena.values.array, wanted.array) < 1e-3)
    }
  }

  /// PyTorch's numbering: rectifiers and pooling count.
  private static var smallContent: LayerGraph {
    func convolution(_ index: Int, _ inputs: Int, _ outputs: Int) -> LayerOperation {
      .convolution(
        name: "\(index)", ConvolutionGeometry(inputs: inputs, outputs: outputs, kernel: 3, padding: 1), bias: true)
    }
    return LayerGraph(
      inputChannels: 3,
      chain: [
        convolution(0, 3, 6), .activation(.relu), convolution(2, 6, 6), .activation(.relu), .maxPool,
        convolution(5, 6, 12), .activation(.relu), convolution(7, 12, 12),
      ])
  }

  @Test func contentAndColourAddTheirGradients() {
    var random = RandomValues(seed: 8)
    let shape = Shape(2, 16, 16, 3)
    let (made, photo) = (random.tensor(shape), random.tensor(shape))
    let content = ContentSource(.random).loss()
    let gradient = Tensor(shape)
    gradient.fill(0.25)
    let loss = content.evaluate(made, photo: photo, weight: 2, addingTo: gradient)
    let colour = ColourLoss.evaluate(made, photo, weight: 3, addingTo: gradient)
    #expect(loss > 0 && colour > 0)
    #expect(content.evaluate(photo, photo: photo, weight: 1, addingTo: Tensor(shape)) == 0)
    for _ in 0..<4 {
      let direction = random.tensor(shape)
      func value(_ step: Float) -> Double {
        let moved = Tensor(shape, zip(made.values, direction.values).map { $0 + step * $1 })
        return 2 * content.evaluate(moved, photo: photo, weight: 1, addingTo: Tensor(shape)) + 3
          * ColourLoss.evaluate(moved, photo, weight: 1, addingTo: Tensor(shape))
      }
      let slope = (value(1e-3) - value(-1e-3)) / 2e-3
      let expected = zip(gradient.values, direction.values).reduce(0.0) { $0 + Double($1.0 - 0.25) * Double($1.1) }
      #expect(abs(slope - expected) < 0.02 * max(0.05, abs(expected)))
    }
  }

  private func withPictures(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cartoon-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (number, name) in ["photos", "cartoons"].enumerated() {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
      for index in 0..<5 {
        var random = RandomValues(seed: UInt64(number * 10 + index))
        let pixels = (0..<(40 * 40 * 3)).map { _ in UInt8(128 + 100 * random.value()) }
        try Image(width: 40, height: 40, pixels: pixels).write(to: "\(folder)/\(name)/\(index).png")
      }
    }
    try body(folder)
  }

  private func recipe(_ folder: String) throws -> CartoonRecipe {
    let source = { (name: String) in
      #"[{"folder": "\#(name)", "share": 1, "licence": "CC0", "credit": "a test"}]"#
    }
    let stage = { (isWarmUp: Bool, steps: Int) in
      #"{"isWarmUp": \#(isWarmUp), "size": 32, "steps": \#(steps), "decaySteps": 1, "batch": 1, "learningRate": 0.001, "seed": 4}"#
    }
    let json = #"""
      {"model": "cartoon", "name": "cartoon", "titles": {"en": "Cartoon", "ko": "만화"},
       "architecture": {"family": "resnet", "width": 2, "blocks": 1, "inputChannels": 3, "affineNorms": true},
       "discriminatorWidth": 2, "discriminatorNorm": "spectral", "loss": "least-squares", "content": "random",
       "contentWeight": 5, "colourWeight": 5, "photos": \#(source("photos")), "cartoons": \#(source("cartoons")),
       "stages": [\#(stage(true, 2)), \#(stage(false, 3))], "limitations": ["small"]}
      """#
    try Data(json.utf8).write(to: URL(fileURLWithPath: folder + "/recipe.json"))
    return try CartoonRecipe(path: folder + "/recipe.json")
  }

  @Test func aRunThatWasCutEndsWithTheSameBytes() throws {
    try withPictures { folder in
      let recipe = try recipe(folder)
      func run(_ name: String, stopAfter: Int?) throws -> Bool {
        let run = CartoonRun(
          recipe, data: try CartoonData(recipe, folder: folder), contentWeights: nil, folder: "\(folder)/\(name)",
          interval: 2)
        var steps = 0
        return try run.run(shouldStop: { stopAfter.map { steps >= $0 } ?? false }) { _ in steps += 1 }
      }
      #expect(try run("whole", stopAfter: nil))
      for cut in [1, 2, 1] { #expect(try !run("cut", stopAfter: cut)) }
      #expect(try run("cut", stopAfter: nil))
      let bytes = try ["whole", "cut"].map {
        try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)/cartoon.safetensors"))
      }
      #expect(bytes[0] == bytes[1])
      let card = try GeneratorCheckpoint.card(path: "\(folder)/whole/cartoon.safetensors")
      #expect(card.layout == .picture && card.steps == 5 && card.data.count == 2 && card.limitations == ["small"])
    }
  }

  @Test func aWarmUpLeavesTheDiscriminatorAlone() throws {
    try withPictures { folder in
      let recipe = try recipe(folder)
      let configuration = recipe.configuration(recipe.stages[0], contentWeights: nil)
      let model = CartoonGAN(configuration, seed: 1)
      let before = model.networks.map { $0.network.parameters.values.array }
      let data = try CartoonData(recipe, folder: folder)
      let run = CartoonRun(recipe, data: data, contentWeights: nil, folder: folder + "/run", interval: 9)
      #expect(!run.isBegun && data.skipped.isEmpty)
      var random = RandomValues(seed: 3)
      let photo = random.tensor(Shape(1, 32, 32, 3))
      let losses = model.step(Batch([.input: photo, .target: photo]), learningRate: 1e-3)
      #expect(losses[0] == 0 && losses[1] == 0 && losses[2] > 0 && losses[3] > 0)
      #expect(model.networks[0].network.parameters.values.array != before[0])
      #expect(model.networks[1].network.parameters.values.array == before[1])
    }
  }

  @Test func recipesThatCannotBeFollowedSaySo() throws {
    try withPictures { folder in
      let good = try recipe(folder)
      #expect(good.fault == nil)
      let changes: [(String, (inout CartoonRecipe) -> Void)] = [
        ("photographs", { $0.photos = [] }), ("share", { $0.cartoons[0].share = 0 }),
        ("limit", { $0.photos[0].limit = 1 }), ("stages", { $0.stages = [] }), ("steps", { $0.stages[0].steps = 0 }),
        ("decay", { $0.stages[1].decaySteps = 9 }), ("size", { $0.stages[1].size = 40 }),
        ("batch", { $0.stages[0].batch = 0 }), ("learning rate", { $0.stages[0].learningRate = 0 }),
        ("content", { $0.contentWeight = -1 }), ("colour", { $0.colourWeight = .infinity }),
        ("pictures of pictures", { $0.architecture = .resNet(ResNetGenerator(inputChannels: 5, width: 2, blocks: 1)) }),
      ]
      for (word, change) in changes {
        var recipe = good
        change(&recipe)
        #expect(recipe.fault?.contains(word) == true, "\(word): \(recipe.fault ?? "nothing")")
      }
      for kind in ContentSource.Kind.allCases where kind != .random {
        var other = good
        other.content = kind
        for weights in [nil, folder + "/none.safetensors", folder + "/recipe.json"] {
          let run = CartoonRun(
            other, data: try CartoonData(other, folder: folder), contentWeights: weights, folder: folder + "/other",
            interval: 9)
          #expect(throws: TrainingError.self) { _ = try run.run { _ in } }
        }
      }
      #expect(throws: TrainingError.self) {
        _ = try CartoonData(good, folder: folder + "/nowhere")
      }
    }
  }
}

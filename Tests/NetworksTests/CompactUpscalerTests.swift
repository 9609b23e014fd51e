import Foundation
import Kernels
import Networks
import Support
import Testing

@Suite(.ownThread) struct CompactUpscalerTests {
  private static let small = CompactUpscaler(features: 16, convolutions: 4, scale: 4)

  /// Weights of the golden files' formula, as PyTorch's safetensors file would hold them.
  private func withFile<Result>(_ upscaler: CompactUpscaler, _ body: (String) throws -> Result) throws -> Result {
    var writer = SafetensorsWriter()
    for parameter in upscaler.graph.parameters {
      let isSlope = if case .slope = parameter.kind { true } else { false }
      let shape = parameter.fileShape
      writer.add(
        parameter.name, shape: shape,
        isSlope ? Golden.slopes(parameter.name, count: shape[0]) : Golden.formula(parameter.name, shape))
    }
    let path = FileManager.default.temporaryDirectory.path + "/compact-\(UUID().uuidString).safetensors"
    defer { unlink(path) }
    try writer.write(to: path)
    return try body(path)
  }

  @Test func equalsPyTorch() throws {
    let golden = try Golden("upscaler_compact")
    let (input, expected) = (try golden.activation("input"), try golden.activation("output"))
    try withFile(Self.small) { path in
      // Without a card: it is recognised by its tensors.
      let checkpoint = try GeneratorCheckpoint(path: path)
      #expect(checkpoint.card.architecture == .compact(Self.small) && checkpoint.card.layout == .unitPicture)
      let graph = checkpoint.card.architecture.graph
      let network = Network(graph, parameters: checkpoint.parameters)
      let made = network.forward(input)
      #expect(made.shape == expected.shape && expected.shape == Shape(1, 80, 112, 3))
      #expect(relativeError(made.array, expected.array) < 1e-5)
      for set in InstructionSet.available {
        try InstructionSet.with(set) {
          let plan = InferencePlan(graph, checkpoint.parameters, input: input.shape)
          plan.input.copy(from: input)
          for _ in 0..<2 {
            try plan.run()
            #expect(relativeError(plan.output.array, expected.array) < 1e-5, "\(set.name)")
          }
        }
      }
    }
  }

  /// Those of the public weights realesr-general-x4v3 and realesr-animevideov3.
  @Test func countsItsParameters() {
    #expect(CompactUpscaler(features: 64, convolutions: 32).graph.parameterCount == 1_213_296)
    #expect(CompactUpscaler(features: 64, convolutions: 16).graph.parameterCount == 621_424)
    let names = Self.small.graph.parameters.map(\.name)
    #expect(names.first == "body.0.weight" && names.contains("body.9.weight") && names.last == "body.10.bias")
    #expect(Self.small.graph.receptiveField == 2 * Self.small.reach + 1)
  }

  @Test(arguments: [2, 4]) func planAndGradientsAgree(scale: Int) throws {
    let upscaler = CompactUpscaler(features: 5, convolutions: 1, scale: scale)
    let network = Network(upscaler.graph)
    var random = RandomValues(seed: 7)
    network.parameters.values.copy(from: random.tensor(network.parameters.values.shape))
    Elementwise.scale(0.3, network.parameters.values, into: network.parameters.values)
    // Nearly straight rectifiers, so that finite differences hardly notice their kinks.
    for parameter in network.parameters.descriptions {
      guard case .slope = parameter.kind else { continue }
      network.parameters.value(parameter.name).fill(0.8)
    }
    let x = random.tensor(Shape(2, 6, 5, 3))
    let y = network.forward(x)
    #expect(y.shape == Shape(2, 6 * scale, 5 * scale, 3))
    let plan = InferencePlan(upscaler.graph, network.parameters, input: x.shape)
    plan.input.copy(from: x)
    try plan.run()
    #expect(relativeError(plan.output.array, y.array) < 1e-5)

    let values = network.parameters.values
    checkGradient(of: [x, values], step: 2e-3, tolerance: 2e-2) { i in
      let moved = Network(upscaler.graph)
      moved.parameters.values.copy(from: i[1])
      return moved.forward(i[0])
    } backward: { i, dy in
      let moved = Network(upscaler.graph)
      moved.parameters.values.copy(from: i[1])
      let tape = Tape()
      _ = moved.forward(i[0], tape: tape)
      let inward = moved.backward(dy, tape: tape, gradients: [.input, .parameters])
      return [inward ?? Tensor(x.shape), moved.parameters.gradients]
    }
  }

  @Test func numbersInFiles() throws {
    let architecture = GeneratorArchitecture.compact(CompactUpscaler(features: 24, convolutions: 7, scale: 2))
    let json = try JSONEncoder().encode(architecture)
    #expect(try JSONDecoder().decode(GeneratorArchitecture.self, from: json) == architecture)
    #expect(architecture.scale == 2 && architecture.inputShape(height: 10, width: 8) == Shape(1, 5, 4, 3))
    #expect(architecture.canMake(side: 6) && !architecture.canMake(side: 7))
    for bad in [
      CompactUpscaler(features: 0), CompactUpscaler(convolutions: -1), CompactUpscaler(convolutions: 200),
      CompactUpscaler(scale: 3), CompactUpscaler(scale: 0),
    ] {
      #expect(throws: ArchitectureError.self) { try GeneratorArchitecture.compact(bad).validate() }
    }
  }

  @Test func filesOfOtherFormsAreRefusedByName() throws {
    func refusal(_ tensors: [(String, [Int])]) throws -> String {
      var writer = SafetensorsWriter()
      for (name, shape) in tensors {
        writer.add(name, shape: shape, [Float](repeating: 0, count: shape.reduce(1, *)))
      }
      let path = FileManager.default.temporaryDirectory.path + "/odd-\(UUID().uuidString).safetensors"
      defer { unlink(path) }
      try writer.write(to: path)
      let error = #expect(throws: CheckpointError.self) { _ = try GeneratorCheckpoint(path: path) }
      return error.map { "\($0)" } ?? ""
    }
    #expect(try refusal([("body.0.weight", [4, 1, 3, 3])]).contains("[features, 3, 3, 3]"))
    #expect(try refusal([("body.0.weight", [4, 3, 3, 3])]).contains("outputs"))
    #expect(
      try refusal([("body.0.weight", [4, 3, 3, 3]), ("body.2.weight", [27, 4, 3, 3])]).contains("27 outputs"))
    // Everything but one slope.
    #expect(
      try refusal([
        ("body.0.weight", [4, 3, 3, 3]), ("body.0.bias", [4]), ("body.2.weight", [12, 4, 3, 3]), ("body.2.bias", [12]),
      ]).contains("body.1.weight"))
  }

  /// A card that says something else of an upscaler than that it reads pictures.
  @Test func cardsThatCannotBe() throws {
    let path = FileManager.default.temporaryDirectory.path + "/card-\(UUID().uuidString).safetensors"
    defer { unlink(path) }
    let architecture = GeneratorArchitecture.compact(Self.small)
    for layout in [InputLayout.picture, nil] {
      let card = ModelCard(
        architecture: architecture, inputLayout: layout, nativeSize: 64, domain: "x",
        titles: ModelCard.Titles(en: "x", ko: "x"))
      try GeneratorCheckpoint(card: card, parameters: ParameterArena(architecture.graph)).write(to: path, half: true)
      #expect(throws: CheckpointError.self) { _ = try GeneratorCheckpoint(path: path) }
    }
  }
}

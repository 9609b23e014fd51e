import Kernels
import Networks
import Support
import Testing

/// Whole networks against PyTorch: outputs, loss and every gradient.
@Suite(.ownThread) struct GoldenNetworkTests {
  @Test func resNetGenerator() throws {
    try check("resnet_generator", ResNetGenerator(inputChannels: 1, width: 8, blocks: 9).graph)
  }

  @Test func uNetGenerator() throws {
    try check("unet_generator", UNetGenerator(inputChannels: 1, width: 4, downsamplings: 8).graph)
  }

  @Test func residualUNetGenerator() throws {
    try check(
      "unet_residual_generator",
      UNetGenerator(inputChannels: 1, width: 4, downsamplings: 6, residualPairs: true).graph)
  }

  /// What a U-Net sees on its way down is what its encoder sees alone.
  @Test(arguments: [false, true]) func encoderIsTheWayDown(residualPairs: Bool) throws {
    let generator = UNetGenerator(inputChannels: 3, width: 2, downsamplings: 6, residualPairs: residualPairs)
    let whole = Network(generator.graph)
    var random = RandomValues(seed: 4)
    whole.parameters.values.copy(from: random.tensor(whole.parameters.values.shape))
    let x = random.tensor(Shape(1, 64, 64, 3))
    for levels in 1..<4 {
      let graph = generator.encoderGraph(levels: levels)
      let encoder = Network(graph)
      for parameter in encoder.parameters.descriptions {
        encoder.parameters.value(parameter.name).copy(from: whole.parameters.value(parameter.name))
      }
      let ours = encoder.forward(x)
      // The same operations come first in the whole network, in the same order.
      #expect(graph.nodes.map(\.operation) == generator.graph.nodes.prefix(graph.nodes.count).map(\.operation))
      let theirs = whole.forward(x, giving: [generator.graph.nodes[graph.nodes.count - 1].output])[0]
      #expect(ours.array == theirs.array)
    }
  }

  @Test func patchDiscriminator() throws {
    try check("patch_discriminator", PatchDiscriminator(inputChannels: 4, width: 8).graph)
  }

  private func check(_ name: String, _ graph: LayerGraph) throws {
    let golden = try Golden(name)
    let network = Network(graph)
    try network.parameters.read(into: network.parameters.values, prefix: "weight.", from: golden.file)
    let input = try golden.activation("input")
    let target = try golden.activation("target")
    let tape = Tape()
    let output = network.forward(input, tape: tape)
    let expected = try golden.activation("output")
    #expect(output.shape == expected.shape)
    #expect(relativeError(output.array, expected.array) < 1e-4)

    // The loss is the mean absolute difference; its gradient is a sign over the count.
    let gradient = Tensor(output.shape)
    var loss = 0.0
    for index in 0..<output.count {
      let difference = output.data[index] - target.data[index]
      loss += Double(abs(difference))
      gradient.data[index] = (difference > 0 ? 1 : difference < 0 ? -1 : 0) / Float(output.count)
    }
    #expect(abs(loss / Double(output.count) - Double(try golden.floats("loss")[0])) < 1e-5)
    let inputGradient = try #require(network.backward(gradient, tape: tape, gradients: [.input, .parameters]))
    #expect(relativeError(inputGradient.array, try golden.activation("grad_input").array) < 1e-4)
    let wanted = Tensor(.vector(network.parameters.count))
    try network.parameters.read(into: wanted, prefix: "grad.", from: golden.file)
    #expect(relativeError(network.parameters.gradients.array, wanted.array) < 1e-4)
    #expect(golden.file.entries.keys.filter { $0.hasPrefix("grad.") }.count == graph.parameters.count)

    // Without a tape, and through a plan, the answer is the same.
    #expect(relativeError(network.forward(try golden.activation("input")).array, expected.array) < 1e-4)
    let plan = InferencePlan(graph, network.parameters, input: input.shape)
    plan.input.copy(from: input)
    for _ in 0..<2 {
      try plan.run()
      #expect(relativeError(plan.output.array, expected.array) < 1e-4)
    }
  }
}

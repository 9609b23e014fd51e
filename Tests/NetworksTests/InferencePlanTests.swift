import Foundation
import Kernels
import Networks
import Pictures
import Support
import Testing

@Suite(.ownThread) struct InferencePlanTests {
  private func plan(_ architecture: GeneratorArchitecture, side: Int) -> (InferencePlan, Network) {
    let network = Network(architecture.graph)
    var generator = SeededGenerator(seed: 5)
    network.initialize(using: &generator)
    let plan = InferencePlan(
      architecture.graph, network.parameters, input: Shape(1, side, side, architecture.inputChannels))
    plan.input.fillNormal(mean: 0, deviation: 1, using: &generator)
    return (plan, network)
  }

  @Test func progressRisesToOne() throws {
    let (plan, _) = plan(.resNet(ResNetGenerator(inputChannels: 5, width: 4, blocks: 2)), side: 32)
    var seen: [Double] = []
    try plan.run(progress: { seen.append($0) })
    #expect(seen.count > 10)
    #expect(zip(seen, seen.dropFirst()).allSatisfy { $0 < $1 })
    #expect(abs((seen.last ?? 0) - 1) < 1e-9)
  }

  @Test func cancelledBetweenLayers() throws {
    let (plan, _) = plan(.resNet(ResNetGenerator(inputChannels: 5, width: 4, blocks: 2)), side: 32)
    var asked = 0
    #expect(throws: CancellationError.self) {
      try plan.run(isCancelled: {
        asked += 1
        return asked > 3
      })
    }
    #expect(asked == 4)
    // A cancelled run leaves nothing behind: the next one is right.
    try plan.run()
    let first = plan.output.array
    try plan.run()
    #expect(plan.output.array == first)
  }

  @Test(arguments: [8, 12, 20, 36, 64]) func agreesWithTheTrainingPath(side: Int) throws {
    for architecture in [
      GeneratorArchitecture.resNet(ResNetGenerator(inputChannels: 5, width: 8, blocks: 3)),
      GeneratorArchitecture.resNet(ResNetGenerator(inputChannels: 1, width: 5, blocks: 1)),
      GeneratorArchitecture.resNet(ResNetGenerator(inputChannels: 5, width: 16, blocks: 2, affineNorms: false)),
    ] {
      let (plan, network) = plan(architecture, side: side)
      let expected = network.forward(plan.input, tape: Tape())
      try plan.run()
      var largest: Float = 0
      for index in 0..<expected.count { largest = max(largest, abs(expected.data[index] - plan.output.data[index])) }
      #expect(largest < 2e-4)
    }
  }

  @Test(arguments: [16, 24, 40, 64]) func skipsAndStyleAgreeWithTheTrainingPath(side: Int) throws {
    for generator in [
      SkipResNetGenerator(inputChannels: 5, width: 8, blocks: 3, coreWidth: 24, styleWidth: 6),
      SkipResNetGenerator(inputChannels: 1, width: 5, blocks: 0, coreWidth: 7, styleWidth: 0),
      SkipResNetGenerator(inputChannels: 16, width: 16, blocks: 1, coreWidth: 32, styleWidth: 8),
    ] {
      let (plan, network) = plan(.skipResNet(generator), side: side)
      // Styles of the first weights would hardly differ from none.
      for parameter in network.parameters.descriptions where parameter.shape.h == 1 {
        var random = SeededGenerator(seed: 8)
        network.parameters.value(parameter.name).fillNormal(mean: 0.1, deviation: 0.5, using: &random)
      }
      let fresh = InferencePlan(network.graph, network.parameters, input: plan.input.shape)
      fresh.input.copy(from: plan.input)
      let expected = network.forward(fresh.input, tape: Tape())
      for _ in 0..<2 {
        try fresh.run()
        #expect(relativeError(fresh.output.array, expected.array) < 1e-3)
      }
    }
  }

  /// Skips whose norms and activations each reader applies anew, pairs of convolutions that cannot, and a depth at which
  /// a single pixel is left.
  @Test(arguments: [
    UNetGenerator(inputChannels: 5, width: 8, downsamplings: 5),
    UNetGenerator(inputChannels: 3, outputChannels: 1, width: 16, downsamplings: 6),
    UNetGenerator(inputChannels: 3, width: 5, downsamplings: 5, affineNorms: false),
    UNetGenerator(inputChannels: 3, width: 16, downsamplings: 5, residualPairs: true),
  ]) func uNetsAgreeWithTheTrainingPath(_ generator: UNetGenerator) throws {
    for side in [64, 128] {
      let (plan, network) = plan(.uNet(generator), side: side)
      let expected = network.forward(plan.input, tape: Tape())
      for _ in 0..<2 {
        try plan.run()
        #expect(relativeError(plan.output.array, expected.array) < 1e-4)
      }
    }
  }

  /// Whoever reads what another has pending on the same buffer finds it as it was.
  @Test func sharedBuffersStayAsTheyWere() throws {
    var graph = LayerGraph(inputChannels: 16)
    let g = ConvolutionGeometry(inputs: 16, outputs: 16, kernel: 1)
    let leaky = graph.append(.activation(.leaky(0.2)), to: graph.input)
    let convolved = graph.append(.convolution(name: "a", g, bias: false), to: leaky)
    let relu = graph.append(.activation(.relu), to: convolved)
    let steep = graph.append(.activation(.leaky(0.5)), to: convolved)
    let sum = graph.append(.add, to: relu, steep)
    let joined = graph.append(.concatenate, to: steep, relu, sum)
    let dropped = graph.append(.dropout(0.5), to: relu)
    graph.finish([graph.append(.add, to: dropped, steep), joined, graph.append(.activation(.tanh), to: relu)])
    let network = Network(graph)
    var generator = SeededGenerator(seed: 9)
    network.initialize(using: &generator)
    let plan = InferencePlan(graph, network.parameters, input: Shape(1, 5, 7, 16))
    plan.input.fillNormal(mean: 0, deviation: 1, using: &generator)
    let input = plan.input.array
    try plan.run()
    #expect(plan.input.array == input)
    let x = Tensor(plan.input.shape)
    Convolution.forward(
      Tensor(x.shape, input.map { max($0, 0.2 * $0) }), weight: network.parameters.value("a.weight"), bias: nil, g,
      into: x)
    let (positive, bent) = (x.array.map { max($0, 0) }, x.array.map { max($0, 0.5 * $0) })
    let total = zip(positive, bent).map(+)
    #expect(relativeError(plan.outputs[0].array, total) < 1e-6)
    let places = (0..<x.shape.pixels).map { $0 * 16..<($0 + 1) * 16 }
    #expect(relativeError(plan.outputs[1].array, places.flatMap { bent[$0] + positive[$0] + total[$0] }) < 1e-6)
    #expect(relativeError(plan.outputs[2].array, positive.map(tanh)) < 1e-5)
  }

  /// Convolutions of every kind in bfloat16: the result stays close, and is nearly the same with every instruction set.
  @Test func bfloat16StaysCloseToFloats() throws {
    for architecture in [
      GeneratorArchitecture.resNet(ResNetGenerator(inputChannels: 5, width: 16, blocks: 2)),
      .skipResNet(SkipResNetGenerator(inputChannels: 17, width: 16, blocks: 2, coreWidth: 48, styleWidth: 8)),
      .uNet(UNetGenerator(inputChannels: 3, width: 8, downsamplings: 5)),
    ] {
      let (exact, network) = plan(architecture, side: 64)
      try exact.run()
      for set in InstructionSet.available {
        try InstructionSet.with(set) {
          let rough = InferencePlan(
            architecture.graph, network.parameters, input: exact.input.shape, precision: .bfloat16)
          rough.input.copy(from: exact.input)
          try rough.run()
          let error = relativeError(rough.output, exact.output)
          #expect(error > 1e-4 && error < 0.06, "\(error) of \(architecture.summary) with \(set.name)")
        }
      }
    }
  }

  @Test func profileNamesEveryStepAndSharesAddUp() throws {
    let (plan, _) = plan(.resNet(ResNetGenerator(inputChannels: 5, width: 4, blocks: 2)), side: 32)
    let profile = plan.profile(runs: 3)
    var steps = 0
    try plan.run(progress: { _ in steps += 1 })
    #expect(profile.rows.count == steps)
    #expect(profile.rows.first?.name == "model.1")
    #expect(profile.rows.allSatisfy { $0.milliseconds > 0 && $0.gigaflops > 0 })
    #expect(abs(profile.rows.reduce(0) { $0 + $1.share } - 1) < 1e-9)
  }

  @Test func profileCountsWhatIsReallyMultiplied() throws {
    let (plan, _) = plan(.resNet(ResNetGenerator(inputChannels: 5, width: 16, blocks: 1)), side: 32)
    let profile = plan.profile(runs: 1)
    // A block works on 64 channels at a quarter of the size: four tiles of 36 points for 8 × 8 pixels of 9 taps.
    let block = try #require(profile.rows.first { $0.cost.work == 2 * 8 * 8 * 9 * 64 * 64 })
    #expect(block.cost.done == 2 * 4 * 36 * 64 * 64)
    #expect(block.cost.bytes == 4 * (2 * 8 * 8 * 64 + 36 * 64 * 64))
    let first = try #require(profile.rows.first)
    #expect(first.cost.work == 2 * 32 * 32 * 49 * 5 * 16 && first.cost.done == first.cost.work)
    #expect(profile.rows.allSatisfy { $0.cost.done <= $0.cost.work && $0.cost.bytes > 0 })
  }
}

import Kernels
import Networks
import Pictures
import Support
import Testing

/// Graphs that no shipped architecture has: branches that meet, values that are read more than once, several outputs.
@Suite(.ownThread) struct LayerGraphTests {
  private static func convolution(
    _ name: String, _ inputs: Int, _ outputs: Int, kernel: Int = 3, padding: Int = 1
  ) -> LayerOperation {
    .convolution(
      name: name, ConvolutionGeometry(inputs: inputs, outputs: outputs, kernel: kernel, padding: padding), bias: true)
  }

  /// A trunk whose features are tapped, two branches from it that are added and concatenated, and two outputs.
  private static let graph = graph(rectified: true)

  /// - Parameter rectified: false for smooth activations, whose finite differences meet no kinks.
  private static func graph(rectified: Bool) -> LayerGraph {
    var graph = LayerGraph(inputChannels: 2)
    let trunk = graph.append(
      [convolution("trunk", 2, 4), .instanceNorm(name: "norm", channels: 4, affine: true, rectified ? .relu : .none)],
      to: graph.input)
    graph.tap("features", trunk)
    let left = graph.append([convolution("left", 4, 4), .activation(rectified ? .leaky(0.2) : .tanh)], to: trunk)
    let right = graph.append(convolution("right", 4, 4, kernel: 1, padding: 0), to: trunk)
    let sum = graph.append(.add, to: left, right)
    let joined = graph.append(.concatenate, to: sum, trunk, left)
    let first = graph.append([convolution("first", 12, 3), .activation(.tanh)], to: joined)
    let second = graph.append(convolution("second", 4, 1), to: sum)
    graph.finish([first, second])
    return graph
  }

  private func network(_ graph: LayerGraph = graph) -> Network {
    let network = Network(graph)
    var random = SeededGenerator(seed: 7)
    network.parameters.values.fillNormal(mean: 0, deviation: 0.4, using: &random)
    return network
  }

  private func input(_ shape: Shape = Shape(1, 6, 5, 2)) -> Tensor {
    let x = Tensor(shape)
    var random = SeededGenerator(seed: 3)
    x.fillNormal(mean: 0, deviation: 1, using: &random)
    return x
  }

  @Test func aPlanGivesEveryOutputThatTrainingGives() throws {
    let network = network()
    let x = input()
    let expected = network.forward(x, giving: network.graph.outputs)
    let plan = InferencePlan(network.graph, network.parameters, input: x.shape)
    plan.input.copy(from: x)
    for _ in 0..<2 {
      try plan.run()
      for (ours, theirs) in zip(plan.outputs, expected) {
        #expect(ours.shape == theirs.shape)
        #expect(relativeError(ours.array, theirs.array) < 1e-4)
      }
    }
    #expect(plan.input.array == x.array, "the input is not overwritten")
  }

  @Test func tapsAreTheValuesInside() {
    let network = network()
    let x = input()
    let features = network.forward(x, giving: [network.graph.value(ofTap: "features")])[0]
    let trunk = self.network(LayerGraph(inputChannels: 2, chain: Array(Self.graph.nodes.prefix(2).map(\.operation))))
    for parameter in trunk.parameters.descriptions {
      trunk.parameters.value(parameter.name).copy(from: network.parameters.value(parameter.name))
    }
    #expect(features.array == trunk.forward(x).array)
  }

  /// The loss is a weighted sum of both outputs and the tap; its gradients by finite differences.
  @Test func gradientsFlowBackFromSeveralValues() throws {
    let network = network(Self.graph(rectified: false))
    let graph = network.graph
    let ends = graph.outputs + [graph.value(ofTap: "features")]
    let x = input()
    var random = SeededGenerator(seed: 5)
    let weights = network.forward(x, giving: ends).map { value in
      let weight = Tensor(value.shape)
      weight.fillNormal(mean: 0, deviation: 1, using: &random)
      return weight
    }
    func loss() -> Double {
      zip(network.forward(x, giving: ends), weights).reduce(0) { $0 + Elementwise.dot($1.0, $1.1) }
    }
    let tape = Tape()
    _ = network.forward(x, giving: ends, tape: tape)
    let inputGradient = try #require(
      network.backward(
        zip(ends, weights).map { (value: $0, gradient: $1) }, tape: tape, gradients: [.input, .parameters]))
    func check(_ values: Tensor, _ gradients: Tensor, _ name: String) {
      for index in stride(from: 0, to: values.count, by: 3) {
        let before = values.data[index]
        let step: Float = 1e-2
        values.data[index] = before + step
        let above = loss()
        values.data[index] = before - step
        let below = loss()
        values.data[index] = before
        let expected = (above - below) / Double(2 * step)
        #expect(abs(expected - Double(gradients.data[index])) < 0.03 * max(1, abs(expected)), "\(name)[\(index)]")
      }
    }
    check(x, inputGradient, "input")
    for parameter in network.parameters.descriptions {
      check(network.parameters.value(parameter.name), network.parameters.gradient(parameter.name), parameter.name)
    }
  }

  @Test func onlyWhatIsRequestedIsComputed() throws {
    let network = network()
    let x = input()
    let tape = Tape()
    let y = network.forward(x, tape: tape)
    #expect(network.backward(y, tape: tape, gradients: .input)?.shape == x.shape)
    #expect(network.parameters.gradients.array.allSatisfy { $0 == 0 })
    _ = network.forward(x, tape: tape)
    #expect(network.backward(y, tape: tape, gradients: .parameters) == nil)
    #expect(network.parameters.gradient("second.weight").array.allSatisfy { $0 == 0 }, "no gradient came from there")
    #expect(network.parameters.gradient("trunk.weight").array.contains { $0 != 0 })
  }

  @Test func parametersAndReachFollowTheGraph() {
    #expect(
      Self.graph.parameters.map(\.name) == [
        "trunk.weight", "trunk.bias", "norm.weight", "norm.bias", "left.weight", "left.bias", "right.weight",
        "right.bias", "first.weight", "first.bias", "second.weight", "second.bias",
      ])
    #expect(Self.graph.receptiveField == 7)
    #expect(Self.graph.outputs.map(\.channels) == [3, 1])
  }
}

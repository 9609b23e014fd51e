import Kernels
import Networks
import Pictures
import Support
import Testing

/// Batch norms that use their batch in training and averages in use.
@Suite(.ownThread) struct AveragedBatchNormTests {
  private func filled(_ graph: LayerGraph, seed: UInt64 = 4) -> Network {
    let network = Network(graph)
    var random = SeededGenerator(seed: seed)
    network.parameters.values.fillNormal(mean: 0, deviation: 0.5, using: &random)
    for parameter in network.parameters.descriptions {
      guard case .runningVariance = parameter.kind else { continue }
      for value in network.parameters.value(parameter.name).values.indices {
        network.parameters.value(parameter.name).data[value] = 0.4 + Float(value) * 0.3
      }
    }
    return network
  }

  private func noise(_ count: Int, _ values: Int) -> Tensor {
    var random = SeededGenerator(seed: 9)
    let noise = Tensor(Shape(count, 1, 1, values))
    noise.fillNormal(mean: 0, deviation: 1, using: &random)
    return noise
  }

  /// Mean and unbiased variance of the batch, as PyTorch takes them with momentum 0.1.
  @Test func averagesMoveTowardsTheBatch() {
    let network = Network(
      LayerGraph(inputChannels: 2, chain: [.averagedBatchNorm(name: "n", channels: 2, .none)]))
    let parameters = network.parameters
    parameters.value("n.weight").fill(1)
    parameters.value("n.running_var").fill(1)
    let x = Tensor(Shape(2, 1, 2, 2), [1, 10, 2, 20, 3, 30, 6, 40])
    let y = network.forward(x, tape: Tape())
    // Of 1, 2, 3, 6 the mean is 3, the variance 3.5, without bias 14 / 3; of 10 … 40 they are 25 and 500 / 3.
    #expect(relativeError(parameters.value("n.running_mean").array, [0.3, 2.5]) < 1e-6)
    #expect(relativeError(parameters.value("n.running_var").array, [0.9 + 1.4 / 3, 0.9 + 50.0 / 3]) < 1e-5)
    #expect(abs(y.data[0] + 2 / Float(3.5).squareRoot()) < 1e-5)
    let used = network.forward(Tensor(Shape(1, 1, 1, 2), [1, 10]))
    #expect(abs(used.data[0] - 0.7 / Float(0.9 + 1.4 / 3).squareRoot()) < 1e-5)
    #expect(relativeError(parameters.value("n.running_mean").array, [0.3, 2.5]) < 1e-6)
    // A whole step takes the batch's own.
    _ = network.forward(x, tape: Tape(momentum: 1))
    #expect(relativeError(parameters.value("n.running_mean").array, [3, 25]) < 1e-6)
  }

  /// A plan folds the norms into the convolutions before them; the answer is that of one after the other.
  @Test func plansFoldTheNorms() throws {
    let lone = LayerGraph(
      inputChannels: 6,
      chain: [
        .averagedBatchNorm(name: "first", channels: 6, .leaky(0.2)),
        .transposedConvolution(
          name: "up", TransposedGeometry(inputs: 6, outputs: 3, kernel: 4, stride: 1, padding: 0), bias: true),
        .averagedBatchNorm(name: "second", channels: 3, .none), .activation(.tanh),
      ])
    for graph in [
      DCGANGenerator(latent: 6, width: 3, doublings: 3).graph, MLPGenerator(latent: 6, side: 10, width: 5).graph, lone,
    ] {
      let network = filled(graph)
      let x = noise(1, 6)
      let expected = network.forward(x)
      let plan = InferencePlan(graph, network.parameters, input: x.shape)
      for _ in 0..<2 {
        plan.input.copy(from: x)
        try plan.run()
        #expect(plan.output.shape == expected.shape)
        #expect(relativeError(plan.output, expected) < 1e-5)
      }
    }
  }

  @Test func gradientsOfNetworksFromNoise() {
    // Without kinks, and with the norms' statistics of the batch.
    let graph = LayerGraph(
      inputChannels: 5,
      chain: [
        .linear(name: "0", inputs: 5, outputs: 3 * 16, bias: true), .activation(.tanh), .unflatten(side: 4),
        .averagedBatchNorm(name: "1", channels: 3, .none), .flatten(side: 4),
        .linear(name: "2", inputs: 48, outputs: 4, bias: true),
      ])
    let network = filled(graph)
    checkGradient(
      of: [noise(6, 5)], forward: { network.forward($0[0], tape: Tape()) },
      backward: { inputs, dy in
        let tape = Tape()
        _ = network.forward(inputs[0], tape: tape)
        return [network.backward(dy, tape: tape, gradients: .input) ?? dy]
      })
    let values = network.parameters.values
    let start = Tensor(values.shape, values.values)
    let x = noise(6, 5)
    checkGradient(
      of: [start],
      forward: {
        values.copy(from: $0[0])
        return network.forward(x, tape: Tape())
      },
      backward: { inputs, dy in
        values.copy(from: inputs[0])
        network.parameters.clearGradients()
        let tape = Tape()
        _ = network.forward(x, tape: tape)
        network.backward(dy, tape: tape, gradients: .parameters)
        return [Tensor(values.shape, network.parameters.gradients.values)]
      })
  }
}

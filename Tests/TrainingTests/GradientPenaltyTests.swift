import Kernels
import Networks
import Pictures
import Support
import Testing
import Training

/// The second derivative of critics against finite differences. Kinks are kept far away: where one is crossed, the slope
/// jumps, and no difference tells its gradient.
@Suite(.ownThread) struct GradientPenaltyTests {
  /// Biases of ± 40 hold every value on its side of the kink.
  private func critic(_ graph: LayerGraph) -> Network {
    let network = Network(graph)
    var random = SeededGenerator(seed: 3)
    for parameter in network.parameters.descriptions {
      let value = network.parameters.value(parameter.name)
      if case .bias(let count) = parameter.kind {
        for index in 0..<count { value.data[index] = index % 2 == 0 ? 40 : -40 }
      } else {
        value.fillNormal(mean: 0, deviation: 0.3, using: &random)
      }
    }
    return network
  }

  private func check(_ network: Network, side: Int) {
    var random = RandomValues(seed: 4)
    let (real, fake) = (random.tensor(Shape(3, side, side, 3)), random.tensor(Shape(3, side, side, 3)))
    let mix = Tensor(Shape(3, 1, 1, 1), [0.2, 0.5, 0.9])
    func penalty() -> Double {
      GradientPenalty.evaluate(network, real: real, fake: fake, mix: mix, weight: 10)
    }
    let values = network.parameters.values
    network.parameters.clearGradients()
    #expect(penalty() > 0.01)
    let gradient = Tensor(values.shape, network.parameters.gradients.values)
    for parameter in network.parameters.descriptions {
      guard case .bias = parameter.kind else { continue }
      #expect(network.parameters.gradient(parameter.name).values.allSatisfy { $0 == 0 })
    }
    let start = Tensor(values.shape, values.values)
    for _ in 0..<5 {
      let direction = random.tensor(values.shape)
      func moved(by amount: Float) -> Double {
        values.copy(from: start)
        Elementwise.axpy(amount, direction, into: values)
        return penalty()
      }
      let measured = (moved(by: 2e-3) - moved(by: -2e-3)) / 4e-3
      let expected = Elementwise.dot(gradient, direction)
      #expect(abs(measured - expected) < 5e-3 * max(1, abs(expected)), "\(measured), \(expected)")
    }
  }

  @Test func convolutionalCritic() {
    check(critic(NoiseDiscriminator.convolutional(width: 4, halvings: 2, hasNorms: false).graph), side: 16)
  }

  @Test func fullyConnectedCritic() { check(critic(NoiseDiscriminator.mlp(side: 6, width: 5).graph), side: 6) }

  @Test func theInputsGradientIsTheBackwardPass() throws {
    let network = critic(NoiseDiscriminator.convolutional(width: 4, halvings: 2, hasNorms: false).graph)
    var random = RandomValues(seed: 8)
    let x = random.tensor(Shape(2, 16, 16, 3))
    let tape = Tape()
    let scores = network.forward(x, tape: tape)
    let ones = Tensor(scores.shape)
    ones.fill(1)
    let wanted = try #require(network.backward(ones, tape: tape, gradients: .input))
    #expect(relativeError(network.inputGradient(at: x).value, wanted) < 1e-6)
  }
}

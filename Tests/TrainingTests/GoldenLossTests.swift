import Kernels
import Support
import Testing
import Training

@Suite(.ownThread) struct GoldenLossTests {
  @Test func binaryCrossEntropyWithLogits() throws {
    let golden = try Golden("operations")
    let name = "sigmoid_bce_with_logits"
    let scores = try golden.activation("\(name).input0")
    let gradient = Tensor(scores.shape)
    let weight = try golden.floats("\(name).grad_output")[0]
    let value = AdversarialLoss.crossEntropy.evaluate(scores, target: 1, weight: weight, gradient: gradient)
    let wanted = Double(try golden.floats("\(name).output")[0] * weight)
    #expect(abs(value - wanted) < 1e-5 * max(1, abs(wanted)))
    #expect(relativeError(gradient.array, try golden.activation("\(name).grad0").array) < 1e-4)
  }
}

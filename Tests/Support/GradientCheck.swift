import Kernels
import Testing

/// Compares the gradients of an operation with finite differences.
///
/// `forward` computes the output from the inputs; `backward` gives, for the output's gradient, the gradient of each
/// input. The loss is a random weighting of the outputs, and each input is moved along random directions: the change
/// of the loss by central differences must match the inner product with the gradient. Choose inputs away from kinks.
package func checkGradient(
  of inputs: [Tensor], step: Float = 1e-2, tolerance: Double = 2e-3, seed: UInt64 = 9,
  forward: ([Tensor]) -> Tensor, backward: ([Tensor], Tensor) -> [Tensor],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var random = RandomValues(seed: seed)
  let y = forward(inputs)
  let weights = random.tensor(y.shape)
  let gradients = backward(inputs, weights)
  #expect(gradients.count == inputs.count, sourceLocation: sourceLocation)

  func loss(_ moved: [Tensor]) -> Double {
    let y = forward(moved)
    return zip(y.values, weights.values).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  for (index, (input, gradient)) in zip(inputs, gradients).enumerated() {
    #expect(gradient.shape == input.shape, "input \(index)", sourceLocation: sourceLocation)
    var (measured, expected) = ([Float](), [Float]())
    for _ in 0..<6 {
      let direction = random.tensor(input.shape)
      func moved(by amount: Float) -> [Tensor] {
        var result = inputs
        let copy = Tensor(input.shape, input.values)
        for i in 0..<copy.count { copy.data[i] += amount * direction.data[i] }
        result[index] = copy
        return result
      }
      measured.append(Float((loss(moved(by: step)) - loss(moved(by: -step))) / (2 * Double(step))))
      expected.append(Float(zip(gradient.values, direction.values).reduce(0) { $0 + Double($1.0) * Double($1.1) }))
    }
    let error = relativeError(expected, measured)
    #expect(error < tolerance, "input \(index): relative error \(error)", sourceLocation: sourceLocation)
  }
}

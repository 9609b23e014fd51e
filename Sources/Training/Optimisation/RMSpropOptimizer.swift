import Kernels
import Networks

/// RMSprop over all parameters of one network: what WGAN trains its critic with, since a mean of gradients made it
/// unstable (Arjovsky, Chintala and Bottou 2017, section 4).
package final class RMSpropOptimizer: Optimizer {
  package let parameters: ParameterArena
  /// Running means of the gradients' squares.
  package let squareAverage: Tensor
  package var step = 0
  package let smoothing: Float
  package let epsilon: Float
  private let scratch: Tensor

  package init(_ parameters: ParameterArena, smoothing: Float = 0.99, epsilon: Float = 1e-8) {
    self.parameters = parameters
    self.smoothing = smoothing
    self.epsilon = epsilon
    squareAverage = Tensor(.vector(parameters.count))
    scratch = Tensor(.vector(parameters.count))
  }

  package var moments: [(name: String, values: Tensor)] { [("square", squareAverage)] }

  package func update(learningRate: Float) {
    step += 1
    RMSprop.step(
      parameters: parameters.values.data, gradients: parameters.gradients.data, squareAverage: squareAverage.data,
      scratch: scratch.data, count: parameters.count, learningRate: learningRate, smoothing: smoothing,
      epsilon: epsilon)
    parameters.clearGradients()
  }
}

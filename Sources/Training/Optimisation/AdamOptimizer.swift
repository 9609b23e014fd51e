import Kernels
import Networks

/// Adam (Kingma and Ba 2015, algorithm 1) over all parameters of one network.
package final class AdamOptimizer: Optimizer {
  package let parameters: ParameterArena
  /// Running means of gradients and of their squares.
  package let firstMoment: Tensor
  package let secondMoment: Tensor
  /// Steps taken so far.
  package var step = 0
  package let beta1: Float
  package let beta2: Float
  package let epsilon: Float

  package init(_ parameters: ParameterArena, beta1: Float = 0.5, beta2: Float = 0.999, epsilon: Float = 1e-8) {
    self.parameters = parameters
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    firstMoment = Tensor(.vector(parameters.count))
    secondMoment = Tensor(.vector(parameters.count))
  }

  package var moments: [(name: String, values: Tensor)] { [("first", firstMoment), ("second", secondMoment)] }

  /// Moves the parameters against their gradients and clears the gradients.
  package func update(learningRate: Float) {
    step += 1
    Adam.step(
      parameters: parameters.values.data, gradients: parameters.gradients.data, firstMoment: firstMoment.data,
      secondMoment: secondMoment.data, count: parameters.count, learningRate: learningRate, beta1: beta1,
      beta2: beta2, epsilon: epsilon, step: step)
    parameters.clearGradients()
  }
}

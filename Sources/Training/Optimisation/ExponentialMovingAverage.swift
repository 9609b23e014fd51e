import Kernels
import Networks

/// An exponential average of a generator's weights; its pictures are calmer than those of any single step.
package final class ExponentialMovingAverage {
  package let values: Tensor
  /// The share of the old average kept at each step, once many steps have been taken.
  package let decay: Float
  package var step = 0

  package init(of parameters: ParameterArena, decay: Float = 0.998) {
    values = Tensor(.vector(parameters.count))
    values.copy(from: parameters.values)
    self.decay = decay
  }

  /// Takes in the present weights. Early on the average is short, so that it forgets the random start.
  package func update(from parameters: ParameterArena) {
    step += 1
    let kept = min(decay, Float(step) / Float(step + 10))
    Elementwise.scale(kept, values, into: values)
    Elementwise.axpy(1 - kept, parameters.values, into: values)
  }
}

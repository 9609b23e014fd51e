import CKernels
import Foundation

/// Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015, algorithm 1).
package enum Adam {
  /// One step over `count` parameters. `step` counts from 1.
  package static func step(
    parameters: UnsafeMutablePointer<Float>, gradients: UnsafeMutablePointer<Float>,
    firstMoment: UnsafeMutablePointer<Float>, secondMoment: UnsafeMutablePointer<Float>, count: Int,
    learningRate: Float, beta1: Float, beta2: Float, epsilon: Float, step: Int
  ) {
    precondition(step > 0, "the first step is number 1")
    let stepSize = Double(learningRate) / (1 - pow(Double(beta1), Double(step)))
    let inverseRoot = 1 / (1 - pow(Double(beta2), Double(step))).squareRoot()
    Elementwise.split(count) { loops, range in
      let first = range.lowerBound
      var block = ak_adam()
      block.parameters = parameters + first
      block.gradients = UnsafePointer(gradients + first)
      block.firstMoment = firstMoment + first
      block.secondMoment = secondMoment + first
      block.count = range.count
      block.beta1 = beta1
      block.beta2 = beta2
      block.epsilon = epsilon
      block.stepSize = Float(stepSize)
      block.inverseRootScale = Float(inverseRoot)
      loops.adam(&block)
    }
  }
}

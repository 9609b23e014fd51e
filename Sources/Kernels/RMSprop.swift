import CKernels

/// RMSprop (Tieleman and Hinton, "Lecture 6.5", 2012) as PyTorch computes it: without momentum and centring.
package enum RMSprop {
  /// One step over `count` parameters.
  ///
  /// - Parameters:
  ///   - squareAverage: running means of the gradients' squares.
  ///   - scratch: `count` values, overwritten.
  ///   - smoothing: the share of the old average that is kept.
  package static func step(
    parameters: UnsafeMutablePointer<Float>, gradients: UnsafeMutablePointer<Float>,
    squareAverage: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>, count: Int,
    learningRate: Float, smoothing: Float, epsilon: Float
  ) {
    Elementwise.split(count) { loops, range in
      let first = range.lowerBound
      // Adam whose mean of gradients forgets everything, and which corrects no start.
      var block = ak_adam()
      block.parameters = parameters + first
      block.gradients = UnsafePointer(gradients + first)
      block.firstMoment = scratch + first
      block.secondMoment = squareAverage + first
      block.count = range.count
      block.beta1 = 0
      block.beta2 = smoothing
      block.epsilon = epsilon
      block.stepSize = learningRate
      block.inverseRootScale = 1
      loops.adam(&block)
    }
  }
}

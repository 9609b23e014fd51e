import Kernels
import Networks

/// The gradient penalty of WGAN-GP (Gulrajani et al. 2017, equation 3): weight · mean (|∇D(m)| − 1)² over pictures m
/// between real and fake ones, which keeps the critic's slope near 1.
package enum GradientPenalty {
  /// The penalty; its gradient is added to the critic's parameters.
  ///
  /// - Parameters:
  ///   - critic: a chain of piecewise linear layers that gives one score a picture.
  ///   - real: (n, h, w, c).
  ///   - fake: likewise.
  ///   - mix: (n, 1, 1, 1), the share of the real picture in each m, 0…1.
  package static func evaluate(_ critic: Network, real: Tensor, fake: Tensor, mix: Tensor, weight: Float) -> Double {
    let n = real.shape.n
    precondition(fake.shape == real.shape && mix.count == n, "\(real.shape), \(fake.shape), \(mix.shape)")
    let between = Tensor(real.shape, zeroed: false)
    for row in 0..<n {
      let m = between.batch(row..<(row + 1))
      Elementwise.scale(mix.data[row], real.batch(row..<(row + 1)), into: m)
      Elementwise.axpy(1 - mix.data[row], fake.batch(row..<(row + 1)), into: m)
    }
    let gradient = critic.inputGradient(at: between)
    let direction = Tensor(real.shape, zeroed: false)
    var sum = 0.0
    for row in 0..<n {
      let slope = gradient.value.batch(row..<(row + 1))
      let length = Elementwise.dot(slope, slope).squareRoot()
      sum += (length - 1) * (length - 1)
      // The gradient of |g| is g / |g|; where g is 0 there is none, and nothing is pushed.
      let factor = length > 0 ? 2 * (length - 1) / (length * Double(n)) : 0
      Elementwise.scale(weight * Float(factor), slope, into: direction.batch(row..<(row + 1)))
    }
    critic.backward(direction, through: gradient)
    return Double(weight) * sum / Double(n)
  }
}

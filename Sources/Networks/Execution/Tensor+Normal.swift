import Foundation
import Kernels

extension Tensor {
  /// Fills with normally distributed numbers (Box and Muller 1958).
  package func fillNormal(mean: Float, deviation: Float, using generator: inout some RandomNumberGenerator) {
    let values = self.values
    for index in stride(from: 0, to: values.count, by: 2) {
      let radius = (-2 * log(Double.random(in: Double.leastNormalMagnitude..<1, using: &generator))).squareRoot()
      let angle = Double.random(in: 0..<(2 * Double.pi), using: &generator)
      values[index] = mean + deviation * Float(radius * cos(angle))
      if index + 1 < values.count { values[index + 1] = mean + deviation * Float(radius * sin(angle)) }
    }
  }
}

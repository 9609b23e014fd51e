import Foundation
import Kernels

extension Tensor {
  /// Fills with normally distributed numbers (Box and Muller 1958).
  package func fillNormal(mean: Float, deviation: Float, using generator: inout some RandomNumberGenerator) {
    let values = self.values
    withUnsafeMutablePointer(to: &generator) { generator in
      var source = ForwardedGenerator { generator.pointee.next() }
      for index in stride(from: 0, to: values.count, by: 2) {
        let radius = (-2 * log(Double.random(in: Double.leastNormalMagnitude..<1, using: &source))).squareRoot()
        let angle = Double.random(in: 0..<(2 * Double.pi), using: &source)
        values[index] = mean + deviation * Float(radius * cos(angle))
        if index + 1 < values.count { values[index + 1] = mean + deviation * Float(radius * sin(angle)) }
      }
    }
  }
}

/// Another generator's numbers. `Double.random` is many times faster with a type that is known where it is called.
private struct ForwardedGenerator: RandomNumberGenerator {
  let draw: () -> UInt64

  func next() -> UInt64 { draw() }
}

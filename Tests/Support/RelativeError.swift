import Kernels

/// ‖a - b‖ / ‖b‖, in double precision; infinite where the counts differ or a value is not finite.
package func relativeError(_ a: some Collection<Float>, _ b: some Collection<Float>) -> Double {
  guard a.count == b.count else { return .infinity }
  var (difference, size) = (0.0, 0.0)
  for (x, y) in zip(a, b) {
    let d = Double(x) - Double(y)
    difference += d * d
    size += Double(y) * Double(y)
  }
  guard difference.isFinite && size.isFinite else { return .infinity }
  return size == 0 ? difference.squareRoot() : (difference / size).squareRoot()
}

package func relativeError(_ a: Tensor, _ b: Tensor) -> Double { relativeError(a.values, b.values) }

import Kernels

/// The L1 loss.
package enum MeanAbsoluteError {
  /// Mean |a − b|; `weight` times its gradient with respect to `a` is added to `gradient`.
  package static func evaluate(_ a: Tensor, _ b: Tensor, weight: Float, addingTo gradient: Tensor) -> Double {
    precondition(a.count == b.count && a.count == gradient.count, "shapes differ")
    let share = weight / Float(a.count)
    var sum = 0.0
    // Rows of a few thousand values are summed in Float and gathered in Double: fast, and exact enough.
    let row = 4096
    for start in stride(from: 0, to: a.count, by: row) {
      let end = min(start + row, a.count)
      var partial: Float = 0
      for index in start..<end {
        let difference = a.data[index] - b.data[index]
        partial += abs(difference)
        gradient.data[index] += difference > 0 ? share : (difference < 0 ? -share : 0)
      }
      sum += Double(partial)
    }
    return sum / Double(a.count)
  }
}

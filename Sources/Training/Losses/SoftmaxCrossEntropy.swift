import Foundation
import Kernels

/// The loss of a classifier: cross entropy of softmax with smoothed labels (Szegedy et al. 2016, "Rethinking the
/// Inception architecture", section 7).
package enum SoftmaxCrossEntropy {
  /// The mean over the pictures of −Σ t'·log softmax(score), where t' = (1 − smoothing)·t + smoothing / classes.
  ///
  /// - Parameters:
  ///   - scores: (n, 1, 1, classes).
  ///   - targets: the same shape; 1 for the right class, 0 for the others.
  ///   - smoothing: 0..<1.
  ///   - gradient: the same shape; overwritten with the loss's gradient at the scores.
  package static func evaluate(_ scores: Tensor, targets: Tensor, smoothing: Float, gradient: Tensor) -> Double {
    precondition(
      scores.shape == targets.shape && scores.shape == gradient.shape && scores.shape.pixels == scores.shape.n,
      "one row of scores, targets and gradients for each picture")
    let (rows, classes) = (scores.shape.n, scores.shape.c)
    var loss = 0.0
    for row in 0..<rows {
      let start = row * classes
      var highest = -Float.infinity
      for index in start..<(start + classes) { highest = max(highest, scores.data[index]) }
      // The highest score is taken off first, so that no exponential overflows.
      var sum: Float = 0
      for index in start..<(start + classes) { sum += exp(scores.data[index] - highest) }
      let logSum = log(sum)
      for index in start..<(start + classes) {
        let logShare = scores.data[index] - highest - logSum
        let target = (1 - smoothing) * targets.data[index] + smoothing / Float(classes)
        loss -= Double(target * logShare)
        gradient.data[index] = (exp(logShare) - target) / Float(rows)
      }
    }
    return loss / Double(rows)
  }
}

import Foundation
import Kernels

/// What the discriminator's scores are judged by.
package enum AdversarialLoss: String, Sendable, CaseIterable, Codable {
  /// Mean (score − target)² (Mao et al. 2017, "Least squares GAN", equation 9).
  case leastSquares = "least-squares"
  /// Binary cross entropy on logits (Goodfellow et al. 2014, equation 1, with the non-saturating generator).
  case crossEntropy = "cross-entropy"
  /// max(0, 1 − score) for real pictures, max(0, 1 + score) for fake ones, −score for the generator (Lim and Ye 2017,
  /// "Geometric GAN", section 3). What is clearly told apart teaches the discriminator nothing more.
  case hinge

  /// The mean loss of `scores` against `target` (1 real, 0 fake), times `weight`; its gradient goes to `gradient`.
  ///
  /// - Parameters:
  ///   - scores: any shape.
  ///   - gradient: same count as `scores`; overwritten.
  package func evaluate(_ scores: Tensor, target: Float, weight: Float, gradient: Tensor) -> Double {
    precondition(scores.count == gradient.count, "one gradient for each score")
    let scores = scores.values
    let gradients = gradient.values
    let share = weight / Float(scores.count)
    var sum = 0.0
    for index in 0..<scores.count {
      let score = scores[index]
      switch self {
      case .leastSquares:
        let difference = score - target
        sum += Double(difference * difference)
        gradients[index] = 2 * difference * share
      case .crossEntropy:
        // max(s, 0) − s·t + log(1 + e^−|s|) never overflows.
        sum += Double(max(score, 0) - score * target + log1p(exp(-abs(score))))
        gradients[index] = (1 / (1 + exp(-score)) - target) * share
      case .hinge:
        let sign: Float = target > 0.5 ? -1 : 1
        let margin = 1 + sign * score
        sum += Double(max(margin, 0))
        gradients[index] = margin > 0 ? sign * share : 0
      }
    }
    return sum * Double(share)
  }

  /// The generator's mean loss at the scores of its pictures, times `weight`; its gradient goes to `gradient`.
  package func evaluateGenerator(_ scores: Tensor, weight: Float, gradient: Tensor) -> Double {
    guard self == .hinge else { return evaluate(scores, target: 1, weight: weight, gradient: gradient) }
    precondition(scores.count == gradient.count, "one gradient for each score")
    gradient.fill(-weight / Float(scores.count))
    return -Double(weight) * Elementwise.sum(scores) / Double(scores.count)
  }
}

import Kernels
import Networks
import Pictures

/// Keeps the spectral norm of each convolution's weights, seen as a matrix of outputs by everything that one output
/// reads, at 1 or below: a discriminator whose layers stretch nothing has gradients of bounded size (Miyato et al. 2018,
/// "Spectral normalization for generative adversarial networks"). The weights are brought back after each update rather
/// than divided in each pass (Gouk et al. 2021, "Regularisation of neural networks by enforcing Lipschitz continuity",
/// section 3.3).
///
/// Norms come from a few power iterations that begin with the same vector every time, so a resumed run needs nothing
/// but the weights. They are a little too low where the largest singular values are close.
enum SpectralBound {
  private static let iterations = 3

  /// Scales each convolution's weights that have a larger norm than 1 down to it.
  static func apply(_ parameters: ParameterArena) {
    forWeights(of: parameters) { weight, norm in
      if norm > 1 { Elementwise.scale(1 / norm, weight, into: weight) }
    }
  }

  /// Scales each convolution's weights to norm 1, for fresh ones.
  static func fill(_ parameters: ParameterArena) {
    forWeights(of: parameters) { weight, norm in
      if norm > 0 { Elementwise.scale(1 / norm, weight, into: weight) }
    }
  }

  /// Largest singular value of a convolution's weights (kernel, kernel, inputs, outputs).
  static func norm(_ weight: Tensor) -> Float {
    let columns = weight.shape.c
    let rows = weight.count / columns
    var random = SeededGenerator(seed: 1)
    let right = Tensor(.vector(columns), (0..<columns).map { _ in Float(random.normal()) })
    let row = (0..<rows).map { Tensor(.vector(columns), viewing: weight.data + $0 * columns, of: weight) }
    var norm: Float = 0
    for _ in 0..<iterations {
      let left = row.map { Float(Elementwise.dot($0, right)) }
      let length = left.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 0 else { return 0 }
      right.fill(0)
      for (row, part) in zip(row, left) { Elementwise.axpy(part / length, row, into: right) }
      norm = Float(Elementwise.dot(right, right).squareRoot())
      Elementwise.scale(1 / norm, right, into: right)
    }
    return norm
  }

  private static func forWeights(of parameters: ParameterArena, _ body: (Tensor, Float) -> Void) {
    for parameter in parameters.descriptions {
      guard case .convolution = parameter.kind else { continue }
      let weight = parameters.value(parameter.name)
      body(weight, norm(weight))
    }
  }
}

import CKernels

/// What is applied to each value after a layer.
package enum Activation: Hashable, Sendable {
  case none
  /// max(x, 0)
  case relu
  /// x below zero times the slope
  case leaky(Float)
  case tanh
  case sigmoid
  /// x kept within ± the limit.
  case clip(Float)
  /// x kept between 0 and the limit (Krizhevsky 2010, "Convolutional deep belief networks on CIFAR-10", with 6).
  case clippedRelu(Float)

  var code: Int32 {
    switch self {
    case .none: 0
    case .relu: 1
    case .leaky: 2
    case .tanh: 3
    case .sigmoid: 4
    case .clip: 5
    case .clippedRelu: 6
    }
  }

  /// The slope or limit that goes with the code.
  var parameter: Float {
    switch self {
    case .leaky(let value), .clip(let value), .clippedRelu(let value): value
    case .none, .relu, .tanh, .sigmoid: 0
    }
  }

  /// Between which values a linear function is kept, for an activation that does only that.
  var bounds: (lowest: Float, highest: Float)? {
    switch self {
    case .none: (-.infinity, .infinity)
    case .relu: (0, .infinity)
    case .clip(let limit): (-limit, limit)
    case .clippedRelu(let limit): (0, limit)
    case .leaky, .tanh, .sigmoid: nil
    }
  }

  /// Whether an instance norm that is fused with its neighbours can apply it.
  package var fusesWithNorm: Bool { bounds != nil }
}

/// Activations on whole tensors.
package enum Activations {
  /// y = a(x); y may be x.
  package static func forward(_ x: Tensor, _ activation: Activation, into y: Tensor) {
    precondition(x.shape == y.shape, "\(x.shape) into \(y.shape)")
    Elementwise.split(x.count) { loops, range in
      loops.activate(
        x.data + range.lowerBound, range.count, activation.code, activation.parameter, y.data + range.lowerBound)
    }
  }

  /// dx = dy · a'(x), from the output y = a(x); dx may be dy. A leaky slope must be above zero, so that the sign of y
  /// tells the sign of x.
  package static func backward(y: Tensor, dy: Tensor, _ activation: Activation, into dx: Tensor) {
    precondition(y.shape == dy.shape && dy.shape == dx.shape, "\(y.shape), \(dy.shape), \(dx.shape)")
    if case .leaky(let slope) = activation { precondition(slope > 0, "the slope must be above zero") }
    Elementwise.split(y.count) { loops, range in
      let first = range.lowerBound
      loops.activateGradient(
        y.data + first, dy.data + first, range.count, activation.code, activation.parameter, dx.data + first)
    }
  }
}

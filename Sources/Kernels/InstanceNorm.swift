/// Instance norm: each picture and channel by the mean and variance of its own pixels, ε = 1e-5.
///
/// Statistics have the shape (n, 1, 2, c): the means, then 1 / √(variance + ε).
package enum InstanceNorm {
  package static func statisticsShape(for x: Shape) -> Shape { Shape(x.n, 1, 2, x.c) }

  /// y = activation(norm(x) · scale + shift); y may be x if backward is not needed. `activation` is none, relu or leaky.
  package static func forward(
    _ x: Tensor, scale: Tensor?, shift: Tensor?, activation: Activation, into y: Tensor, statistics: Tensor
  ) {
    ChannelNorm(x.shape, wholeBatch: false, scale: scale, shift: shift, activation: activation)
      .forward(x, into: y, statistics: statistics)
  }

  /// Writes dx, which may be dy, and adds to the gradients. x is the input of forward.
  package static func backward(
    x: Tensor, dy: Tensor, scale: Tensor?, shift: Tensor?, activation: Activation, statistics: Tensor,
    into dx: Tensor, scaleGradient: Tensor?, shiftGradient: Tensor?
  ) {
    ChannelNorm(x.shape, wholeBatch: false, scale: scale, shift: shift, activation: activation)
      .backward(
        x: x, dy: dy, statistics: statistics, into: dx, scaleGradient: scaleGradient, shiftGradient: shiftGradient)
  }
}

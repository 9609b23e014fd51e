/// Batch norm: each channel by the mean and variance over all pixels of the batch, ε = 1e-5.
///
/// Statistics have the shape (1, 1, 2, c): the means, then 1 / √(variance + ε).
package enum BatchNorm {
  package static func statisticsShape(for x: Shape) -> Shape { Shape(1, 1, 2, x.c) }

  /// y = activation(norm(x) · scale + shift) with the batch's own statistics; y may be x if backward is not needed.
  package static func forward(
    _ x: Tensor, scale: Tensor?, shift: Tensor?, activation: Activation, into y: Tensor, statistics: Tensor
  ) {
    ChannelNorm(x.shape, wholeBatch: true, scale: scale, shift: shift, activation: activation)
      .forward(x, into: y, statistics: statistics)
  }

  /// Writes dx, which may be dy, and adds to the gradients. x is the input of forward.
  package static func backward(
    x: Tensor, dy: Tensor, scale: Tensor?, shift: Tensor?, activation: Activation, statistics: Tensor,
    into dx: Tensor, scaleGradient: Tensor?, shiftGradient: Tensor?
  ) {
    ChannelNorm(x.shape, wholeBatch: true, scale: scale, shift: shift, activation: activation)
      .backward(
        x: x, dy: dy, statistics: statistics, into: dx, scaleGradient: scaleGradient, shiftGradient: shiftGradient)
  }

  /// The same with a running mean and variance (vectors) in place of the batch's own; y may be x.
  package static func inference(
    _ x: Tensor, mean: Tensor, variance: Tensor, scale: Tensor?, shift: Tensor?, activation: Activation, into y: Tensor
  ) {
    precondition(mean.count == x.shape.c && variance.count == x.shape.c, "one mean and variance for each channel")
    let statistics = Tensor(statisticsShape(for: x.shape), zeroed: false)
    for channel in 0..<x.shape.c {
      statistics.data[channel] = mean.data[channel]
      statistics.data[x.shape.c + channel] = 1 / (variance.data[channel] + ChannelNorm.epsilon).squareRoot()
    }
    ChannelNorm(x.shape, wholeBatch: true, scale: scale, shift: shift, activation: activation)
      .apply(x, into: y, statistics: statistics)
  }
}

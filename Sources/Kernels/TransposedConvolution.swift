/// Transposed convolution of NHWC pictures, y[s·q + row - p, o] += x[q, i] · w[i, row, column, o].
///
/// Weights are (inputs, kernel rows, kernel columns, outputs).
package enum TransposedConvolution {
  /// Writes the transposed convolution of x into y, whose shape must be `g.outputShape(for: x.shape)`.
  package static func forward(_ x: Tensor, weight: Tensor, bias: Tensor?, _ g: TransposedGeometry, into y: Tensor) {
    check(x.shape, y.shape, weight: weight, bias: bias, g)
    PreparedTransposedConvolution(weight: weight, bias: bias, g).forward(x, into: y)
  }

  /// Writes the gradient with respect to the input into dx: an ordinary convolution of dy.
  package static func backwardInput(_ dy: Tensor, weight: Tensor, _ g: TransposedGeometry, into dx: Tensor) {
    check(dx.shape, dy.shape, weight: weight, bias: nil, g)
    let taps = g.kernel * g.kernel * g.outputs
    let packed = PackedWeight(rows: taps, outputs: g.inputs)
    packed.pack(weight.data, row: 0, count: taps, rowStride: 1, outputStride: taps)
    DirectConvolution(
      kernel: g.kernel, stride: g.stride, padding: g.padding, dilation: 1, reflect: false, weight: packed.storage,
      isNarrow: false,
      bias: nil
    ).run(dy, norm: nil, activation: .none, into: dx, gathering: nil)
  }

  /// Adds the gradients with respect to the weight and the bias to `dw` and `db`.
  package static func backwardParameters(
    _ x: Tensor, _ dy: Tensor, _ g: TransposedGeometry, weight dw: Tensor, bias db: Tensor?
  ) {
    check(x.shape, dy.shape, weight: dw, bias: db, g)
    if let db { ChannelSums.add(of: dy, into: db) }
    let windows = Padding.padded(
      dy, before: g.padding, reflect: false, rows: (x.shape.h - 1) * g.stride + g.kernel,
      columns: (x.shape.w - 1) * g.stride + g.kernel)
    ConvolutionWeightGradient(
      pixels: x, windows: windows, kernel: g.kernel, stride: g.stride, windowFirst: false, result: dw.data
    ).run()
  }

  private static func check(_ x: Shape, _ y: Shape, weight: Tensor, bias: Tensor?, _ g: TransposedGeometry) {
    precondition(weight.shape == g.weightShape, "weight \(weight.shape) for \(g.weightShape)")
    precondition(g.outputShape(for: x) == y, "output \(y) for \(g.outputShape(for: x))")
    precondition(bias.map { $0.count == g.outputs } ?? true, "one bias for each output")
  }
}

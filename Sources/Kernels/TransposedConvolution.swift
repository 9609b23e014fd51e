/// Transposed convolution of NHWC pictures, y[s·q + row - p, o] += x[q, i] · w[i, row, column, o].
///
/// Weights are (inputs, kernel rows, kernel columns, outputs).
package enum TransposedConvolution {
  /// Writes the transposed convolution of x into y, whose shape must be `g.outputShape(for: x.shape)`.
  package static func forward(_ x: Tensor, weight: Tensor, bias: Tensor?, _ g: TransposedGeometry, into y: Tensor) {
    check(x.shape, y.shape, weight: weight, bias: bias, g)
    if isProduct(x.shape, bias, g) {
      Linear.forward(x, weight: asMatrix(weight, g), bias: nil, into: asRows(y))
      return
    }
    PreparedTransposedConvolution(weight: weight, bias: bias, g, for: x.shape).forward(PendingInput(x), into: y)
  }

  /// Writes the gradient with respect to the input into dx: an ordinary convolution of dy.
  package static func backwardInput(_ dy: Tensor, weight: Tensor, _ g: TransposedGeometry, into dx: Tensor) {
    check(dx.shape, dy.shape, weight: weight, bias: nil, g)
    if isProduct(dx.shape, nil, g) {
      Linear.backwardInput(asRows(dy), weight: asMatrix(weight, g), into: dx)
      return
    }
    let taps = g.kernel * g.kernel * g.outputs
    if HalvedConvolution.serves(g, small: dx.shape) {
      let transposed = Tensor(.vector(weight.count), zeroed: false)
      Elementwise.transpose(weight.data, rows: g.inputs, columns: taps, into: transposed.data)
      HalvedConvolution(
        transposed.data, inputs: g.outputs, outputs: g.inputs, isTransposed: false, tapStride: g.outputs * g.inputs,
        inputStride: g.inputs, bias: nil
      ).run(PendingInput(dy), activation: .none, into: dx, gathering: nil)
      return
    }
    let weights = PackedWeight(runs: 1, of: taps, outputs: g.inputs, precision: .float32)
    weights.pack(weight.data, run: 0, row: 0, count: taps, rowStride: 1, outputStride: taps)
    DirectConvolution(
      kernel: g.kernel, stride: g.stride, padding: g.padding, dilation: 1, reflect: false, precision: .float32,
      weight: weights.packed, isNarrow: false, bias: nil
    ).run(PendingInput(dy), activation: .none, into: dx, gathering: nil)
  }

  /// Adds the gradients with respect to the weight and the bias to `dw` and `db`.
  package static func backwardParameters(
    _ x: Tensor, _ dy: Tensor, _ g: TransposedGeometry, weight dw: Tensor, bias db: Tensor?
  ) {
    check(x.shape, dy.shape, weight: dw, bias: db, g)
    if isProduct(x.shape, db, g) {
      Linear.backwardParameters(x, asRows(dy), weight: asMatrix(dw, g), bias: nil)
      return
    }
    if let db { ChannelSums.add(of: dy, into: db) }
    let windows = Padding.padded(
      dy, before: g.padding, reflect: false, rows: (x.shape.h - 1) * g.stride + g.kernel,
      columns: (x.shape.w - 1) * g.stride + g.kernel)
    ConvolutionWeightGradient(
      pixels: x, windows: windows, kernel: g.kernel, stride: g.stride, windowFirst: false, result: dw.data
    ).run()
  }

  /// Whether each picture is a single pixel, whose channels times the weight are the whole output: the first layer of a
  /// generator from noise.
  private static func isProduct(_ x: Shape, _ bias: Tensor?, _ g: TransposedGeometry) -> Bool {
    x.h == 1 && x.w == 1 && bias == nil && g.padding == 0 && g.outputPadding == 0
  }

  private static func asMatrix(_ weight: Tensor, _ g: TransposedGeometry) -> Tensor {
    weight.reshaped(Shape(1, 1, g.inputs, g.kernel * g.kernel * g.outputs))
  }

  private static func asRows(_ y: Tensor) -> Tensor {
    y.reshaped(Shape(y.shape.n, 1, 1, y.shape.h * y.shape.w * y.shape.c))
  }

  private static func check(_ x: Shape, _ y: Shape, weight: Tensor, bias: Tensor?, _ g: TransposedGeometry) {
    precondition(weight.shape == g.weightShape, "weight \(weight.shape) for \(g.weightShape)")
    precondition(g.outputShape(for: x) == y, "output \(y) for \(g.outputShape(for: x))")
    precondition(bias.map { $0.count == g.outputs } ?? true, "one bias for each output")
  }
}

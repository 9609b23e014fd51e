/// Convolution of NHWC pictures, y[o] = bias[o] + Σ w[row, column, i, o] · x[s·y + d·row - p, s·x + d·column - p, i],
/// d being the dilation.
///
/// Weights are (kernel rows, kernel columns, inputs, outputs). 3×3 kernels of stride 1 with enough channels go by
/// ``Winograd``, 4×4 kernels of stride 2 on large pictures by ``HalvedConvolution``, one to three outputs by dot products,
/// everything else by ``DirectConvolution``.
package enum Convolution {
  /// Writes the convolution of x into y, whose shape must be `g.outputShape(for: x.shape)`.
  package static func forward(
    _ x: Tensor, weight: Tensor, bias: Tensor?, _ g: ConvolutionGeometry, into y: Tensor
  ) {
    check(x.shape, y.shape, weight: weight, bias: bias, g)
    PreparedConvolution(weight: weight, bias: bias, g, for: x.shape).forward(PendingInput(x), into: y)
  }

  /// Writes the gradient with respect to the input into dx.
  package static func backwardInput(_ dy: Tensor, weight: Tensor, _ g: ConvolutionGeometry, into dx: Tensor) {
    check(dx.shape, dy.shape, weight: weight, bias: nil, g)
    if g.dilation > 1 {
      let wide = Tensor(g.withoutGaps.weightShape)
      forTaps(g) { wide.data.advanced(by: $1).update(from: weight.data + $0, count: $2) }
      backwardInput(dy, weight: wide, g.withoutGaps, into: dx)
      return
    }
    if Winograd.serves(g) {
      Winograd.backwardInput(dy, weight: weight, g, into: dx)
      return
    }
    // The gradient is transposed, and reaches all of dx where its sides are even.
    if (dx.shape.h, dx.shape.w) == (2 * dy.shape.h, 2 * dy.shape.w) && HalvedConvolution.serves(g, small: dy.shape) {
      let (taps, area) = (g.kernel * g.kernel, g.inputs * g.outputs)
      let transposed = Tensor(.vector(taps * area), zeroed: false)
      ThreadPool.shared.run(taps) { tap in
        Elementwise.transpose(
          weight.data + tap * area, rows: g.inputs, columns: g.outputs, into: transposed.data + tap * area)
      }
      HalvedConvolution(
        transposed.data, inputs: g.outputs, outputs: g.inputs, isTransposed: true, tapStride: area,
        inputStride: g.inputs, bias: nil
      ).run(PendingInput(dy), activation: .none, into: dx, gathering: nil)
      return
    }
    let shape = dx.shape
    let reflected = g.paddingMode == .reflect && g.padding > 0
    let target =
      reflected
      ? Tensor(Shape(shape.n, shape.h + 2 * g.padding, shape.w + 2 * g.padding, shape.c), zeroed: false) : dx
    PolyphaseTransposedConvolution(
      weight.data, inputs: g.outputs, outputs: g.inputs, kernel: g.kernel, stride: g.stride,
      cut: reflected ? 0 : g.padding, tapStride: g.inputs * g.outputs, inputStride: 1, outputStride: g.outputs,
      bias: nil
    ).run(PendingInput(dy), activation: .none, into: target, gathering: nil)
    if reflected { Padding.fold(target, padding: g.padding, into: dx) }
  }

  /// Adds the gradients with respect to the weight and the bias to `dw` and `db`.
  package static func backwardParameters(
    _ x: Tensor, _ dy: Tensor, _ g: ConvolutionGeometry, weight dw: Tensor, bias db: Tensor?
  ) {
    check(x.shape, dy.shape, weight: dw, bias: db, g)
    if g.dilation > 1 {
      let wide = Tensor(g.withoutGaps.weightShape)
      backwardParameters(x, dy, g.withoutGaps, weight: wide, bias: db)
      forTaps(g) { InstructionSet.loops.axpy(1, wide.data + $1, $2, dw.data + $0) }
      return
    }
    if let db { ChannelSums.add(of: dy, into: db) }
    if Winograd.serves(g) {
      Winograd.backwardWeight(x, dy, g, into: dw)
      return
    }
    let windows = Padding.padded(
      x, before: g.padding, reflect: g.paddingMode == .reflect, rows: (dy.shape.h - 1) * g.stride + g.kernel,
      columns: (dy.shape.w - 1) * g.stride + g.kernel)
    // With few outputs a vector of them would be mostly padding, so the window's values are the vector.
    guard g.outputs < 8 && g.kernel * g.inputs > g.outputs else {
      ConvolutionWeightGradient(
        pixels: dy, windows: windows, kernel: g.kernel, stride: g.stride, windowFirst: true, result: dw.data
      ).run()
      return
    }
    let transposed = Tensor(Shape(g.outputs, g.kernel, g.kernel, g.inputs))
    ConvolutionWeightGradient(
      pixels: dy, windows: windows, kernel: g.kernel, stride: g.stride, windowFirst: false, result: transposed.data
    ).run()
    let rows = g.kernel * g.kernel * g.inputs
    for row in 0..<rows {
      for output in 0..<g.outputs { dw.data[row * g.outputs + output] += transposed.data[output * rows + row] }
    }
  }

  /// Calls `body(offset, offset without gaps, count)` for each tap of a kernel with gaps.
  private static func forTaps(_ g: ConvolutionGeometry, _ body: (Int, Int, Int) -> Void) {
    let count = g.inputs * g.outputs
    for row in 0..<g.kernel {
      for column in 0..<g.kernel {
        body((row * g.kernel + column) * count, (row * g.span + column) * g.dilation * count, count)
      }
    }
  }

  private static func check(_ x: Shape, _ y: Shape, weight: Tensor, bias: Tensor?, _ g: ConvolutionGeometry) {
    precondition(weight.shape == g.weightShape, "weight \(weight.shape) for \(g.weightShape)")
    precondition(g.outputShape(for: x) == y, "output \(y) for \(g.outputShape(for: x))")
    precondition(bias.map { $0.count == g.outputs } ?? true, "one bias for each output")
  }
}

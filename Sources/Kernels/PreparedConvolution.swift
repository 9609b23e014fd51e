import CKernels

/// A convolution whose weight is already in the order that its kernel reads: for inference, where the weight never
/// changes. It keeps its own copy of the weight; scratch memory comes from the reusable tensor storage.
package final class PreparedConvolution: @unchecked Sendable {
  private enum Method {
    case winograd(WinogradFilter)
    case halved(HalvedConvolution)
    case window(DirectConvolution)
  }

  package let geometry: ConvolutionGeometry
  /// What is multiplied.
  package let precision: Precision
  private let bias: Tensor?
  private let method: Method

  /// - Parameters:
  ///   - weight: (kernel rows, kernel columns, inputs, outputs).
  ///   - bias: one value for each output; kept by reference.
  ///   - input: what it will mostly read, which decides how it is best computed.
  package init(
    weight: Tensor, bias: Tensor?, _ g: ConvolutionGeometry, precision: Precision = .float32, for input: Shape? = nil
  ) {
    precondition(weight.shape == g.weightShape, "weight \(weight.shape) for \(g.weightShape)")
    precondition(bias.map { $0.count == g.outputs } ?? true, "one bias for each output")
    (geometry, self.bias, self.precision) = (g, bias, precision)
    // Where matrices are multiplied, that is so fast that the transforms would take longer than the plain sums.
    let multipliesMatrices = precision == .bfloat16 && InstructionSet.current.multipliesMatrices
    if Winograd.serves(g) && !multipliesMatrices {
      method = .winograd(WinogradFilter(weight.data, inputs: g.inputs, outputs: g.outputs, precision: precision))
      return
    }
    if let input, HalvedConvolution.serves(g, small: g.outputShape(for: input), precision: precision) {
      method = .halved(
        HalvedConvolution(
          weight.data, inputs: g.inputs, outputs: g.outputs, isTransposed: false, tapStride: g.inputs * g.outputs,
          inputStride: g.outputs, bias: bias))
      return
    }
    let narrow = NarrowWeight(
      runs: g.kernel, taps: g.kernel, inputs: g.inputs, outputs: g.outputs, precision: precision)
    let isNarrow = narrow.isFaster && g.dilation == 1
    let packed =
      isNarrow
      ? narrow.packed { weight.data[((($0 * g.kernel) + $1) * g.inputs + $2) * g.outputs + $3] }
      : Self.packed(weight, g, precision)
    method = .window(
      DirectConvolution(
        kernel: g.kernel, stride: g.stride, padding: g.padding, dilation: g.dilation,
        reflect: g.paddingMode == .reflect, precision: precision,
        weight: packed, isNarrow: isNarrow, bias: bias))
  }

  /// Whether it can do what is pending on its input while it reads.
  package func accepts(_ x: PendingInput) -> Bool {
    switch method {
    // Zero padding must stay zero, which a norm would change.
    case .winograd: x.plain != nil || (x.onlyNorm != nil && (geometry.paddingMode == .reflect || geometry.padding == 0))
    case .halved: true
    case .window: x.parts.count == 1 || geometry.paddingMode == .zero
    }
  }

  /// Whether it can enlarge its input by two while it reads.
  package var acceptsSmallInput: Bool { if case .window = method { precision == .bfloat16 } else { false } }

  /// Whether it can apply an activation to its output.
  package var acceptsActivation: Bool { if case .winograd = method { false } else { true } }

  /// What it costs for an input of this shape.
  package func cost(_ x: Shape) -> OperationCost {
    let y = geometry.outputShape(for: x)
    let weights = geometry.weightShape.count
    switch method {
    case .winograd:
      let products = Winograd.points * geometry.inputs * geometry.outputs
      return OperationCost(
        work: 2 * y.pixels * weights, done: 2 * y.n * Winograd.Tiling(y).count * products, reading: x.count,
        weights: products, writing: y.count, precision: precision)
    case .halved(let product):
      return OperationCost(
        work: 2 * y.pixels * weights, done: product.work(y), reading: x.count, weights: product.weights,
        writing: y.count, precision: precision)
    case .window:
      return OperationCost(
        work: 2 * y.pixels * weights, reading: x.count, weights: weights, writing: y.count, precision: precision)
    }
  }

  /// y = activation(convolution of x), gathering the statistics of y for the norm that follows. A parametric
  /// rectifier goes onto the rows that were just computed, while they are in the cache.
  ///
  /// - Parameters:
  ///   - x: what it ``accepts(_:)``.
  ///   - enlarging: whether what is convolved is x enlarged by two (see ``Upsample``); only if ``acceptsSmallInput``, and
  ///     with nothing pending.
  ///   - activation: only if ``acceptsActivation``.
  ///   - slopes: of a parametric rectifier in its place, one for each output; see ``ParametricReLU``.
  ///   - statistics: the norm that follows, for one picture.
  package func forward(
    _ x: PendingInput, enlarging: Bool = false, activation: Activation = .none, slopes: Tensor? = nil, into y: Tensor,
    gathering statistics: FusedNorm? = nil
  ) {
    let shape = enlarging ? Upsample.outputShape(for: x.shape) : x.shape
    precondition(!enlarging || acceptsSmallInput, "x is to be enlarged before")
    precondition(accepts(x), "what is pending is to be done before")
    precondition(slopes.map { $0.count == geometry.outputs } ?? true, "one slope for each output")
    precondition(geometry.outputShape(for: shape) == y.shape, "\(shape) into \(y.shape)")
    precondition(statistics == nil || x.shape.n == 1, "a fused norm is for one picture")
    switch method {
    case .winograd(let weight):
      precondition(activation == .none, "no activation here")
      Winograd.forward(
        x.parts[0].picture, norm: x.onlyNorm, weight: weight, bias: bias, slopes: slopes, geometry, into: y,
        gathering: statistics)
    case .halved(let product):
      product.run(x, activation: activation, slopes: slopes, into: y, gathering: statistics)
    case .window(let product):
      product.run(x, enlarging: enlarging, activation: activation, slopes: slopes, into: y, gathering: statistics)
    }
  }

  private static func packed(_ weight: Tensor, _ g: ConvolutionGeometry, _ precision: Precision) -> Tensor {
    let filled = precision.filled(g.inputs)
    // Without gaps the taps of a kernel's row are one run of input values.
    let tapsOfRun = g.dilation == 1 ? g.kernel : 1
    let taps = g.kernel * g.kernel
    let weights = PackedWeight(runs: taps / tapsOfRun, of: tapsOfRun * filled, outputs: g.outputs, precision: precision)
    ThreadPool.shared.run(taps) { tap in
      weights.pack(
        weight.data + tap * g.inputs * g.outputs, run: tap / tapsOfRun, row: tap % tapsOfRun * filled,
        count: g.inputs, rowStride: g.outputs, outputStride: 1)
    }
    return weights.packed
  }
}

/// A transposed convolution with its weight packed once, as ``PreparedConvolution``.
package final class PreparedTransposedConvolution: @unchecked Sendable {
  private enum Method {
    case halved(HalvedConvolution)
    case polyphase(PolyphaseTransposedConvolution)
  }

  package let geometry: TransposedGeometry
  private let precision: Precision
  private let method: Method

  /// - Parameters:
  ///   - weight: (inputs, kernel rows, kernel columns, outputs).
  ///   - bias: one value for each output; kept by reference.
  ///   - input: what it will mostly read, which decides how it is best computed.
  package init(
    weight: Tensor, bias: Tensor?, _ g: TransposedGeometry, precision: Precision = .float32, for input: Shape? = nil
  ) {
    precondition(weight.shape == g.weightShape, "weight \(weight.shape) for \(g.weightShape)")
    precondition(bias.map { $0.count == g.outputs } ?? true, "one bias for each output")
    (geometry, self.precision) = (g, precision)
    let inputStride = g.kernel * g.kernel * g.outputs
    if let input, HalvedConvolution.serves(g, small: input, precision: precision) {
      method = .halved(
        HalvedConvolution(
          weight.data, inputs: g.inputs, outputs: g.outputs, isTransposed: true, tapStride: g.outputs,
          inputStride: inputStride, bias: bias))
      return
    }
    method = .polyphase(
      PolyphaseTransposedConvolution(
        weight.data, inputs: g.inputs, outputs: g.outputs, kernel: g.kernel, stride: g.stride, cut: g.padding,
        tapStride: g.outputs, inputStride: inputStride, outputStride: 1, bias: bias, precision: precision))
  }

  /// What it costs for an input of this shape.
  package func cost(_ x: Shape) -> OperationCost {
    let (weights, written) = (geometry.weightShape.count, geometry.outputShape(for: x).count)
    switch method {
    case .halved(let product):
      return OperationCost(
        work: 2 * x.pixels * weights, done: product.work(x), reading: x.count, weights: product.weights,
        writing: written, precision: precision)
    case .polyphase:
      return OperationCost(
        work: 2 * x.pixels * weights, reading: x.count, weights: weights, writing: written, precision: precision)
    }
  }

  /// y = activation(transposed convolution of x), gathering the statistics of y for the norm that follows (one picture).
  package func forward(
    _ x: PendingInput, activation: Activation = .none, into y: Tensor, gathering statistics: FusedNorm? = nil
  ) {
    precondition(geometry.outputShape(for: x.shape) == y.shape, "\(x.shape) into \(y.shape)")
    precondition(statistics == nil || x.shape.n == 1, "a fused norm is for one picture")
    switch method {
    case .halved(let product): product.run(x, activation: activation, into: y, gathering: statistics)
    case .polyphase(let product): product.run(x, activation: activation, into: y, gathering: statistics)
    }
  }
}

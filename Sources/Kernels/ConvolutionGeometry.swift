/// The shape of a square convolution.
package struct ConvolutionGeometry: Hashable, Sendable {
  /// What surrounds the picture: zeros, or its mirror image without the edge pixel itself.
  package enum PaddingMode: Hashable, Sendable { case zero, reflect }

  package let inputs: Int
  package let outputs: Int
  package let kernel: Int
  package let stride: Int
  package let padding: Int
  package let paddingMode: PaddingMode
  /// Distance of the pixels that neighbouring taps of the kernel read (Yu and Koltun 2015, "Multi-scale context
  /// aggregation by dilated convolutions"): 1 for a kernel without gaps.
  package let dilation: Int

  package init(
    inputs: Int, outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0, paddingMode: PaddingMode = .zero,
    dilation: Int = 1
  ) {
    precondition(inputs > 0 && outputs > 0 && kernel > 0 && stride > 0 && padding >= 0, "a convolution of nothing")
    precondition(dilation > 0, "taps that all read one pixel")
    precondition(paddingMode == .zero || stride == 1, "reflection padding goes with stride 1")
    self.inputs = inputs
    self.outputs = outputs
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.paddingMode = paddingMode
    self.dilation = dilation
  }

  /// Shape of the weight: (kernel rows, kernel columns, inputs, outputs).
  package var weightShape: Shape { Shape(kernel, kernel, inputs, outputs) }

  /// Side of the square of input pixels that the kernel spans, its gaps included.
  package var span: Int { (kernel - 1) * dilation + 1 }

  /// The same convolution without gaps: a larger kernel, with zeros where the gaps were.
  var withoutGaps: ConvolutionGeometry {
    ConvolutionGeometry(
      inputs: inputs, outputs: outputs, kernel: span, stride: stride, padding: padding, paddingMode: paddingMode)
  }

  package func outputShape(for x: Shape) -> Shape {
    precondition(x.c == inputs, "\(x.c) channels for \(inputs) inputs")
    precondition(
      paddingMode == .zero || (padding < x.h && padding < x.w), "a reflection reaches at most to the opposite edge")
    let (height, width) = (x.h + 2 * padding - span, x.w + 2 * padding - span)
    precondition(height >= 0 && width >= 0, "\(x) is smaller than the kernel")
    return Shape(x.n, height / stride + 1, width / stride + 1, outputs)
  }
}

/// The shape of a square transposed convolution (zero padding).
package struct TransposedGeometry: Hashable, Sendable {
  package let inputs: Int
  package let outputs: Int
  package let kernel: Int
  package let stride: Int
  package let padding: Int
  package let outputPadding: Int

  package init(inputs: Int, outputs: Int, kernel: Int, stride: Int, padding: Int, outputPadding: Int = 0) {
    precondition(inputs > 0 && outputs > 0 && kernel > 0 && stride > 0 && padding >= 0, "a convolution of nothing")
    precondition(outputPadding >= 0 && outputPadding < max(stride, 2), "output padding must be below the stride")
    self.inputs = inputs
    self.outputs = outputs
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.outputPadding = outputPadding
  }

  /// Shape of the weight: (inputs, kernel rows, kernel columns, outputs).
  package var weightShape: Shape { Shape(inputs, kernel, kernel, outputs) }

  package func outputShape(for x: Shape) -> Shape {
    precondition(x.c == inputs, "\(x.c) channels for \(inputs) inputs")
    let height = (x.h - 1) * stride - 2 * padding + kernel + outputPadding
    let width = (x.w - 1) * stride - 2 * padding + kernel + outputPadding
    precondition(height > 0 && width > 0, "nothing is left of \(x)")
    return Shape(x.n, height, width, outputs)
  }
}

import Kernels
import Testing

/// A convolution of one shape, as an argument of a test.
struct ConvolutionCase: CustomTestStringConvertible {
  let shape: Shape
  let geometry: ConvolutionGeometry

  init(
    _ shape: Shape, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
    paddingMode: ConvolutionGeometry.PaddingMode = .zero, dilation: Int = 1
  ) {
    self.shape = shape
    geometry = ConvolutionGeometry(
      inputs: shape.c, outputs: outputs, kernel: kernel, stride: stride, padding: padding, paddingMode: paddingMode,
      dilation: dilation)
  }

  var testDescription: String {
    "\(shape) to \(geometry.outputs), kernel \(geometry.kernel), stride \(geometry.stride), \(geometry.paddingMode), "
      + "dilation \(geometry.dilation)"
  }
}

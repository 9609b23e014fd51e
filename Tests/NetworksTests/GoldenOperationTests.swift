import Kernels
import Networks
import Support
import Testing

/// Every operation against PyTorch: the output, and the gradient of each argument.
@Suite(.ownThread) struct GoldenOperationTests {
  private let golden: Golden
  private static let limit = 1e-4

  init() throws { golden = try Golden("operations") }

  struct ConvolutionCase: Sendable {
    let name: String
    let kernel: Int
    var stride = 1
    var padding = 0
    var paddingMode = ConvolutionGeometry.PaddingMode.zero
    var bias = false
  }

  @Test(arguments: [
    ConvolutionCase(name: "conv_k3_s1_p1_bias", kernel: 3, padding: 1, bias: true),
    ConvolutionCase(name: "conv_k3_s2_p1", kernel: 3, stride: 2, padding: 1),
    ConvolutionCase(name: "conv_k4_s2_p1_bias", kernel: 4, stride: 2, padding: 1, bias: true),
    ConvolutionCase(name: "conv_k4_s1_p1", kernel: 4, padding: 1),
    ConvolutionCase(name: "conv_k7_reflect3", kernel: 7, padding: 3, paddingMode: .reflect),
    ConvolutionCase(name: "conv_k3_wide_reflect1", kernel: 3, padding: 1, paddingMode: .reflect),
  ]) func convolution(_ test: ConvolutionCase) throws {
    let weightShape = try #require(golden.shape("\(test.name).input1"))
    let geometry = ConvolutionGeometry(
      inputs: weightShape[1], outputs: weightShape[0], kernel: test.kernel, stride: test.stride,
      padding: test.padding, paddingMode: test.paddingMode)
    let layer = LayerOperation.convolution(name: "", geometry, bias: test.bias)
    try check(test.name, layer, hasBias: test.bias)
  }

  @Test(arguments: [
    ("convtranspose_k3_s2_p1_op1", 3, 2, 1, 1, false), ("convtranspose_k4_s2_p1_bias", 4, 2, 1, 0, true),
    ("convtranspose_k4_s1_p0", 4, 1, 0, 0, false),
  ]) func transposedConvolution(
    name: String, kernel: Int, stride: Int, padding: Int, outputPadding: Int, bias: Bool
  ) throws {
    let weightShape = try #require(golden.shape("\(name).input1"))
    let geometry = TransposedGeometry(
      inputs: weightShape[0], outputs: weightShape[1], kernel: kernel, stride: stride, padding: padding,
      outputPadding: outputPadding)
    try check(name, .transposedConvolution(name: "", geometry, bias: bias), hasBias: bias)
  }

  @Test func norms() throws {
    let channels = 6
    try check(
      "instance_norm_affine", .instanceNorm(name: "", channels: channels, affine: true, .none), hasBias: true)
    try check("batch_norm_train", .batchNorm(name: "", channels: channels, .none), hasBias: true)
  }

  @Test func activations() throws {
    try check("leaky_relu_02", .activation(.leaky(0.2)), hasBias: false)
    try check("tanh", .activation(.tanh), hasBias: false)
  }

  @Test func linear() throws {
    let x = Tensor(Shape(4, 1, 1, 10), try golden.floats("linear.input0"))
    // PyTorch keeps (out, in), we (in, out).
    func turned(_ values: [Float]) -> [Float] { (0..<60).map { values[$0 % 6 * 10 + $0 / 6] } }
    let weight = Tensor(Shape(1, 1, 10, 6), turned(try golden.floats("linear.input1")))
    let bias = Tensor(.vector(6), try golden.floats("linear.input2"))
    let y = Tensor(Shape(4, 1, 1, 6))
    Linear.forward(x, weight: weight, bias: bias, into: y)
    #expect(relativeError(y.array, try golden.floats("linear.output")) < Self.limit)
    let dy = Tensor(y.shape, try golden.floats("linear.grad_output"))
    let dx = Tensor(x.shape)
    Linear.backwardInput(dy, weight: weight, into: dx)
    #expect(relativeError(dx.array, try golden.floats("linear.grad0")) < Self.limit)
    let dw = Tensor(weight.shape)
    let db = Tensor(bias.shape)
    Linear.backwardParameters(x, dy, weight: dw, bias: db)
    #expect(relativeError(dw.array, turned(try golden.floats("linear.grad1"))) < Self.limit)
    #expect(relativeError(db.array, try golden.floats("linear.grad2")) < Self.limit)
  }

  @Test func resampling() throws {
    try checkMap("max_pool_2", MaxPool.outputShape, { MaxPool.forward($0, into: $1) }) { x, dy, dx in
      MaxPool.backward(x, dy, into: dx)
    }
    try checkMap("upsample_bilinear_2x", Upsample.outputShape, { Upsample.forward($0, into: $1) }) { _, dy, dx in
      Upsample.backward(dy, into: dx)
    }
    try checkMap("pixel_shuffle_2", { PixelShuffle.outputShape(for: $0) }, { PixelShuffle.forward($0, into: $1) }) {
      _, dy, dx in
      PixelShuffle.backward(dy, into: dx)
    }
  }

  /// A one-layer network: output, input gradient, and the gradients of its parameters.
  private func check(_ name: String, _ layer: LayerOperation, hasBias: Bool) throws {
    let x = try golden.activation("\(name).input0")
    let network = Network(LayerGraph(inputChannels: x.shape.c, chain: [layer]))
    let parameters = network.parameters.descriptions
    for (index, parameter) in parameters.enumerated() {
      var values = try golden.floats("\(name).input\(index + 1)")
      values.withUnsafeMutableBufferPointer {
        parameter.permute(
          file: $0.baseAddress!, memory: network.parameters.value(parameter.name).data, intoFile: false)
      }
    }
    let tape = Tape()
    let y = network.forward(x, tape: tape)
    #expect(relativeError(y.array, try golden.activation("\(name).output").array) < Self.limit)
    let dy = try golden.activation("\(name).grad_output")
    let dx = try #require(network.backward(dy, tape: tape, gradients: [.input, .parameters]))
    #expect(relativeError(dx.array, try golden.activation("\(name).grad0").array) < Self.limit)
    for (index, parameter) in parameters.enumerated() {
      var ours = [Float](repeating: 0, count: parameter.shape.count)
      ours.withUnsafeMutableBufferPointer {
        parameter.permute(
          file: $0.baseAddress!, memory: network.parameters.gradient(parameter.name).data, intoFile: true)
      }
      #expect(relativeError(ours, try golden.floats("\(name).grad\(index + 1)")) < Self.limit)
    }
    #expect(hasBias || parameters.count <= 1)
  }

  private func checkMap(
    _ name: String, _ shape: (Shape) -> Shape, _ forward: (Tensor, Tensor) -> Void,
    backward: (Tensor, Tensor, Tensor) -> Void
  ) throws {
    let x = try golden.activation("\(name).input0")
    let y = Tensor(shape(x.shape))
    forward(x, y)
    #expect(relativeError(y.array, try golden.activation("\(name).output").array) < Self.limit)
    let dx = Tensor(x.shape)
    backward(x, try golden.activation("\(name).grad_output"), dx)
    #expect(relativeError(dx.array, try golden.activation("\(name).grad0").array) < Self.limit)
  }
}

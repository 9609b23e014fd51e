import Kernels
import Support
import Testing

/// Prepared convolutions with the norm before and after them folded in, against one operation after another.
@Suite(.ownThread) struct FusedNormTests {
  static let geometries = [
    ConvolutionGeometry(inputs: 32, outputs: 48, kernel: 3, padding: 1, paddingMode: .reflect),
    ConvolutionGeometry(inputs: 16, outputs: 16, kernel: 3),
    ConvolutionGeometry(inputs: 16, outputs: 3, kernel: 7, padding: 3, paddingMode: .reflect),
    ConvolutionGeometry(inputs: 5, outputs: 32, kernel: 7, padding: 3, paddingMode: .reflect),
    ConvolutionGeometry(inputs: 9, outputs: 20, kernel: 3, stride: 2, padding: 1),
    ConvolutionGeometry(inputs: 8, outputs: 33, kernel: 4, stride: 2, padding: 1),
  ]

  private func affine(_ channels: Int, _ random: inout RandomValues) -> (scale: Tensor, shift: Tensor) {
    (random.tensor(.vector(channels)), random.tensor(.vector(channels)))
  }

  /// Norms x into a fused norm: a 1×1 convolution by the identity passes x on and gathers its statistics.
  private func gathered(_ x: Tensor, _ p: (scale: Tensor, shift: Tensor), _ activation: Activation) -> FusedNorm {
    let channels = x.shape.c
    let identity = Tensor(Shape(1, 1, channels, channels))
    for i in 0..<channels { identity.data[i * channels + i] = 1 }
    let norm = FusedNorm(channels: channels, scale: p.scale, shift: p.shift, activation: activation)
    PreparedConvolution(
      weight: identity, bias: nil, ConvolutionGeometry(inputs: channels, outputs: channels, kernel: 1)
    ).forward(PendingInput(x), into: Tensor(x.shape), gathering: norm)
    return norm
  }

  /// Activations before and after the convolution.
  static let activations: [(Activation, Activation)] = [(.relu, .none), (.clippedRelu(0.7), .clip(0.4))]

  @Test(arguments: geometries, activations)
  func convolutionBetweenNorms(_ g: ConvolutionGeometry, _ activations: (before: Activation, after: Activation)) {
    var random = RandomValues(seed: 13)
    let x = random.tensor(Shape(1, 19, 22, g.inputs))
    let weight = random.tensor(g.weightShape)
    let (before, after) = (affine(g.inputs, &random), affine(g.outputs, &random))
    for set in InstructionSet.available {
      InstructionSet.with(set) {
        let normed = Tensor(x.shape)
        InstanceNorm.forward(
          x, scale: before.scale, shift: before.shift, activation: activations.before, into: normed,
          statistics: Tensor(InstanceNorm.statisticsShape(for: x.shape)))
        let middle = Tensor(g.outputShape(for: x.shape))
        Convolution.forward(normed, weight: weight, bias: nil, g, into: middle)
        let expected = Tensor(middle.shape)
        InstanceNorm.forward(
          middle, scale: after.scale, shift: after.shift, activation: activations.after, into: expected,
          statistics: Tensor(InstanceNorm.statisticsShape(for: middle.shape)))

        let convolution = PreparedConvolution(weight: weight, bias: nil, g)
        let input = PendingInput(x, norm: gathered(x, before, activations.before))
        #expect(convolution.accepts(input))
        let norm = FusedNorm(
          channels: g.outputs, scale: after.scale, shift: after.shift, activation: activations.after)
        let y = Tensor(middle.shape)
        convolution.forward(input, into: y, gathering: norm)
        #expect(relativeError(y, middle) < 1e-5, "\(set.name)")
        let residual = random.tensor(y.shape)
        let sum = Tensor(y.shape)
        norm.add(y, to: residual, into: sum)
        Elementwise.add(expected, residual, into: residual)
        #expect(relativeError(sum, residual) < 1e-5, "\(set.name)")
        PendingInput(y, norm: norm).write(into: y)
        #expect(relativeError(y, expected) < 1e-5, "\(set.name)")
      }
    }
  }

  @Test func transposedConvolutionBetweenNorms() {
    var random = RandomValues(seed: 14)
    let g = TransposedGeometry(inputs: 18, outputs: 34, kernel: 3, stride: 2, padding: 1, outputPadding: 1)
    let x = random.tensor(Shape(1, 9, 13, 18))
    let weight = random.tensor(g.weightShape)
    let (before, after) = (affine(18, &random), affine(34, &random))
    let normed = Tensor(x.shape)
    InstanceNorm.forward(
      x, scale: before.scale, shift: before.shift, activation: .none, into: normed,
      statistics: Tensor(InstanceNorm.statisticsShape(for: x.shape)))
    let expected = Tensor(g.outputShape(for: x.shape))
    TransposedConvolution.forward(normed, weight: weight, bias: nil, g, into: expected)
    let norm = FusedNorm(channels: 34, scale: after.scale, shift: after.shift, activation: .relu)
    let y = Tensor(expected.shape)
    PreparedTransposedConvolution(weight: weight, bias: nil, g)
      .forward(PendingInput(x, norm: gathered(x, before, .none)), into: y, gathering: norm)
    #expect(relativeError(y, expected) < 1e-5)
    PendingInput(y, norm: norm).write(into: y)
    InstanceNorm.forward(
      expected, scale: after.scale, shift: after.shift, activation: .relu, into: expected,
      statistics: Tensor(InstanceNorm.statisticsShape(for: expected.shape)))
    #expect(relativeError(y, expected) < 1e-5)
  }

  @Test func activationIsAppliedToTheOutput() {
    var random = RandomValues(seed: 15)
    let g = ConvolutionGeometry(inputs: 16, outputs: 3, kernel: 7, padding: 3, paddingMode: .reflect)
    let (x, weight) = (random.tensor(Shape(2, 8, 11, 16)), random.tensor(g.weightShape))
    let (y, expected) = (Tensor(g.outputShape(for: x.shape)), Tensor(g.outputShape(for: x.shape)))
    let convolution = PreparedConvolution(weight: weight, bias: nil, g)
    #expect(convolution.acceptsActivation)
    convolution.forward(PendingInput(x), activation: .tanh, into: y)
    Convolution.forward(x, weight: weight, bias: nil, g, into: expected)
    Activations.forward(expected, .tanh, into: expected)
    #expect(y.array == expected.array)
  }
}

import Kernels
import Support
import Testing

/// Layers that normalise, activate and join while they read, against one operation after another.
@Suite(.ownThread) struct PendingInputTests {
  /// Two pictures side by side, one with a norm, and what they are once all that is pending is done.
  private func input(
    _ channels: (Int, Int), activation: Activation, seed: UInt64
  ) throws -> (pending: PendingInput, written: Tensor) {
    var random = RandomValues(seed: seed)
    let first = random.tensor(Shape(1, 9, 12, channels.0))
    let second = random.tensor(Shape(1, 9, 12, channels.1))
    let (scale, shift) = (random.tensor(.vector(channels.1)), random.tensor(.vector(channels.1)))
    let norm = FusedNorm(channels: channels.1, scale: scale, shift: shift, activation: .none)
    let identity = Tensor(Shape(1, 1, channels.1, channels.1))
    for i in 0..<channels.1 { identity.data[i * channels.1 + i] = 1 }
    PreparedConvolution(
      weight: identity, bias: nil, ConvolutionGeometry(inputs: channels.1, outputs: channels.1, kernel: 1)
    ).forward(PendingInput(second), into: Tensor(second.shape), gathering: norm)
    let pending = PendingInput(joining: [PendingInput(first), PendingInput(second, norm: norm)])
    let activated = try #require(pending.activated(activation))

    let normed = Tensor(second.shape)
    InstanceNorm.forward(
      second, scale: scale, shift: shift, activation: .none, into: normed,
      statistics: Tensor(InstanceNorm.statisticsShape(for: second.shape)))
    let written = Tensor(pending.shape)
    Elementwise.concatenateChannels([first, normed], into: written)
    Activations.forward(written, activation, into: written)
    return (activated, written)
  }

  static let geometries = [
    ConvolutionGeometry(inputs: 24, outputs: 17, kernel: 4, stride: 2, padding: 1),
    ConvolutionGeometry(inputs: 24, outputs: 3, kernel: 7, padding: 3),
    ConvolutionGeometry(inputs: 24, outputs: 9, kernel: 3, stride: 2, padding: 1),
    ConvolutionGeometry(inputs: 24, outputs: 5, kernel: 3, padding: 2, dilation: 2),
  ]

  @Test(arguments: geometries, [Activation.relu, .leaky(0.2), .clip(0.5)])
  func convolutionsDoWhatIsPending(_ g: ConvolutionGeometry, _ activation: Activation) throws {
    var random = RandomValues(seed: 3)
    let weight = random.tensor(g.weightShape)
    for set in InstructionSet.available {
      try InstructionSet.with(set) {
        // Parts that end within a vector, too.
        for channels in [(8, 16), (11, 13), (23, 1)] {
          let (pending, written) = try input(channels, activation: activation, seed: 17)
          let joined = Tensor(written.shape)
          pending.write(into: joined)
          #expect(relativeError(joined, written) < 1e-5, "\(set.name)")
          for precision in [Precision.float32, .bfloat16] {
            let convolution = PreparedConvolution(weight: weight, bias: nil, g, precision: precision)
            #expect(convolution.accepts(pending))
            let (y, expected) = (Tensor(g.outputShape(for: written.shape)), Tensor(g.outputShape(for: written.shape)))
            convolution.forward(pending, into: y)
            convolution.forward(PendingInput(joined), into: expected)
            #expect(relativeError(y, expected) < 1e-5, "\(set.name)")
          }
        }
      }
    }
  }

  @Test func transposedConvolutionsDoWhatIsPending() throws {
    for outputs in [1, 12] {
      let g = TransposedGeometry(inputs: 24, outputs: outputs, kernel: 4, stride: 2, padding: 1)
      var random = RandomValues(seed: 5)
      let (weight, bias) = (random.tensor(g.weightShape), random.tensor(.vector(outputs)))
      for set in InstructionSet.available {
        try InstructionSet.with(set) {
          let (pending, written) = try input((10, 14), activation: .relu, seed: 18)
          let (y, expected) = (Tensor(g.outputShape(for: written.shape)), Tensor(g.outputShape(for: written.shape)))
          PreparedTransposedConvolution(weight: weight, bias: bias, g).forward(pending, activation: .tanh, into: y)
          TransposedConvolution.forward(written, weight: weight, bias: bias, g, into: expected)
          Activations.forward(expected, .tanh, into: expected)
          #expect(relativeError(y, expected) < 1e-5, "\(set.name)")
        }
      }
    }
  }

  /// Mirrored pixels are activated like all others, and several parts are joined before.
  @Test func reflectionTakesOnePart() throws {
    let g = ConvolutionGeometry(inputs: 24, outputs: 4, kernel: 5, padding: 2, paddingMode: .reflect)
    var random = RandomValues(seed: 6)
    let (x, weight) = (random.tensor(Shape(2, 8, 7, 24)), random.tensor(g.weightShape))
    let convolution = PreparedConvolution(weight: weight, bias: nil, g)
    let pending = try #require(PendingInput(x).activated(.leaky(0.1)))
    let (y, expected) = (Tensor(g.outputShape(for: x.shape)), Tensor(g.outputShape(for: x.shape)))
    convolution.forward(pending, into: y)
    let written = Tensor(x.shape)
    Activations.forward(x, .leaky(0.1), into: written)
    convolution.forward(PendingInput(written), into: expected)
    #expect(relativeError(y, expected) < 1e-6)
    #expect(!convolution.accepts(try input((12, 12), activation: .relu, seed: 1).pending))
  }

  @Test func oneActivationAtATime() throws {
    let x = Tensor(Shape(1, 2, 2, 4))
    let once = try #require(PendingInput(x).activated(.relu))
    #expect(once.activated(.leaky(0.2)) == nil)
    // Storing what these give is cheaper than computing it for each reader.
    #expect(PendingInput(x).activated(.tanh) == nil && PendingInput(x).activated(.sigmoid) == nil)
    #expect(PendingInput(x).plain === x && once.plain == nil && once.onlyNorm == nil)
  }
}

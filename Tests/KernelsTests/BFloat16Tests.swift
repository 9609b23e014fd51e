import Kernels
import Support
import Testing

/// Convolutions that multiply bfloat16, against the definition with operands rounded one by one.
@Suite(.ownThread) struct BFloat16Tests {
  /// The nearest bfloat16, ties to even; what is beyond the largest becomes infinite.
  private func rounded(_ x: Float) -> Float {
    guard x.isFinite else { return x }
    let lower = Float(bitPattern: x.bitPattern & 0xffff_0000)
    let upper = Float(bitPattern: (x.bitPattern & 0xffff_0000) &+ 0x1_0000)
    let (below, above) = (abs(Double(x) - Double(lower)), abs(Double(upper) - Double(x)))
    if upper.isInfinite { return below < Double(sign: .plus, exponent: 119, significand: 1) ? lower : upper }
    if below == above { return lower.bitPattern & 0x1_0000 == 0 ? lower : upper }
    return below < above ? lower : upper
  }

  private func rounded(_ x: Tensor) -> Tensor { Tensor(x.shape, x.array.map(rounded)) }

  private func eachSet(_ body: (InstructionSet) throws -> Void) rethrows {
    for set in InstructionSet.available { try InstructionSet.with(set) { try body(set) } }
  }

  /// What a 1×1 convolution that hands its input on makes of it.
  private func handedOn(_ values: [Float], channels: Int) -> [Float] {
    let x = Tensor(Shape(1, 1, values.count / channels, channels), values)
    let identity = Tensor(Shape(1, 1, channels, channels))
    for channel in 0..<channels { identity.data[channel * channels + channel] = 1 }
    let y = Tensor(x.shape)
    PreparedConvolution(
      weight: identity, bias: nil, ConvolutionGeometry(inputs: channels, outputs: channels, kernel: 1),
      precision: .bfloat16
    ).forward(PendingInput(x), into: y)
    return y.array
  }

  @Test func roundingIsToTheNearestEvenAndKeepsNaN() {
    let halfway: [UInt32] = [0x3f80_8000, 0x3f81_8000, 0xbf80_8000, 0x4049_8000, 0x0080_8000]
    let beside = halfway.flatMap { [$0, $0 + 1, $0 - 1] }.map(Float.init(bitPattern:))
    var random = RandomValues(seed: 3)
    let finite = beside + [0, 1, -1, 0.1, 65_504, -2.5e38, .leastNormalMagnitude] + random.tensor(.vector(98)).array
    let edge: [UInt32] = [0x7f7f_7fff, 0x7f7f_8000, 0xff7f_ffff, 0x7f80_0000, 0xff80_0000]
    let special = edge.map(Float.init(bitPattern:)) + [.nan, -.nan, Float(bitPattern: 0x7fff_ffff)]
    eachSet { set in
      // Alone, so that what is not finite meets no other value's zero.
      for value in finite + special {
        let found = handedOn([value], channels: 1)[0]
        #expect(value.isNaN ? found.isNaN : found == rounded(value), "\(value) with \(set.name)")
      }
      for channels in [2, 5, 15, 40] {
        let whole = finite.count / channels * channels
        #expect(handedOn(Array(finite[..<whole]), channels: channels) == finite[..<whole].map(rounded), "\(set.name)")
      }
    }
  }

  /// Odd and even channels, whole and broken panels, narrow outputs, gaps.
  static let cases = [
    ConvolutionCase(Shape(2, 13, 17, 5), 7, kernel: 3, padding: 1),
    ConvolutionCase(Shape(1, 15, 12, 6), 33, kernel: 3, stride: 2, padding: 1),
    ConvolutionCase(Shape(1, 9, 9, 3), 5, kernel: 4, padding: 1),
    ConvolutionCase(Shape(1, 11, 37, 17), 32, kernel: 3, padding: 1, paddingMode: .reflect),
    ConvolutionCase(Shape(1, 9, 21, 32), 3, kernel: 7, padding: 3, paddingMode: .reflect),
    ConvolutionCase(Shape(1, 8, 9, 19), 2, kernel: 7, padding: 3, paddingMode: .reflect),
    ConvolutionCase(Shape(1, 7, 8, 71), 1, kernel: 4, padding: 1),
    ConvolutionCase(Shape(2, 6, 5, 1), 1, kernel: 3, padding: 2),
    ConvolutionCase(Shape(1, 5, 6, 9), 11, kernel: 1),
    ConvolutionCase(Shape(1, 11, 8, 5), 7, kernel: 3, padding: 5, dilation: 5),
  ]

  @Test(arguments: cases) func productsAreOfRoundedOperands(_ c: ConvolutionCase) {
    var random = RandomValues(seed: 1)
    let (g, x) = (c.geometry, random.tensor(c.shape))
    let (weight, bias) = (random.tensor(g.weightShape), random.tensor(.vector(g.outputs)))
    let expected = PlainConvolution.forward(
      rounded(x).array, x.shape, weight: rounded(weight).array, bias: bias.array, g)
    let exact = PlainConvolution.forward(x.array, x.shape, weight: weight.array, bias: bias.array, g)
    eachSet { set in
      let y = Tensor(g.outputShape(for: x.shape))
      y.fill(.nan)
      PreparedConvolution(weight: weight, bias: bias, g, precision: .bfloat16).forward(PendingInput(x), into: y)
      #expect(relativeError(y.array, expected) < 1e-5, "\(set.name)")
      // Were nothing rounded, this test would tell nothing.
      #expect(relativeError(y.array, exact) > 1e-4, "\(set.name)")
    }
  }

  @Test func transposedProductsAreOfRoundedOperands() {
    for (shape, outputs, stride) in [
      (Shape(2, 7, 9, 6), 4, 2), (Shape(1, 9, 15, 35), 17, 2), (Shape(1, 5, 4, 3), 5, 3), (Shape(1, 6, 7, 40), 1, 2),
      (Shape(2, 5, 6, 37), 3, 2),
    ] {
      var random = RandomValues(seed: 4)
      let g = TransposedGeometry(inputs: shape.c, outputs: outputs, kernel: 3, stride: stride, padding: 1)
      let (x, weight, bias) = (random.tensor(shape), random.tensor(g.weightShape), random.tensor(.vector(outputs)))
      let expected = PlainTransposedConvolution.forward(
        rounded(x).array, shape, weight: rounded(weight).array, bias: bias.array, g)
      eachSet { set in
        let y = Tensor(g.outputShape(for: shape))
        y.fill(.nan)
        PreparedTransposedConvolution(weight: weight, bias: bias, g, precision: .bfloat16)
          .forward(PendingInput(x), into: y)
        #expect(relativeError(y.array, expected) < 1e-5, "\(set.name)")
      }
    }
  }

  /// Winograd's tiles and weights are rounded after their transforms, which no plain loop does; what is lost is bounded,
  /// and more than without Winograd, which is not used where matrices are multiplied.
  @Test func winogradLosesOneHundredth() {
    for (shape, outputs, mode) in [
      (Shape(1, 21, 18, 32), 48, ConvolutionGeometry.PaddingMode.reflect), (Shape(2, 9, 11, 16), 32, .zero),
      (Shape(1, 33, 34, 64), 64, .reflect),
    ] {
      var random = RandomValues(seed: 2)
      let g = ConvolutionGeometry(inputs: shape.c, outputs: outputs, kernel: 3, padding: 1, paddingMode: mode)
      let (x, weight, bias) = (random.tensor(shape), random.tensor(g.weightShape), random.tensor(.vector(outputs)))
      let expected = PlainConvolution.forward(x.array, shape, weight: weight.array, bias: bias.array, g)
      eachSet { set in
        let y = Tensor(g.outputShape(for: shape))
        y.fill(.nan)
        PreparedConvolution(weight: weight, bias: bias, g, precision: .bfloat16).forward(PendingInput(x), into: y)
        let error = relativeError(y.array, expected)
        let bounds = set.multipliesMatrices ? 1e-3..<0.004 : 0.005..<0.015
        #expect(bounds.contains(error), "\(error) with \(set.name)")
      }
    }
  }

  /// A norm on the way in, and statistics on the way out, are floats as ever.
  @Test func normsOnTheWayAreApplied() {
    var random = RandomValues(seed: 6)
    for channels in [16, 19] {
      let shape = Shape(1, 12, 10, channels)
      let g = ConvolutionGeometry(inputs: channels, outputs: 16, kernel: 3, padding: 1, paddingMode: .reflect)
      let (x, weight) = (random.tensor(shape), random.tensor(g.weightShape))
      eachSet { set in
        func output(_ precision: Precision) -> [Float] {
          let norm = FusedNorm(channels: channels, scale: nil, shift: nil, activation: .relu)
          let (before, after) = (Tensor(shape), Tensor(g.outputShape(for: shape)))
          let identity = Tensor(Shape(1, 1, channels, channels))
          for channel in 0..<channels { identity.data[channel * channels + channel] = 1 }
          PreparedConvolution(
            weight: identity, bias: nil, ConvolutionGeometry(inputs: channels, outputs: channels, kernel: 1)
          ).forward(PendingInput(x), into: before, gathering: norm)
          let next = FusedNorm(channels: 16, scale: nil, shift: nil, activation: .clip(4))
          PreparedConvolution(weight: weight, bias: nil, g, precision: precision).forward(
            PendingInput(before, norm: norm), into: after, gathering: next)
          PendingInput(after, norm: next).write(into: after)
          return after.array
        }
        let error = relativeError(output(.bfloat16), output(.float32))
        #expect(error > 1e-4 && error < 0.03, "\(error) with \(set.name)")
      }
    }
  }
}

import Kernels
import Support
import Testing

/// Every convolution path against the definition, over odd sizes and every instruction set of the machine.
@Suite(.ownThread) struct ConvolutionTests {
  static let cases = [
    ConvolutionCase(Shape(2, 13, 17, 5), 7, kernel: 3, padding: 1),
    ConvolutionCase(Shape(1, 15, 12, 6), 8, kernel: 3, stride: 2, padding: 1),
    ConvolutionCase(Shape(2, 16, 14, 4), 6, kernel: 4, stride: 2, padding: 1),
    ConvolutionCase(Shape(1, 9, 9, 3), 5, kernel: 4, padding: 1),
    ConvolutionCase(Shape(1, 16, 11, 2), 4, kernel: 7, padding: 3, paddingMode: .reflect),
    ConvolutionCase(Shape(1, 11, 37, 5), 32, kernel: 7, padding: 3, paddingMode: .reflect),
    ConvolutionCase(Shape(1, 9, 21, 32), 3, kernel: 7, padding: 3, paddingMode: .reflect),
    ConvolutionCase(Shape(1, 8, 9, 19), 2, kernel: 7, padding: 3, paddingMode: .reflect),
    ConvolutionCase(Shape(1, 7, 8, 70), 1, kernel: 4, padding: 1),
    ConvolutionCase(Shape(2, 6, 5, 1), 1, kernel: 3, padding: 2),
    ConvolutionCase(Shape(1, 10, 9, 33), 65, kernel: 3, stride: 2, padding: 1),
    ConvolutionCase(Shape(1, 9, 13, 8), 32, kernel: 4, stride: 2, padding: 1),
    // Enough tiles for four kernels of 2×2, at sides that five divides and does not, and at odd ones.
    ConvolutionCase(Shape(1, 70, 60, 16), 32, kernel: 4, stride: 2, padding: 1),
    ConvolutionCase(Shape(2, 43, 67, 48), 16, kernel: 4, stride: 2, padding: 1),
    ConvolutionCase(Shape(1, 5, 6, 9), 11, kernel: 1),
    ConvolutionCase(Shape(1, 11, 7, 4), 6, kernel: 2, stride: 3),
    ConvolutionCase(Shape(1, 21, 18, 32), 48, kernel: 3, padding: 1, paddingMode: .reflect),
    ConvolutionCase(Shape(2, 9, 11, 16), 32, kernel: 3, padding: 1),
    ConvolutionCase(Shape(1, 13, 6, 48), 16, kernel: 3),
    ConvolutionCase(Shape(1, 2, 3, 16), 16, kernel: 3, padding: 1, paddingMode: .reflect),
    ConvolutionCase(Shape(1, 33, 34, 64), 64, kernel: 3, padding: 1, paddingMode: .reflect),
    ConvolutionCase(Shape(2, 9, 14, 16), 16, kernel: 3, padding: 2, dilation: 2),
    ConvolutionCase(Shape(1, 11, 8, 5), 7, kernel: 3, padding: 5, dilation: 5),
    ConvolutionCase(Shape(1, 12, 13, 19), 2, kernel: 2, stride: 2, padding: 1, dilation: 3),
    ConvolutionCase(Shape(1, 8, 9, 3), 33, kernel: 3, padding: 3, paddingMode: .reflect, dilation: 3),
  ]

  @Test(arguments: cases) func forwardEqualsTheDefinition(_ c: ConvolutionCase) {
    var random = RandomValues(seed: 1)
    let (g, x) = (c.geometry, random.tensor(c.shape))
    let (weight, bias) = (random.tensor(g.weightShape), random.tensor(.vector(g.outputs)))
    let expected = PlainConvolution.forward(x.array, x.shape, weight: weight.array, bias: bias.array, g)
    let withoutBias = PlainConvolution.forward(x.array, x.shape, weight: weight.array, bias: nil, g)
    for set in InstructionSet.available {
      InstructionSet.with(set) {
        let y = Tensor(g.outputShape(for: x.shape))
        y.fill(.nan)
        Convolution.forward(x, weight: weight, bias: bias, g, into: y)
        #expect(relativeError(y.array, expected) < 1e-5, "\(set.name)")
        Convolution.forward(x, weight: weight, bias: nil, g, into: y)
        #expect(relativeError(y.array, withoutBias) < 1e-5, "\(set.name)")
      }
    }
  }

  @Test(arguments: cases) func inputGradientEqualsTheDefinition(_ c: ConvolutionCase) {
    var random = RandomValues(seed: 2)
    let (g, shape) = (c.geometry, c.shape)
    let (dy, weight) = (random.tensor(g.outputShape(for: shape)), random.tensor(g.weightShape))
    let expected = PlainConvolution.backwardInput(dy.array, weight: weight.array, shape, g)
    for set in InstructionSet.available {
      InstructionSet.with(set) {
        let dx = Tensor(shape)
        dx.fill(.nan)
        Convolution.backwardInput(dy, weight: weight, g, into: dx)
        #expect(relativeError(dx.array, expected) < 1e-5, "\(set.name)")
      }
    }
  }

  @Test(arguments: cases) func parameterGradientsEqualTheDefinitionAndAreAdded(_ c: ConvolutionCase) {
    var random = RandomValues(seed: 3)
    let (g, x) = (c.geometry, random.tensor(c.shape))
    let dy = random.tensor(g.outputShape(for: x.shape))
    let expected = PlainConvolution.backwardWeight(x.array, dy.array, x.shape, g).map { $0 + 1 }
    let expectedBias = PlainConvolution.channelSums(dy.array, g.outputs).map { $0 + 2 }
    for set in InstructionSet.available {
      InstructionSet.with(set) {
        let (dw, db) = (Tensor(g.weightShape), Tensor(.vector(g.outputs)))
        dw.fill(1)
        db.fill(2)
        Convolution.backwardParameters(x, dy, g, weight: dw, bias: db)
        #expect(relativeError(dw.array, expected) < 1e-5, "\(set.name)")
        #expect(relativeError(db.array, expectedBias) < 1e-5, "\(set.name)")
      }
    }
  }
}

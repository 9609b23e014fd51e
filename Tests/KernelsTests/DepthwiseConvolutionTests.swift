import Kernels
import Support
import Testing

/// Depthwise convolution against the definition, over odd sizes and every instruction set of the machine.
@Suite(.ownThread) struct DepthwiseConvolutionTests {
  static let cases: [(Shape, DepthwiseGeometry)] = [
    (Shape(1, 9, 11, 16), DepthwiseGeometry(channels: 16, kernel: 3, padding: 1)),
    (Shape(2, 7, 13, 33), DepthwiseGeometry(channels: 33, kernel: 3, padding: 1)),
    (Shape(1, 10, 9, 64), DepthwiseGeometry(channels: 64, kernel: 3, stride: 2, padding: 1)),
    (Shape(1, 1, 1, 7), DepthwiseGeometry(channels: 7, kernel: 3, padding: 1)),
    (Shape(2, 6, 5, 1), DepthwiseGeometry(channels: 1, kernel: 3, padding: 2)),
    (Shape(1, 8, 21, 10), DepthwiseGeometry(channels: 10, kernel: 5, stride: 3, padding: 2)),
    (Shape(1, 5, 6, 20), DepthwiseGeometry(channels: 20, kernel: 1)),
    (Shape(1, 70, 130, 48), DepthwiseGeometry(channels: 48, kernel: 3, padding: 1)),
    (Shape(1, 4, 7, 4), DepthwiseGeometry(channels: 4, kernel: 4)),
  ]

  @Test(arguments: cases) func equalsTheDefinition(_ shape: Shape, _ g: DepthwiseGeometry) {
    var random = RandomValues(seed: 4)
    let x = random.tensor(shape)
    let (weight, bias) = (random.tensor(g.weightShape), random.tensor(.vector(g.channels)))
    let dy = random.tensor(g.outputShape(for: shape))
    let expected = PlainDepthwiseConvolution.forward(x.array, shape, weight: weight.array, bias: bias.array, g)
    let withoutBias = PlainDepthwiseConvolution.forward(x.array, shape, weight: weight.array, bias: nil, g)
    let dxExpected = PlainDepthwiseConvolution.backwardInput(dy.array, weight: weight.array, shape, g)
    let dwExpected = PlainDepthwiseConvolution.backwardWeight(x.array, dy.array, shape, g).map { $0 + 1 }
    for set in InstructionSet.available {
      InstructionSet.with(set) {
        let y = Tensor(dy.shape)
        y.fill(.nan)
        DepthwiseConvolution.forward(x, weight: weight, bias: bias, g, into: y)
        #expect(relativeError(y.array, expected) < 1e-5, "\(set.name)")
        DepthwiseConvolution.forward(x, weight: weight, bias: nil, activation: .relu, g, into: y)
        #expect(relativeError(y.array, withoutBias.map { max($0, 0) }) < 1e-5, "\(set.name)")
        let (dx, dw, db) = (Tensor(shape), Tensor(g.weightShape), Tensor(.vector(g.channels)))
        dx.fill(.nan)
        dw.fill(1)
        DepthwiseConvolution.backwardInput(dy, weight: weight, g, into: dx)
        #expect(relativeError(dx.array, dxExpected) < 1e-5, "\(set.name)")
        DepthwiseConvolution.backwardParameters(x, dy, g, weight: dw, bias: db)
        #expect(relativeError(dw.array, dwExpected) < 1e-5, "\(set.name)")
        #expect(relativeError(db.array, PlainConvolution.channelSums(dy.array, g.channels)) < 1e-5, "\(set.name)")
      }
    }
  }
}

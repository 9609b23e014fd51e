import Kernels
import Support
import Testing

/// Transposed convolution against its definition.
@Suite(.ownThread) struct TransposedConvolutionTests {
  struct Case: CustomTestStringConvertible {
    let shape: Shape
    let geometry: TransposedGeometry

    init(_ shape: Shape, _ outputs: Int, kernel: Int, stride: Int, padding: Int, outputPadding: Int = 0) {
      self.shape = shape
      geometry = TransposedGeometry(
        inputs: shape.c, outputs: outputs, kernel: kernel, stride: stride, padding: padding,
        outputPadding: outputPadding)
    }

    var testDescription: String {
      "\(shape) to \(geometry.outputs), kernel \(geometry.kernel), stride \(geometry.stride)"
    }
  }

  static let cases = [
    Case(Shape(2, 7, 9, 6), 4, kernel: 3, stride: 2, padding: 1, outputPadding: 1),
    Case(Shape(1, 6, 8, 5), 3, kernel: 4, stride: 2, padding: 1),
    Case(Shape(2, 1, 1, 10), 6, kernel: 4, stride: 1, padding: 0),
    Case(Shape(1, 9, 15, 34), 17, kernel: 3, stride: 2, padding: 1, outputPadding: 1),
    Case(Shape(1, 5, 4, 3), 5, kernel: 2, stride: 3, padding: 0, outputPadding: 1),
    // Enough tiles for four kernels of 2×2, at sides that five divides and does not.
    Case(Shape(1, 35, 30, 16), 32, kernel: 4, stride: 2, padding: 1),
    Case(Shape(2, 21, 34, 48), 16, kernel: 4, stride: 2, padding: 1),
    // Few outputs of many inputs, by dot products.
    Case(Shape(1, 6, 11, 40), 1, kernel: 4, stride: 2, padding: 1),
    Case(Shape(2, 5, 6, 33), 3, kernel: 3, stride: 2, padding: 1, outputPadding: 1),
  ]

  @Test(arguments: cases) func allEqualTheDefinition(_ c: Case) {
    var random = RandomValues(seed: 4)
    let (g, x) = (c.geometry, random.tensor(c.shape))
    let (weight, bias) = (random.tensor(g.weightShape), random.tensor(.vector(g.outputs)))
    let dy = random.tensor(g.outputShape(for: x.shape))
    let plain = PlainTransposedConvolution.self
    let forward = plain.forward(x.array, x.shape, weight: weight.array, bias: bias.array, g)
    let input = plain.backwardInput(dy.array, weight: weight.array, x.shape, g)
    let parameters = plain.backwardWeight(x.array, dy.array, x.shape, g).map { $0 + 1 }
    let biases = PlainConvolution.channelSums(dy.array, g.outputs)
    for set in InstructionSet.available {
      InstructionSet.with(set) {
        // Without a bias a single pixel goes another way.
        let withoutBias = Tensor(dy.shape)
        TransposedConvolution.forward(x, weight: weight, bias: nil, g, into: withoutBias)
        let none = plain.forward(x.array, x.shape, weight: weight.array, bias: nil, g)
        #expect(relativeError(withoutBias.array, none) < 1e-5, "\(set.name)")
        let weightAlone = Tensor(g.weightShape)
        weightAlone.fill(1)
        TransposedConvolution.backwardParameters(x, dy, g, weight: weightAlone, bias: nil)
        #expect(relativeError(weightAlone.array, parameters) < 1e-5, "\(set.name)")
        let (y, dx) = (Tensor(dy.shape), Tensor(x.shape))
        y.fill(.nan)
        dx.fill(.nan)
        TransposedConvolution.forward(x, weight: weight, bias: bias, g, into: y)
        #expect(relativeError(y.array, forward) < 1e-5, "\(set.name)")
        TransposedConvolution.backwardInput(dy, weight: weight, g, into: dx)
        #expect(relativeError(dx.array, input) < 1e-5, "\(set.name)")
        let (dw, db) = (Tensor(g.weightShape), Tensor(.vector(g.outputs)))
        dw.fill(1)
        TransposedConvolution.backwardParameters(x, dy, g, weight: dw, bias: db)
        #expect(relativeError(dw.array, parameters) < 1e-5, "\(set.name)")
        #expect(relativeError(db.array, biases) < 1e-5, "\(set.name)")
      }
    }
  }
}

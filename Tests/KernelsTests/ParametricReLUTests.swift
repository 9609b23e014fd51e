import Kernels
import Support
import Testing

/// Rectifiers with a slope for each channel, alone and behind a convolution.
@Suite(.ownThread) struct ParametricReLUTests {
  /// Values away from the kink.
  private func values(_ shape: Shape, seed: UInt64 = 3) -> Tensor {
    var random = RandomValues(seed: seed)
    let x = random.tensor(shape)
    for index in 0..<x.count { x.data[index] += x.data[index] < 0 ? -0.1 : 0.1 }
    return x
  }

  private func plain(_ x: Tensor, _ slope: Tensor) -> [Float] {
    x.array.enumerated().map { $1 < 0 ? slope.data[$0 % slope.count] * $1 : $1 }
  }

  @Test(arguments: [1, 3, 8, 16, 33, 64]) func equalsThePlainLoop(channels: Int) {
    let x = values(Shape(2, 9, 13, channels))
    let slope = values(.vector(channels), seed: 4)
    for set in InstructionSet.available {
      InstructionSet.with(set) {
        let y = Tensor(x.shape)
        ParametricReLU.forward(x, slope: slope, into: y)
        #expect(y.array == plain(x, slope), "\(set.name)")
      }
    }
  }

  @Test(arguments: [1, 5, 16, 48]) func gradients(channels: Int) {
    let shape = Shape(2, 6, 7, channels)
    for set in InstructionSet.available {
      InstructionSet.with(set) {
        checkGradient(of: [values(shape), values(.vector(channels), seed: 5)], step: 5e-3) { i in
          let y = Tensor(shape)
          ParametricReLU.forward(i[0], slope: i[1], into: y)
          return y
        } backward: { i, dy in
          let (dx, slopeGradient) = (Tensor(shape), Tensor(.vector(channels)))
          ParametricReLU.backward(x: i[0], dy: dy, slope: i[1], into: dx, slopeGradient: slopeGradient)
          return [dx, slopeGradient]
        }
      }
    }
  }

  /// Sums over many pixels are formed in pieces, and added to what is there.
  @Test func gradientsAreAddedOverAllPieces() {
    let shape = Shape(1, 100, 91, 16)
    let (x, dy, slope) = (Tensor(shape), Tensor(shape), Tensor(.vector(16)))
    x.fill(-2)
    dy.fill(1)
    let (dx, gradient) = (Tensor(shape), Tensor(.vector(16)))
    gradient.fill(5)
    ParametricReLU.backward(x: x, dy: dy, slope: slope, into: dx, slopeGradient: gradient)
    #expect(gradient.array == [Float](repeating: 5 - 2 * 9100, count: 16))
    #expect(dx.array.allSatisfy { $0 == 0 })
  }

  /// By Winograd, by a matrix product, and by dot products.
  @Test(arguments: [(16, 32), (3, 16), (16, 3), (7, 5)]) func behindAConvolution(_ inputs: Int, _ outputs: Int) {
    let g = ConvolutionGeometry(inputs: inputs, outputs: outputs, kernel: 3, padding: 1)
    let x = values(Shape(1, 21, 18, inputs))
    let (weight, bias) = (values(g.weightShape, seed: 6), values(.vector(outputs), seed: 7))
    let slope = values(.vector(outputs), seed: 8)
    for set in InstructionSet.available {
      InstructionSet.with(set) {
        let convolution = PreparedConvolution(weight: weight, bias: bias, g)
        let (y, fused) = (Tensor(g.outputShape(for: x.shape)), Tensor(g.outputShape(for: x.shape)))
        convolution.forward(PendingInput(x), into: y)
        convolution.forward(PendingInput(x), slopes: slope, into: fused)
        #expect(fused.array == plain(y, slope), "\(set.name)")
        #expect(fused.array != y.array)
      }
    }
  }
}

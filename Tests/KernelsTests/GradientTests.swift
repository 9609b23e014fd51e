import Kernels
import Support
import Testing

/// Every operation's backward pass against finite differences of its forward pass.
@Suite(.ownThread) struct GradientTests {
  private func inputs(_ shapes: Shape..., seed: UInt64 = 8) -> [Tensor] {
    var random = RandomValues(seed: seed)
    return shapes.map { random.tensor($0) }
  }

  @Test(arguments: [
    ConvolutionGeometry(inputs: 3, outputs: 5, kernel: 3, padding: 1),
    ConvolutionGeometry(inputs: 2, outputs: 3, kernel: 7, padding: 3, paddingMode: .reflect),
    ConvolutionGeometry(inputs: 6, outputs: 4, kernel: 4, stride: 2, padding: 1),
    ConvolutionGeometry(inputs: 16, outputs: 32, kernel: 3, padding: 1, paddingMode: .reflect),
    ConvolutionGeometry(inputs: 3, outputs: 4, kernel: 3, padding: 2, dilation: 2),
  ]) func convolution(_ g: ConvolutionGeometry) {
    let shape = Shape(2, 9, 10, g.inputs)
    checkGradient(of: inputs(shape, g.weightShape, .vector(g.outputs))) { i in
      let y = Tensor(g.outputShape(for: shape))
      Convolution.forward(i[0], weight: i[1], bias: i[2], g, into: y)
      return y
    } backward: { i, dy in
      let (dx, dw, db) = (Tensor(shape), Tensor(g.weightShape), Tensor(.vector(g.outputs)))
      Convolution.backwardInput(dy, weight: i[1], g, into: dx)
      Convolution.backwardParameters(i[0], dy, g, weight: dw, bias: db)
      return [dx, dw, db]
    }
  }

  @Test func transposedConvolution() {
    let g = TransposedGeometry(inputs: 5, outputs: 4, kernel: 3, stride: 2, padding: 1, outputPadding: 1)
    let shape = Shape(2, 4, 5, 5)
    checkGradient(of: inputs(shape, g.weightShape, .vector(4))) { i in
      let y = Tensor(g.outputShape(for: shape))
      TransposedConvolution.forward(i[0], weight: i[1], bias: i[2], g, into: y)
      return y
    } backward: { i, dy in
      let (dx, dw, db) = (Tensor(shape), Tensor(g.weightShape), Tensor(.vector(4)))
      TransposedConvolution.backwardInput(dy, weight: i[1], g, into: dx)
      TransposedConvolution.backwardParameters(i[0], dy, g, weight: dw, bias: db)
      return [dx, dw, db]
    }
  }

  @Test func linear() {
    checkGradient(of: inputs(Shape(3, 1, 1, 10), Shape(1, 1, 10, 130), .vector(130))) { i in
      let y = Tensor(Shape(3, 1, 1, 130))
      Linear.forward(i[0], weight: i[1], bias: i[2], into: y)
      return y
    } backward: { i, dy in
      let (dx, dw, db) = (Tensor(i[0].shape), Tensor(i[1].shape), Tensor(.vector(130)))
      Linear.backwardInput(dy, weight: i[1], into: dx)
      Linear.backwardParameters(i[0], dy, weight: dw, bias: db)
      return [dx, dw, db]
    }
  }

  @Test(arguments: [Activation.none, .relu, .leaky(0.2), .tanh, .sigmoid, .clip(0.6), .clippedRelu(0.6)])
  func activation(_ a: Activation) {
    let x = inputs(Shape(1, 3, 5, 7))[0]
    // Away from the kinks at zero and at the limit.
    for i in 0..<x.count { x.data[i] += x.data[i] < 0 ? -0.1 : 0.1 }
    for i in 0..<x.count where abs(abs(x.data[i]) - 0.6) < 0.02 { x.data[i] *= 1.1 }
    checkGradient(of: [x], step: 5e-3) { i in
      let y = Tensor(i[0].shape)
      Activations.forward(i[0], a, into: y)
      return y
    } backward: { i, dy in
      let (y, dx) = (Tensor(dy.shape), Tensor(dy.shape))
      Activations.forward(i[0], a, into: y)
      Activations.backward(y: y, dy: dy, a, into: dx)
      return [dx]
    }
  }

  @Test func maxPool() {
    let shape = Shape(2, 7, 8, 3)
    // Values far apart, so that a small step never changes which is largest.
    let x = Tensor(shape, (0..<shape.count).map { Float($0 * 37 % 331) })
    checkGradient(of: [x]) { i in
      let y = Tensor(MaxPool.outputShape(for: shape))
      MaxPool.forward(i[0], into: y)
      return y
    } backward: { i, dy in
      let dx = Tensor(shape)
      MaxPool.backward(i[0], dy, into: dx)
      return [dx]
    }
  }

  @Test(arguments: [Shape(2, 3, 5, 3), Shape(1, 1, 1, 2)]) func upsample(_ shape: Shape) {
    checkGradient(of: inputs(shape)) { i in
      let y = Tensor(Upsample.outputShape(for: shape))
      Upsample.forward(i[0], into: y)
      return y
    } backward: { _, dy in
      let dx = Tensor(shape)
      Upsample.backward(dy, into: dx)
      return [dx]
    }
  }

  @Test func depthwiseConvolution() {
    let g = DepthwiseGeometry(channels: 5, kernel: 3, stride: 2, padding: 1)
    let shape = Shape(2, 6, 7, 5)
    checkGradient(of: inputs(shape, g.weightShape, .vector(5))) { i in
      let y = Tensor(g.outputShape(for: shape))
      DepthwiseConvolution.forward(i[0], weight: i[1], bias: i[2], g, into: y)
      return y
    } backward: { i, dy in
      let (dx, dw, db) = (Tensor(shape), Tensor(g.weightShape), Tensor(.vector(5)))
      DepthwiseConvolution.backwardInput(dy, weight: i[1], g, into: dx)
      DepthwiseConvolution.backwardParameters(i[0], dy, g, weight: dw, bias: db)
      return [dx, dw, db]
    }
  }

  @Test func nearestUpsample() {
    let shape = Shape(2, 3, 5, 3)
    let x = Tensor(Shape(1, 1, 2, 1), [1, 2])
    let enlarged = Tensor(Shape(1, 2, 4, 1))
    NearestUpsample.forward(x, into: enlarged)
    #expect(enlarged.array == [1, 1, 2, 2, 1, 1, 2, 2])
    checkGradient(of: inputs(shape)) { i in
      let y = Tensor(NearestUpsample.outputShape(for: shape))
      NearestUpsample.forward(i[0], into: y)
      return y
    } backward: { _, dy in
      let dx = Tensor(shape)
      NearestUpsample.backward(dy, into: dx)
      return [dx]
    }
  }

  @Test func averagePool() {
    let shape = Shape(2, 4, 6, 3)
    let x = Tensor(Shape(1, 2, 2, 1), [1, 2, 3, 6])
    let mean = Tensor(.vector(1))
    AveragePool.forward(x, into: mean)
    #expect(mean.array == [3])
    checkGradient(of: inputs(shape)) { i in
      let y = Tensor(AveragePool.outputShape(for: shape))
      AveragePool.forward(i[0], into: y)
      return y
    } backward: { _, dy in
      let dx = Tensor(shape)
      AveragePool.backward(dy, into: dx)
      return [dx]
    }
  }

  @Test(arguments: [1, 2, 3, 4]) func pixelShuffle(factor: Int) {
    let shape = Shape(2, 3, 4, 3 * factor * factor)
    checkGradient(of: inputs(shape)) { i in
      let y = Tensor(PixelShuffle.outputShape(for: shape, factor: factor))
      PixelShuffle.forward(i[0], factor: factor, into: y)
      return y
    } backward: { _, dy in
      let dx = Tensor(shape)
      PixelShuffle.backward(dy, factor: factor, into: dx)
      return [dx]
    }
  }

  /// Channel c·f² + f·i + j goes to channel c of the pixel in row i and column j of its square.
  @Test func pixelShuffleByFour() {
    let (f, channels) = (4, 2)
    let x = Tensor(Shape(1, 2, 3, channels * f * f), (0..<(6 * channels * f * f)).map(Float.init))
    let y = Tensor(PixelShuffle.outputShape(for: x.shape, factor: f))
    PixelShuffle.forward(x, factor: f, into: y)
    for row in 0..<8 {
      for column in 0..<12 {
        for c in 0..<channels {
          let pixel = (row / f) * 3 + column / f
          let from = pixel * channels * f * f + c * f * f + f * (row % f) + column % f
          #expect(y.data[(row * 12 + column) * channels + c] == Float(from))
        }
      }
    }
  }

  @Test func globalMean() {
    let shape = Shape(2, 5, 4, 3)
    checkGradient(of: inputs(shape)) { i in
      let y = Tensor(GlobalMean.outputShape(for: shape))
      GlobalMean.forward(i[0], into: y)
      return y
    } backward: { _, dy in
      let dx = Tensor(shape)
      GlobalMean.backward(dy, into: dx)
      return [dx]
    }
  }

  @Test(arguments: [Activation.none, .leaky(0.9)]) func conditionalNorm(_ activation: Activation) {
    let shape = Shape(2, 4, 5, 6)
    checkGradient(of: inputs(shape, ConditionalNorm.styleShape(for: shape)), tolerance: 6e-3) { i in
      let (y, statistics) = (Tensor(shape), Tensor(InstanceNorm.statisticsShape(for: shape)))
      ConditionalNorm.forward(i[0], style: i[1], activation: activation, into: y, statistics: statistics)
      return y
    } backward: { i, dy in
      let (y, statistics) = (Tensor(shape), Tensor(InstanceNorm.statisticsShape(for: shape)))
      ConditionalNorm.forward(i[0], style: i[1], activation: activation, into: y, statistics: statistics)
      let (dx, styleGradient) = (Tensor(shape), Tensor(i[1].shape))
      ConditionalNorm.backward(
        x: i[0], dy: dy, style: i[1], activation: activation, statistics: statistics, into: dx,
        styleGradient: styleGradient)
      return [dx, styleGradient]
    }
  }

  @Test func losses() {
    let pair = inputs(Shape(1, 5, 7, 3), Shape(1, 5, 7, 3))
    let (x, y) = (pair[0], pair[1])
    let dx = Tensor(x.shape)
    Elementwise.signOfDifference(x, y, scale: 1, into: dx)
    Elementwise.axpy(1e-3, dx, into: x)
    let before = Elementwise.absoluteDifference(x, y)
    Elementwise.axpy(1e-3, dx, into: x)
    #expect(abs(Elementwise.absoluteDifference(x, y) - before - 0.105) < 1e-4)
    checkGradient(of: [x]) { i in
      let loss = Tensor(.vector(1))
      loss.data[0] = Float(Elementwise.squaredDistance(i[0], from: 0.7))
      return loss
    } backward: { i, dy in
      let dx = Tensor(i[0].shape)
      Elementwise.difference(i[0], from: 0.7, scale: 2 * dy.data[0], into: dx)
      return [dx]
    }
  }
}

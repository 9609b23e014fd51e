import Kernels

struct ParametricReLULayer: Layer {
  let slope: Parameter

  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let y = Tensor(inputs[0].shape, zeroed: false)
    ParametricReLU.forward(inputs[0], slope: slope.value, into: y)
    // A slope may be learnt to be below zero, so that the output does not tell the input's sign.
    return (y, inputs)
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    let dx = Tensor(dy.shape, zeroed: false)
    ParametricReLU.backward(
      x: saved[0], dy: dy, slope: slope.value, into: dx, slopeGradient: parameters ? slope.gradient : nil)
    return [dx]
  }
}

struct PixelShuffleLayer: Layer {
  let factor: Int

  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let y = Tensor(PixelShuffle.outputShape(for: inputs[0].shape, factor: factor), zeroed: false)
    PixelShuffle.forward(inputs[0], factor: factor, into: y)
    return (y, [])
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    guard wanted[0] else { return [nil] }
    let shape = dy.shape
    let dx = Tensor(Shape(shape.n, shape.h / factor, shape.w / factor, shape.c * factor * factor), zeroed: false)
    PixelShuffle.backward(dy, factor: factor, into: dx)
    return [dx]
  }
}

import Kernels

/// Fully connected.
struct LinearLayer: Layer {
  let outputs: Int
  let weight: Parameter
  let bias: Parameter?

  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let y = Tensor(Shape(inputs[0].shape.n, 1, 1, outputs), zeroed: false)
    Linear.forward(inputs[0], weight: weight.value, bias: bias?.value, into: y)
    return (y, inputs)
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    let x = saved[0]
    if parameters { Linear.backwardParameters(x, dy, weight: weight.gradient, bias: bias?.gradient) }
    guard wanted[0] else { return [nil] }
    let dx = Tensor(x.shape, zeroed: false)
    Linear.backwardInput(dy, weight: weight.value, into: dx)
    return [dx]
  }
}

struct FlattenLayer: Layer {
  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let y = Tensor(Flatten.outputShape(for: inputs[0].shape), zeroed: false)
    Flatten.forward(inputs[0], into: y)
    // Only its shape is needed.
    return (y, inputs)
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    guard wanted[0] else { return [nil] }
    let dx = Tensor(saved[0].shape, zeroed: false)
    Flatten.backward(dy, into: dx)
    return [dx]
  }
}

struct UnflattenLayer: Layer {
  let side: Int

  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let x = inputs[0].shape
    let y = Tensor(Shape(x.n, side, side, x.c / (side * side)), zeroed: false)
    Flatten.backward(inputs[0], into: y)
    return (y, [])
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    let dx = Tensor(Flatten.outputShape(for: dy.shape), zeroed: false)
    Flatten.forward(dy, into: dx)
    return [dx]
  }
}

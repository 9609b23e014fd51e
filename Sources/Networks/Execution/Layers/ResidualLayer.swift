import Kernels

/// x + f(x)
struct ResidualLayer: Layer {
  let inner: LayerSequence

  func forward(_ x: Tensor, tape: Tape?) -> Tensor {
    let y = inner.forward(x, tape: tape)
    let sum = tape == nil ? y : Tensor(x.shape, zeroed: false)
    Elementwise.add(x, y, into: sum)
    return sum
  }

  func backward(_ dy: Tensor, tape: Tape, gradients: WantedGradients) -> Tensor? {
    guard let dx = inner.backward(dy, tape: tape, gradients: gradients) else { return nil }
    Elementwise.add(dx, dy, into: dx)
    return dx
  }
}

import Kernels

struct ActivationLayer: Layer {
  let activation: Activation

  func forward(_ x: Tensor, tape: Tape?) -> Tensor {
    // Never in place: in a U-Net the input goes on along the skip path.
    let y = Tensor(x.shape, zeroed: false)
    Activations.forward(x, activation, into: y)
    tape?.push(y)
    return y
  }

  func backward(_ dy: Tensor, tape: Tape, gradients: WantedGradients) -> Tensor? {
    let y = tape.pop()
    let dx = Tensor(y.shape, zeroed: false)
    Activations.backward(y: y, dy: dy, activation, into: dx)
    return dx
  }
}

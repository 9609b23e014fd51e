import Kernels

/// x and f(x) side by side on the channel axis.
struct SkipLayer: Layer {
  let inner: LayerSequence

  func forward(_ x: Tensor, tape: Tape?) -> Tensor {
    let y = inner.forward(x, tape: tape)
    let joined = Tensor(Shape(x.shape.n, x.shape.h, x.shape.w, x.shape.c + y.shape.c), zeroed: false)
    Elementwise.concatenateChannels([x, y], into: joined)
    return joined
  }

  func backward(_ dy: Tensor, tape: Tape, gradients: WantedGradients) -> Tensor? {
    // f keeps height, width and, in a U-Net, the number of channels.
    let half = Shape(dy.shape.n, dy.shape.h, dy.shape.w, dy.shape.c / 2)
    let direct = Tensor(half, zeroed: false)
    let inward = Tensor(half, zeroed: false)
    Elementwise.splitChannels(dy, into: [direct, inward])
    guard let dx = inner.backward(inward, tape: tape, gradients: gradients) else { return nil }
    Elementwise.add(dx, direct, into: dx)
    return dx
  }
}

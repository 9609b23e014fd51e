import Kernels

struct BatchNormLayer: Layer {
  private let activation: Activation
  private let scale: TrainedTensor
  private let shift: TrainedTensor

  init(_ name: String, _ activation: Activation, _ parameters: ParameterArena) {
    self.activation = activation
    scale = TrainedTensor("\(name).weight", parameters)
    shift = TrainedTensor("\(name).bias", parameters)
  }

  func forward(_ x: Tensor, tape: Tape?) -> Tensor {
    let y = tape == nil ? x : Tensor(x.shape, zeroed: false)
    let statistics = Tensor(Shape(1, 1, 2, x.shape.c), zeroed: false)
    BatchNorm.forward(
      x, scale: scale.value, shift: shift.value, activation: activation, into: y, statistics: statistics)
    tape?.push(x)
    tape?.push(statistics)
    return y
  }

  func backward(_ dy: Tensor, tape: Tape, gradients: WantedGradients) -> Tensor? {
    let statistics = tape.pop()
    let x = tape.pop()
    let dx = Tensor(x.shape, zeroed: false)
    let wanted = gradients.contains(.parameters)
    BatchNorm.backward(
      x: x, dy: dy, scale: scale.value, shift: shift.value, activation: activation, statistics: statistics,
      into: dx, scaleGradient: wanted ? scale.gradient : nil, shiftGradient: wanted ? shift.gradient : nil)
    return dx
  }
}

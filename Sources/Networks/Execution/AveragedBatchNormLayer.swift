import Kernels

/// A batch norm that keeps running averages for use.
struct AveragedBatchNormLayer: Layer {
  private let activation: Activation
  private let scale: Parameter
  private let shift: Parameter
  private let mean: Parameter
  private let variance: Parameter

  init(_ name: String, _ activation: Activation, _ arena: ParameterArena) {
    self.activation = activation
    scale = Parameter("\(name).weight", arena)
    shift = Parameter("\(name).bias", arena)
    mean = Parameter("\(name).running_mean", arena)
    variance = Parameter("\(name).running_var", arena)
  }

  func forward(_ inputs: [Tensor]) -> (output: Tensor, saved: [Tensor]) {
    let y = Tensor(inputs[0].shape, zeroed: false)
    BatchNorm.inference(
      inputs[0], mean: mean.value, variance: variance.value, scale: scale.value, shift: shift.value,
      activation: activation, into: y)
    return (y, [])
  }

  func forwardInTraining(_ inputs: [Tensor], _ training: TrainingPass) -> (output: Tensor, saved: [Tensor]) {
    let x = inputs[0]
    let y = Tensor(x.shape, zeroed: false)
    let statistics = Tensor(BatchNorm.statisticsShape(for: x.shape), zeroed: false)
    BatchNorm.forward(
      x, scale: scale.value, shift: shift.value, activation: activation, into: y, statistics: statistics)
    BatchNorm.updateAverages(
      from: statistics, pixels: x.shape.pixels, momentum: training.momentum, mean: mean.value, variance: variance.value)
    return (y, [x, statistics])
  }

  func backward(_ dy: Tensor, saved: [Tensor], parameters: Bool, wanted: [Bool]) -> [Tensor?] {
    let dx = Tensor(saved[0].shape, zeroed: false)
    BatchNorm.backward(
      x: saved[0], dy: dy, scale: scale.value, shift: shift.value, activation: activation, statistics: saved[1],
      into: dx, scaleGradient: parameters ? scale.gradient : nil, shiftGradient: parameters ? shift.gradient : nil)
    return [dx]
  }
}

import Kernels

struct ConvolutionLayer: Layer {
  private let geometry: ConvolutionGeometry
  private let weight: TrainedTensor
  private let bias: TrainedTensor?

  init(_ name: String, _ geometry: ConvolutionGeometry, bias: Bool, _ parameters: ParameterArena) {
    self.geometry = geometry
    weight = TrainedTensor("\(name).weight", parameters)
    self.bias = bias ? TrainedTensor("\(name).bias", parameters) : nil
  }

  func forward(_ x: Tensor, tape: Tape?) -> Tensor {
    let y = Tensor(geometry.outputShape(for: x.shape), zeroed: false)
    Convolution.forward(x, weight: weight.value, bias: bias?.value, geometry, into: y)
    tape?.push(x)
    return y
  }

  func backward(_ dy: Tensor, tape: Tape, gradients: WantedGradients) -> Tensor? {
    let x = tape.pop()
    if gradients.contains(.parameters) {
      Convolution.backwardParameters(x, dy, geometry, weight: weight.gradient, bias: bias?.gradient)
    }
    guard gradients.contains(.input) else { return nil }
    let dx = Tensor(x.shape, zeroed: false)
    Convolution.backwardInput(dy, weight: weight.value, geometry, into: dx)
    return dx
  }
}

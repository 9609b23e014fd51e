import Kernels

/// A parameter and, once somebody asks for it, its gradient.
struct TrainedTensor {
  let value: Tensor
  private let name: String
  private let parameters: ParameterArena

  init(_ name: String, _ parameters: ParameterArena) {
    self.name = name
    self.parameters = parameters
    value = parameters.value(name)
  }

  /// Asked for only in training, so that inference never takes memory for gradients.
  var gradient: Tensor { parameters.gradient(name) }
}

import Kernels

/// One step of a network at work. Forward pushes onto the tape what backward pops, in reverse order.
protocol Layer {
  /// The output for `x`. Without a tape, `x` may be overwritten if the layer before made it.
  func forward(_ x: Tensor, tape: Tape?) -> Tensor

  /// The gradient at the input, or nil if it was not wanted.
  func backward(_ dy: Tensor, tape: Tape, gradients: WantedGradients) -> Tensor?
}

/// Layers one after the other.
struct LayerSequence: Layer {
  private let layers: [any Layer]

  init(_ descriptions: [LayerDescription], _ parameters: ParameterArena) {
    layers = descriptions.map { description -> any Layer in
      switch description {
      case .convolution(let name, let geometry, let bias):
        ConvolutionLayer(name, geometry, bias: bias, parameters)
      case .transposedConvolution(let name, let geometry, let bias):
        TransposedConvolutionLayer(name, geometry, bias: bias, parameters)
      case .instanceNorm(let name, _, let affine, let activation):
        InstanceNormLayer(name, affine: affine, activation, parameters)
      case .batchNorm(let name, _, let activation):
        BatchNormLayer(name, activation, parameters)
      case .activation(let activation):
        ActivationLayer(activation: activation)
      case .residual(let inner):
        ResidualLayer(inner: LayerSequence(inner, parameters))
      case .skip(let inner):
        SkipLayer(inner: LayerSequence(inner, parameters))
      }
    }
  }

  func forward(_ x: Tensor, tape: Tape?) -> Tensor {
    layers.reduce(x) { $1.forward($0, tape: tape) }
  }

  func backward(_ dy: Tensor, tape: Tape, gradients: WantedGradients) -> Tensor? {
    var gradient: Tensor? = dy
    for (index, layer) in layers.enumerated().reversed() {
      guard let dy = gradient else { preconditionFailure("a layer in the middle dropped its gradient") }
      gradient = layer.backward(dy, tape: tape, gradients: index == 0 ? gradients : gradients.union(.input))
    }
    return gradient
  }
}

import Kernels

/// One step of a network, as data. Training, inference plans, checkpoints and parameter counts all read the same list.
package indirect enum LayerDescription: Hashable, Sendable {
  /// `name` is the PyTorch module's path; the parameters are `name.weight` and, with `bias`, `name.bias`.
  case convolution(name: String, ConvolutionGeometry, bias: Bool)
  case transposedConvolution(name: String, TransposedGeometry, bias: Bool)
  /// Normalises each channel of each picture, then applies the activation. `affine` adds a scale and a shift.
  case instanceNorm(name: String, channels: Int, affine: Bool, Activation)
  /// Normalises each channel over the batch with the batch's own statistics, at inference too: pix2pix (Isola et al.
  /// 2017, section 3.3) runs the generator the same way as in training.
  case batchNorm(name: String, channels: Int, Activation)
  case activation(Activation)
  /// x + f(x)
  case residual([LayerDescription])
  /// x and f(x) one after the other on the channel axis.
  case skip([LayerDescription])
}

extension [LayerDescription] {
  /// Every parameter, in the order PyTorch lists them.
  package var parameters: [ParameterDescription] { flatMap(\.parameters) }

  /// Number of trained values.
  package var parameterCount: Int { parameters.reduce(0) { $0 + $1.shape.count } }

  /// Side of the square of input pixels that one output value depends on: 1 + Σ (kernel − 1) · Π earlier strides.
  ///
  /// For chains of ordinary convolutions; residual and skip paths count their longest branch.
  package var receptiveField: Int { reach().field }

  private func reach(field: Int = 1, jump: Int = 1) -> (field: Int, jump: Int) {
    var field = field
    var jump = jump
    for layer in self {
      switch layer {
      case .convolution(_, let geometry, _):
        field += (geometry.kernel - 1) * jump
        jump *= geometry.stride
      case .residual(let inner), .skip(let inner):
        (field, _) = inner.reach(field: field, jump: jump)
      case .transposedConvolution, .instanceNorm, .batchNorm, .activation:
        break
      }
    }
    return (field, jump)
  }
}

extension LayerDescription {
  fileprivate var parameters: [ParameterDescription] {
    switch self {
    case .convolution(let name, let geometry, let bias):
      let weight = ParameterDescription(
        "\(name).weight",
        .convolution(inputs: geometry.inputs, outputs: geometry.outputs, kernel: geometry.kernel))
      return bias ? [weight, ParameterDescription("\(name).bias", .bias(geometry.outputs))] : [weight]
    case .transposedConvolution(let name, let geometry, let bias):
      let weight = ParameterDescription(
        "\(name).weight",
        .transposedConvolution(inputs: geometry.inputs, outputs: geometry.outputs, kernel: geometry.kernel))
      return bias ? [weight, ParameterDescription("\(name).bias", .bias(geometry.outputs))] : [weight]
    case .instanceNorm(let name, let channels, true, _), .batchNorm(let name, let channels, _):
      return [
        ParameterDescription("\(name).weight", .normScale(channels)),
        ParameterDescription("\(name).bias", .normShift(channels)),
      ]
    case .instanceNorm(_, _, false, _), .activation:
      return []
    case .residual(let inner), .skip(let inner):
      return inner.parameters
    }
  }
}

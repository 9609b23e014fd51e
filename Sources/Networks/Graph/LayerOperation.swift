import Kernels

/// What one node of a ``LayerGraph`` computes.
package enum LayerOperation: Hashable, Sendable {
  /// `name` is the PyTorch module's path; the parameters are `name.weight` and, with `bias`, `name.bias`.
  case convolution(name: String, ConvolutionGeometry, bias: Bool)
  case transposedConvolution(name: String, TransposedGeometry, bias: Bool)
  /// Normalises each channel of each picture, then applies the activation. `affine` adds a scale and a shift.
  case instanceNorm(name: String, channels: Int, affine: Bool, Activation)
  /// Normalises each channel over the batch with the batch's own statistics, at inference too: pix2pix (Isola et al.
  /// 2017, section 3.3) runs the generator the same way as in training.
  case batchNorm(name: String, channels: Int, Activation)
  case activation(Activation)
  /// The sum of two inputs of one shape.
  case add
  /// All inputs side by side on the channel axis.
  case concatenate
  /// Twice the size, bilinear. Before a convolution it enlarges without the weave of a transposed one (Odena, Dumoulin
  /// and Olah, "Deconvolution and checkerboard artifacts", 2016).
  case upsample
  /// Each channel's mean over the picture, of size 1×1.
  case globalMean
  /// Normalises each channel of each picture; scale and shift are the second input, see `Kernels.ConditionalNorm`.
  case conditionalNorm(channels: Int, Activation)
  /// A convolution in which channels do not meet; parameters as those of ``convolution(name:_:bias:)``.
  case depthwiseConvolution(name: String, DepthwiseGeometry, bias: Bool)
  /// The largest value of each 2×2 window, stride 2; an odd last row or column is left out.
  case maxPool
  /// Twice the size, each pixel repeated.
  case nearestUpsample
  /// In training sets this share of the values to 0, others at each step, and scales the rest so that the mean stays
  /// (Srivastava et al. 2014, section 10, "inverted"); in use gives its input.
  case dropout(Float)
  /// The largest value of each 3×3 window, stride 2, with one pixel of nothing around.
  case overlappingMaxPool
  /// Each picture of a single pixel times a matrix.
  case linear(name: String, inputs: Int, outputs: Int, bias: Bool)
  /// Pictures of `side` × `side` pixels as one pixel each, channel after channel.
  case flatten(side: Int)
  /// The reverse of `flatten`.
  case unflatten(side: Int)
  /// Normalises each channel: in training by the batch's own statistics, in use by running averages of them (Ioffe and
  /// Szegedy 2015, algorithm 2).
  case averagedBatchNorm(name: String, channels: Int, Activation)
  /// A rectifier with a slope below zero for each channel; its parameter is `name.weight`.
  case parametricReLU(name: String, channels: Int)
  /// So many times the side, from so many times squared the channels, see `Kernels.PixelShuffle`.
  case pixelShuffle(Int)
}

extension LayerOperation {
  /// The operation's parameters, in the order PyTorch lists them.
  var parameters: [ParameterDescription] {
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
    case .instanceNorm(_, _, false, _), .activation, .add, .concatenate, .upsample, .globalMean, .conditionalNorm,
      .maxPool, .nearestUpsample, .dropout, .overlappingMaxPool:
      return []
    case .depthwiseConvolution(let name, let geometry, let bias):
      let weight = ParameterDescription(
        "\(name).weight", .depthwiseConvolution(channels: geometry.channels, kernel: geometry.kernel))
      return bias ? [weight, ParameterDescription("\(name).bias", .bias(geometry.channels))] : [weight]
    case .linear(let name, let inputs, let outputs, let bias):
      let weight = ParameterDescription("\(name).weight", .linear(inputs: inputs, outputs: outputs))
      return bias ? [weight, ParameterDescription("\(name).bias", .bias(outputs))] : [weight]
    case .flatten, .unflatten: return []
    case .averagedBatchNorm(let name, let channels, _):
      return [
        ParameterDescription("\(name).weight", .normScale(channels)),
        ParameterDescription("\(name).bias", .normShift(channels)),
        ParameterDescription("\(name).running_mean", .runningMean(channels)),
        ParameterDescription("\(name).running_var", .runningVariance(channels)),
      ]
    case .parametricReLU(let name, let channels): return [ParameterDescription("\(name).weight", .slope(channels))]
    case .pixelShuffle: return []
    }
  }

  /// Channels of the output.
  ///
  /// - Parameter inputs: channels of each input; a precondition checks that they fit.
  func outputChannels(_ inputs: [Int]) -> Int {
    switch self {
    case .convolution(let name, let geometry, _):
      precondition(inputs == [geometry.inputs], "\(name) takes \(geometry.inputs) channels, not \(inputs)")
      return geometry.outputs
    case .transposedConvolution(let name, let geometry, _):
      precondition(inputs == [geometry.inputs], "\(name) takes \(geometry.inputs) channels, not \(inputs)")
      return geometry.outputs
    case .instanceNorm(let name, let channels, _, _), .batchNorm(let name, let channels, _):
      precondition(inputs == [channels], "\(name) takes \(channels) channels, not \(inputs)")
      return channels
    case .activation, .upsample, .globalMean, .maxPool, .nearestUpsample, .dropout, .overlappingMaxPool:
      precondition(inputs.count == 1, "\(self) has one input")
      return inputs[0]
    case .conditionalNorm(let channels, _):
      precondition(inputs == [channels, 2 * channels], "a norm of \(channels) channels cannot take \(inputs)")
      return channels
    case .add:
      precondition(inputs.count == 2 && inputs[0] == inputs[1], "cannot add \(inputs) channels")
      return inputs[0]
    case .concatenate:
      precondition(inputs.count > 1, "nothing to concatenate")
      return inputs.reduce(0, +)
    case .depthwiseConvolution(let name, let geometry, _):
      precondition(inputs == [geometry.channels], "\(name) takes \(geometry.channels) channels, not \(inputs)")
      return geometry.channels
    case .linear(let name, let count, let outputs, _):
      precondition(inputs == [count], "\(name) takes \(count) values, not \(inputs)")
      return outputs
    case .flatten(let side):
      precondition(inputs.count == 1, "\(self) has one input")
      return inputs[0] * side * side
    case .unflatten(let side):
      precondition(inputs.count == 1 && inputs[0] % (side * side) == 0, "\(inputs) values are no picture")
      return inputs[0] / (side * side)
    case .averagedBatchNorm(let name, let channels, _), .parametricReLU(let name, let channels):
      precondition(inputs == [channels], "\(name) takes \(channels) channels, not \(inputs)")
      return channels
    case .pixelShuffle(let factor):
      precondition(
        inputs.count == 1 && inputs[0] % (factor * factor) == 0, "\(inputs) channels are no squares of \(factor)")
      return inputs[0] / (factor * factor)
    }
  }
}

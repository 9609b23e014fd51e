import Kernels

/// What a convolution takes over from the node behind it.
extension PlanCompiler {
  /// What the node after number `index` lets a convolution do along the way: gather the statistics of a norm,
  /// or apply an activation. Only where nobody reads the value in between.
  ///
  /// - Returns: the node whose output the step then gives.
  mutating func fuse(
    after index: Int, _ shape: Shape, activations: Bool, norms: Bool = true
  ) -> (last: LayerGraph.Node, norm: FusedNorm?, activation: Activation) {
    let node = graph.nodes[index]
    guard index + 1 < graph.nodes.count, readers[node.output.index] == 1,
      graph.nodes[index + 1].inputs.first == node.output
    else { return (node, nil, .none) }
    let next = graph.nodes[index + 1]
    switch next.operation {
    case .instanceNorm(let name, let channels, let affine, let activation)
    where norms && shape.n == 1 && activation.fusesWithNorm:
      fused.insert(index + 1)
      let norm = FusedNorm(
        channels: channels, scale: affine ? parameters.value("\(name).weight") : nil,
        shift: affine ? parameters.value("\(name).bias") : nil, activation: activation)
      return (next, norm, .none)
    // The norm of one picture by its own pixels, too, since a batch of one is that picture.
    case .batchNorm(let name, let channels, let activation)
    where norms && shape.n == 1 && activation.fusesWithNorm:
      fused.insert(index + 1)
      let norm = FusedNorm(
        channels: channels, scale: parameters.value("\(name).weight"), shift: parameters.value("\(name).bias"),
        activation: activation)
      return (next, norm, .none)
    case .conditionalNorm(let channels, let activation)
    where norms && shape.n == 1 && activation.fusesWithNorm:
      fused.insert(index + 1)
      return (next, conditionalNorm(channels, activation, style: next.inputs[1]), .none)
    case .activation(let activation) where activations:
      fused.insert(index + 1)
      return (next, nil, activation)
    case .instanceNorm, .activation, .batchNorm, .convolution, .transposedConvolution, .add, .concatenate, .upsample,
      .globalMean, .conditionalNorm, .depthwiseConvolution, .maxPool, .nearestUpsample, .dropout, .overlappingMaxPool,
      .linear, .flatten, .unflatten, .averagedBatchNorm, .parametricReLU, .pixelShuffle:
      return (node, nil, .none)
    }
  }

  /// The slopes of the parametric rectifier that a convolution at number `index` applies along the way; nil where none
  /// follows it alone.
  mutating func parametricReLU(after index: Int) -> (node: LayerGraph.Node, slopes: Tensor)? {
    guard index + 1 < graph.nodes.count, readers[graph.nodes[index].output.index] == 1,
      graph.nodes[index + 1].inputs == [graph.nodes[index].output],
      case .parametricReLU(let name, _) = graph.nodes[index + 1].operation
    else { return nil }
    fused.insert(index + 1)
    return (graph.nodes[index + 1], parameters.value("\(name).weight"))
  }

  /// Weight and bias of the transposed convolution at number `index` that has taken over the norm by running averages
  /// behind it; nil where there is none, or somebody else reads what lies between.
  mutating func foldedNorm(
    after index: Int, weight: Tensor, bias: Tensor?
  ) -> (weight: Tensor, bias: Tensor, activation: Activation, node: LayerGraph.Node)? {
    guard index + 1 < graph.nodes.count, readers[graph.nodes[index].output.index] == 1,
      graph.nodes[index + 1].inputs.first == graph.nodes[index].output,
      case .averagedBatchNorm(let name, _, let activation) = graph.nodes[index + 1].operation
    else { return nil }
    let (factor, offset) = BatchNorm.factors(
      mean: parameters.value("\(name).running_mean"), variance: parameters.value("\(name).running_var"),
      scale: parameters.value("\(name).weight"), shift: parameters.value("\(name).bias"))
    // Outputs are the last axis of the weight.
    let outputs = weight.shape.c
    let shifted = offset.indices.map { offset[$0] + factor[$0] * (bias?.data[$0] ?? 0) }
    let scaled = Tensor(weight.shape, zeroed: false)
    for row in stride(from: 0, to: weight.count, by: outputs) {
      for output in 0..<outputs { scaled.data[row + output] = weight.data[row + output] * factor[output] }
    }
    fused.insert(index + 1)
    return (scaled, Tensor(.vector(outputs), shifted), activation, graph.nodes[index + 1])
  }

  /// A norm whose scale and shift a step before it takes from a style.
  private mutating func conditionalNorm(
    _ channels: Int, _ activation: Activation, style value: LayerGraph.Value
  ) -> FusedNorm {
    let style = finished(value)
    let (scale, shift) = (Tensor(.vector(channels)), Tensor(.vector(channels)))
    add("style", work: 2 * channels, touching: [style, scale, shift]) {
      ConditionalNorm.factors(style, 0, scale: scale, shift: shift)
    }
    release(value)
    return FusedNorm(channels: channels, scale: scale, shift: shift, activation: activation)
  }
}

import Kernels

/// What tells real pictures from those of a generator from noise: one score for each picture.
package enum NoiseDiscriminator: Hashable, Sendable {
  /// Three fully connected layers, of `2 * width`, `width` and one value.
  case mlp(side: Int, width: Int)
  /// The mirror image of `DCGANGenerator`: `width` channels after the first halving, twice as many after each other one.
  /// A critic whose gradient is penalised has no norms, as they tie the pictures of a batch to each other (Gulrajani et
  /// al. 2017, section 4).
  case convolutional(width: Int, halvings: Int, hasNorms: Bool)

  /// Names and order are those of PyTorch's `Sequential` of these layers, without the flattening.
  package var graph: LayerGraph {
    switch self {
    case .mlp(let side, let width):
      LayerGraph(
        inputChannels: 3,
        chain: [
          .flatten(side: side),
          .linear(name: "0", inputs: 3 * side * side, outputs: 2 * width, bias: true), .activation(.leaky(0.2)),
          .linear(name: "2", inputs: 2 * width, outputs: width, bias: true), .activation(.leaky(0.2)),
          .linear(name: "4", inputs: width, outputs: 1, bias: true),
        ])
    case .convolutional(let width, let halvings, let hasNorms):
      LayerGraph(inputChannels: 3, chain: Self.convolutional(width, halvings, hasNorms))
    }
  }

  private static func convolutional(_ width: Int, _ halvings: Int, _ hasNorms: Bool) -> [LayerOperation] {
    var operations: [LayerOperation] = []
    var (index, channels) = (0, 3)
    for halving in 0..<halvings {
      let outputs = width << halving
      let geometry = ConvolutionGeometry(inputs: channels, outputs: outputs, kernel: 4, stride: 2, padding: 1)
      let isNormed = hasNorms && halving > 0
      operations.append(.convolution(name: "\(index)", geometry, bias: !isNormed))
      operations.append(
        isNormed
          ? .averagedBatchNorm(name: "\(index + 1)", channels: outputs, .leaky(0.2)) : .activation(.leaky(0.2)))
      index += isNormed ? 3 : 2
      channels = outputs
    }
    // What is left is 4×4 pixels.
    let last = ConvolutionGeometry(inputs: channels, outputs: 1, kernel: 4)
    return operations + [.convolution(name: "\(index)", last, bias: true)]
  }
}

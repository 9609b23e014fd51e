import Kernels

/// The generator of CartoonGAN (Chen, Lai and Liu 2018, figure 2) as its implementations in PyTorch have it: each change
/// of size is a convolution with a stride and another one behind it, and the norm comes after both.
package struct CartoonGANGenerator: Hashable, Sendable {
  package var inputChannels: Int
  /// Channels after the first layer; the residual blocks work on four times as many.
  package var width: Int
  package var blocks: Int
  /// Whether the edges are reflected in the residual blocks and in the first and last layer; elsewhere, and everywhere if
  /// false, zeros are around the picture.
  package var reflects: Bool
  /// Whether norms have a scale and a shift; if false, the convolutions before them have a bias, which changes nothing.
  package var affineNorms: Bool

  package init(
    inputChannels: Int = 3, width: Int = 64, blocks: Int = 8, reflects: Bool = false, affineNorms: Bool = false
  ) {
    self.inputChannels = inputChannels
    self.width = width
    self.blocks = blocks
    self.reflects = reflects
    self.affineNorms = affineNorms
  }
}

extension CartoonGANGenerator: GeneratorDescription {
  /// Two downsamplings by two.
  var sideMultiple: Int { 4 }

  /// Reflection by three pixels at full size, and by one at a quarter, needs this much.
  var smallestSide: Int { 8 }

  var summary: String { "cartoongan width \(width), \(blocks) blocks" }

  func validate() throws(ArchitectureError) {
    try ArchitectureError.check("width", width, in: 1...512)
    try ArchitectureError.check("residual blocks", blocks, in: 0...64)
  }

  /// Names and order are those of the implementation with `down_convs`, `resnet_blocks` and `up_convs`.
  package var graph: LayerGraph {
    var graph = LayerGraph(inputChannels: inputChannels)
    var x = append("down_convs.0", "down_convs.1", window(inputChannels, width, kernel: 7), to: graph.input, of: &graph)
    for (module, channels) in [(3, width), (7, 2 * width)] {
      let down = ConvolutionGeometry(inputs: channels, outputs: 2 * channels, kernel: 3, stride: 2, padding: 1)
      x = graph.append(.convolution(name: "down_convs.\(module)", down, bias: true), to: x)
      x = append("down_convs.\(module + 1)", "down_convs.\(module + 2)", plain(2 * channels), to: x, of: &graph)
    }
    for block in 0..<blocks {
      let name = "resnet_blocks.\(block)"
      let geometry = window(4 * width, 4 * width, kernel: 3)
      let inner = append("\(name).conv1", "\(name).conv1_norm", geometry, to: x, of: &graph)
      let branch = append("\(name).conv2", "\(name).conv2_norm", geometry, .none, to: inner, of: &graph)
      x = graph.append(.add, to: x, branch)
    }
    for (module, channels) in [(0, 4 * width), (4, 2 * width)] {
      let up = TransposedGeometry(
        inputs: channels, outputs: channels / 2, kernel: 3, stride: 2, padding: 1, outputPadding: 1)
      x = graph.append(.transposedConvolution(name: "up_convs.\(module)", up, bias: true), to: x)
      x = append("up_convs.\(module + 1)", "up_convs.\(module + 2)", plain(channels / 2), to: x, of: &graph)
    }
    x = graph.append(
      [.convolution(name: "up_convs.8", window(width, 3, kernel: 7), bias: true), .activation(.tanh)], to: x)
    graph.finish([x])
    return graph
  }

  private func window(_ inputs: Int, _ outputs: Int, kernel: Int) -> ConvolutionGeometry {
    ConvolutionGeometry(
      inputs: inputs, outputs: outputs, kernel: kernel, padding: kernel / 2, paddingMode: reflects ? .reflect : .zero)
  }

  private func plain(_ channels: Int) -> ConvolutionGeometry {
    ConvolutionGeometry(inputs: channels, outputs: channels, kernel: 3, padding: 1)
  }

  /// A convolution, its norm and a rectifier.
  private func append(
    _ name: String, _ norm: String, _ geometry: ConvolutionGeometry, _ activation: Activation = .relu,
    to input: LayerGraph.Value, of graph: inout LayerGraph
  ) -> LayerGraph.Value {
    graph.append(
      [
        .convolution(name: name, geometry, bias: !affineNorms),
        .instanceNorm(name: norm, channels: geometry.outputs, affine: affineNorms, activation),
      ], to: input)
  }
}

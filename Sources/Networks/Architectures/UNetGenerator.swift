import Kernels

/// The U-Net generator of pix2pix (Isola et al. 2017, section 6.1.1), without dropout.
package struct UNetGenerator: Hashable, Sendable {
  package var inputChannels: Int
  /// 3 for pictures, 1 for lines.
  package var outputChannels: Int
  /// Channels after the first layer; all others are multiples of it.
  package var width: Int
  /// How often the picture is halved on the way down.
  package var downsamplings: Int

  package init(inputChannels: Int = 5, outputChannels: Int = 3, width: Int = 32, downsamplings: Int = 8) {
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
    self.width = width
    self.downsamplings = downsamplings
  }
}

extension UNetGenerator: GeneratorDescription {
  var sideMultiple: Int { 1 << downsamplings }

  var smallestSide: Int { 1 << downsamplings }

  var summary: String { "unet width \(width), \(downsamplings) downsamplings" }

  func validate() throws(ArchitectureError) {
    try ArchitectureError.check("output channels", outputChannels, in: 1...64)
    try ArchitectureError.check("width", width, in: 1...512)
    // Four levels with growing width, and the innermost one.
    try ArchitectureError.check("downsamplings", downsamplings, in: 5...10)
  }

  /// Names and order are those of the common PyTorch implementation.
  package var graph: LayerGraph {
    var graph = LayerGraph(inputChannels: inputChannels)
    // Channels inside of each level, from the outermost one inwards.
    let channels = (0..<downsamplings).map { width << min($0, 3) }
    let x = appendLevel(
      0, prefix: "model.model", outputs: outputChannels, channels: channels, to: graph.input, of: &graph)
    graph.finish([x])
    return graph
  }

  /// Adds one level: down, everything inside it beside a skip connection, and up again.
  ///
  /// Its modules count from 0: [leaky] down [norm] [inner level] relu up [norm or tanh].
  private func appendLevel(
    _ depth: Int, prefix: String, outputs: Int, channels: [Int], to input: LayerGraph.Value, of graph: inout LayerGraph
  ) -> LayerGraph.Value {
    let inner = channels[depth]
    let isOutermost = depth == 0
    let isInnermost = depth == channels.count - 1
    let down = ConvolutionGeometry(inputs: input.channels, outputs: inner, kernel: 4, stride: 2, padding: 1)
    var module = isOutermost ? 0 : 1
    var x = isOutermost ? input : graph.append(.activation(.leaky(0.2)), to: input)
    x = graph.append(.convolution(name: "\(prefix).\(module)", down, bias: false), to: x)
    module += 1
    if !isInnermost {
      if !isOutermost {
        x = graph.append(.batchNorm(name: "\(prefix).\(module)", channels: inner, .none), to: x)
        module += 1
      }
      let deeper = appendLevel(
        depth + 1, prefix: "\(prefix).\(module).model", outputs: inner, channels: channels, to: x, of: &graph)
      x = graph.append(.concatenate, to: x, deeper)
      module += 1
    }
    x = graph.append(.activation(.relu), to: x)
    module += 1
    let up = TransposedGeometry(
      inputs: x.channels, outputs: outputs, kernel: 4, stride: 2, padding: 1, outputPadding: 0)
    x = graph.append(.transposedConvolution(name: "\(prefix).\(module)", up, bias: isOutermost), to: x)
    module += 1
    return graph.append(
      isOutermost ? .activation(.tanh) : .batchNorm(name: "\(prefix).\(module)", channels: outputs, .none), to: x)
  }
}

import Kernels

/// The U-Net generator of pix2pix (Isola et al. 2017, section 6.1.1).
package struct UNetGenerator: Hashable, Sendable {
  package var inputChannels: Int
  /// 3 for pictures, 1 for lines.
  package var outputChannels: Int
  /// Channels after the first layer; all others are multiples of it.
  package var width: Int
  /// How often the picture is halved on the way down.
  package var downsamplings: Int
  /// Whether training drops half of the values in the three innermost upsampling levels, which is pix2pix's noise. A
  /// network in use drops nothing.
  package var dropout: Bool
  /// Whether a residual pair of 3×3 convolutions follows each level on its way down and on its way up.
  package var residualPairs: Bool
  /// Batch norms with scale and shift; if false, instance norms without, and a bias in every convolution, as the common
  /// implementation has them with `--norm instance`.
  package var affineNorms: Bool

  package init(
    inputChannels: Int = 5, outputChannels: Int = 3, width: Int = 32, downsamplings: Int = 8, dropout: Bool = false,
    residualPairs: Bool = false, affineNorms: Bool = true
  ) {
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
    self.width = width
    self.downsamplings = downsamplings
    self.dropout = dropout
    self.residualPairs = residualPairs
    self.affineNorms = affineNorms
  }
}

extension UNetGenerator: GeneratorDescription {
  var sideMultiple: Int { 1 << downsamplings }

  var smallestSide: Int { 1 << downsamplings }

  var summary: String {
    "unet width \(width), \(downsamplings) downsamplings" + (residualPairs ? ", residual pairs" : "")
  }

  func validate() throws(ArchitectureError) {
    try ArchitectureError.check("output channels", outputChannels, in: 1...64)
    try ArchitectureError.check("width", width, in: 1...512)
    // Four levels with growing width, and the innermost one.
    try ArchitectureError.check("downsamplings", downsamplings, in: 5...10)
    guard affineNorms || !residualPairs else { throw ArchitectureError("residual pairs without affine norms") }
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

  /// The way down alone, as far as `levels` halvings, with the whole network's names: features of what it reads.
  ///
  /// - Parameter levels: 1 or more, at most as many as the innermost norm has, ``downsamplings`` − 1.
  package func encoderGraph(levels: Int) -> LayerGraph {
    precondition((1..<downsamplings).contains(levels), "\(levels) levels of \(downsamplings)")
    var graph = LayerGraph(inputChannels: inputChannels)
    var x = graph.input
    var prefix = "model.model"
    for depth in 0..<levels {
      let down = ConvolutionGeometry(
        inputs: x.channels, outputs: width << min(depth, 3), kernel: 4, stride: 2, padding: 1)
      var module = 0
      if depth > 0 {
        x = graph.append(.activation(.leaky(0.2)), to: x)
        module = 1
      }
      x = graph.append(.convolution(name: "\(prefix).\(module)", down, bias: !affineNorms), to: x)
      module += 1
      if depth > 0 {
        x = graph.append(norm("\(prefix).\(module)", x.channels), to: x)
        module += 1
      }
      if residualPairs {
        x = appendPair("\(prefix).\(module)", to: x, of: &graph)
        module += 1
      }
      prefix += ".\(module).model"
    }
    graph.finish([x])
    return graph
  }

  private func norm(_ name: String, _ channels: Int) -> LayerOperation {
    affineNorms
      ? .batchNorm(name: name, channels: channels, .none)
      : .instanceNorm(name: name, channels: channels, affine: false, .none)
  }

  /// Levels, counted from the innermost one, whose way up drops values in training.
  private static let droppingLevels = 3

  /// Adds one level: down, everything inside it beside a skip connection, and up again.
  ///
  /// Its modules count from 0: [leaky] down [norm] [residual pair] [inner level] relu up [norm, residual pair; or tanh].
  private func appendLevel(
    _ depth: Int, prefix: String, outputs: Int, channels: [Int], to input: LayerGraph.Value, of graph: inout LayerGraph
  ) -> LayerGraph.Value {
    let inner = channels[depth]
    let isOutermost = depth == 0
    let isInnermost = depth == channels.count - 1
    let down = ConvolutionGeometry(inputs: input.channels, outputs: inner, kernel: 4, stride: 2, padding: 1)
    var module = isOutermost ? 0 : 1
    var x = isOutermost ? input : graph.append(.activation(.leaky(0.2)), to: input)
    x = graph.append(.convolution(name: "\(prefix).\(module)", down, bias: !affineNorms), to: x)
    module += 1
    if !isInnermost {
      if !isOutermost {
        x = graph.append(norm("\(prefix).\(module)", inner), to: x)
        module += 1
      }
      if residualPairs {
        x = appendPair("\(prefix).\(module)", to: x, of: &graph)
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
    x = graph.append(.transposedConvolution(name: "\(prefix).\(module)", up, bias: isOutermost || !affineNorms), to: x)
    module += 1
    if isOutermost { return graph.append(.activation(.tanh), to: x) }
    x = graph.append(norm("\(prefix).\(module)", outputs), to: x)
    if residualPairs { x = appendPair("\(prefix).\(module + 1)", to: x, of: &graph) }
    let isDropping = dropout && depth >= channels.count - Self.droppingLevels
    return isDropping ? graph.append(.dropout(0.5), to: x) : x
  }

  /// x + norm(conv(relu(norm(conv(x))))).
  private func appendPair(_ prefix: String, to x: LayerGraph.Value, of graph: inout LayerGraph) -> LayerGraph.Value {
    let geometry = ConvolutionGeometry(inputs: x.channels, outputs: x.channels, kernel: 3, stride: 1, padding: 1)
    var y = graph.append(.convolution(name: "\(prefix).block.0", geometry, bias: false), to: x)
    y = graph.append(.batchNorm(name: "\(prefix).block.1", channels: x.channels, .relu), to: y)
    y = graph.append(.convolution(name: "\(prefix).block.3", geometry, bias: false), to: y)
    y = graph.append(.batchNorm(name: "\(prefix).block.4", channels: x.channels, .none), to: y)
    return graph.append(.add, to: x, y)
  }
}

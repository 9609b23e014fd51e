import Kernels

/// A ResNet that sees the whole drawing: three downsamplings, residual blocks at an eighth of the size, and skips that
/// carry the lines past them. It enlarges by bilinear upsampling and a convolution, which leaves no weave.
///
/// What the whole picture shall have, its palette above all, comes in through the norms: the mean of the input goes
/// through one hidden layer to the scale and shift of each norm of blocks and decoder (see `Kernels.ConditionalNorm`).
/// An ordinary instance norm would take it away.
///
/// What follows a norm is clipped. Without that bound a generator with instance norms learns to raise a spike in one
/// place, since the norm then makes all other places small, and the spike is seen as a bright or dark drop in the picture
/// (Karras et al. 2020, "Analyzing and improving the image quality of StyleGAN", section 2).
package struct SkipResNetGenerator: Hashable, Sendable {
  package var inputChannels: Int
  /// Channels at full size; twice and four times as many at half and quarter size.
  package var width: Int
  /// Residual blocks at an eighth of the size.
  package var blocks: Int
  /// Channels of the blocks.
  package var coreWidth: Int
  /// Channels of the hidden layer that styles the norms; 0 for norms with a scale and shift of their own.
  package var styleWidth: Int

  package init(
    inputChannels: Int = 5, width: Int = 32, blocks: Int = 6, coreWidth: Int = 192, styleWidth: Int = 64
  ) {
    self.inputChannels = inputChannels
    self.width = width
    self.blocks = blocks
    self.coreWidth = coreWidth
    self.styleWidth = styleWidth
  }
}

extension SkipResNetGenerator: GeneratorDescription {
  /// Three downsamplings by two.
  var sideMultiple: Int { 8 }

  /// Reflection by one pixel at an eighth of the size needs two pixels there.
  var smallestSide: Int { 16 }

  var summary: String { "skip-resnet width \(width), \(blocks) blocks of \(coreWidth)" }

  func validate() throws(ArchitectureError) {
    try ArchitectureError.check("width", width, in: 1...512)
    try ArchitectureError.check("residual blocks", blocks, in: 0...64)
    try ArchitectureError.check("channels in a block", coreWidth, in: 1...2048)
    try ArchitectureError.check("channels of style", styleWidth, in: 0...1024)
  }

  package var graph: LayerGraph {
    var graph = LayerGraph(inputChannels: inputChannels)
    var style: LayerGraph.Value?
    if styleWidth > 0 {
      let mean = graph.append(.globalMean, to: graph.input)
      style = graph.append([convolution("style", inputChannels, styleWidth, kernel: 1), .activation(.relu)], to: mean)
    }
    // No norm behind the first layer: it keeps how strong each input is.
    let full = graph.append(
      [convolution("stem", inputChannels, width), .activation(.leaky(0.2))], to: graph.input)
    let half = graph.append(down("down1", width, width * 2), to: full)
    let quarter = graph.append(down("down2", width * 2, width * 4), to: half)
    var x = graph.append(down("down3", width * 4, coreWidth), to: quarter)
    for block in 0..<blocks {
      let name = "block\(block + 1)"
      let first = append(
        convolution("\(name).conv1", coreWidth, coreWidth, bias: false), "\(name).norm1", style, to: x, of: &graph)
      let branch = graph.append(
        [
          convolution("\(name).conv2", coreWidth, coreWidth, bias: false),
          .instanceNorm(name: "\(name).norm2", channels: coreWidth, affine: true, .clip(4)),
        ], to: first)
      x = graph.append(.add, to: x, branch)
    }
    for (number, skip) in [quarter, half, full].enumerated() {
      let name = "up\(number + 1)"
      let large = graph.append(.upsample, to: x)
      let decoded = append(
        convolution(name, large.channels, skip.channels, bias: false), "\(name).norm", style, to: large, of: &graph)
      x = graph.append(.add, to: decoded, skip)
    }
    graph.finish([graph.append([convolution("head", width, 3, kernel: 7), .activation(.tanh)], to: x)])
    return graph
  }

  private static let clippedRelu = Activation.clippedRelu(6)

  /// A convolution, a norm that the style rules if there is one, and a clipped ReLU.
  private func append(
    _ convolution: LayerOperation, _ name: String, _ style: LayerGraph.Value?, to input: LayerGraph.Value,
    of graph: inout LayerGraph
  ) -> LayerGraph.Value {
    let channels = convolution.outputChannels([input.channels])
    guard let style else {
      return graph.append(
        [convolution, .instanceNorm(name: name, channels: channels, affine: true, Self.clippedRelu)], to: input)
    }
    // Before the convolution, so that a plan can fuse the norm with it.
    let factors = graph.append(self.convolution(name, styleWidth, 2 * channels, kernel: 1), to: style)
    return graph.append(
      .conditionalNorm(channels: channels, Self.clippedRelu), to: graph.append(convolution, to: input), factors)
  }

  private func convolution(
    _ name: String, _ inputs: Int, _ outputs: Int, kernel: Int = 3, bias: Bool = true
  ) -> LayerOperation {
    .convolution(
      name: name,
      ConvolutionGeometry(
        inputs: inputs, outputs: outputs, kernel: kernel, padding: kernel / 2,
        paddingMode: kernel == 1 ? .zero : .reflect), bias: bias)
  }

  private func down(_ name: String, _ inputs: Int, _ outputs: Int) -> [LayerOperation] {
    [
      .convolution(
        name: name, ConvolutionGeometry(inputs: inputs, outputs: outputs, kernel: 3, stride: 2, padding: 1),
        bias: false),
      .instanceNorm(name: "\(name).norm", channels: outputs, affine: true, Self.clippedRelu),
    ]
  }
}

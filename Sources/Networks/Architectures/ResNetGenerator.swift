import Kernels

/// The generator of Johnson, Alahi and Fei-Fei ("Perceptual losses", 2016, supplementary) as used by CycleGAN:
/// c7s1-w, d2w, d4w, R4w × blocks, u2w, uw, c7s1-3, with instance norm and reflection padding.
package struct ResNetGenerator: Hashable, Sendable {
  package var inputChannels: Int
  /// Channels after the first layer; all others are multiples of it.
  package var width: Int
  /// Residual blocks.
  package var blocks: Int
  /// Whether the instance norms have a scale and a shift of their own. The convolutions before them have a bias
  /// exactly when they have not.
  package var affineNorms: Bool

  package init(inputChannels: Int = 5, width: Int = 32, blocks: Int = 9, affineNorms: Bool = true) {
    self.inputChannels = inputChannels
    self.width = width
    self.blocks = blocks
    self.affineNorms = affineNorms
  }
}

extension ResNetGenerator: GeneratorDescription {
  /// Two downsamplings by two.
  var sideMultiple: Int { 4 }

  /// Reflection by one pixel at a quarter of the size, and by three at full size, needs this much.
  var smallestSide: Int { 8 }

  var summary: String { "resnet width \(width), \(blocks) blocks" }

  func validate() throws(ArchitectureError) {
    try ArchitectureError.check("width", width, in: 1...512)
    try ArchitectureError.check("residual blocks", blocks, in: 0...64)
  }

  /// Names and order are those of the common PyTorch implementation.
  package var graph: LayerGraph {
    var graph = LayerGraph(inputChannels: inputChannels)
    func norm(_ index: Int, _ channels: Int) -> LayerOperation {
      .instanceNorm(name: "model.\(index)", channels: channels, affine: affineNorms, .relu)
    }
    let bias = !affineNorms
    let first = ConvolutionGeometry(
      inputs: inputChannels, outputs: width, kernel: 7, stride: 1, padding: 3, paddingMode: .reflect)
    var x = graph.append([.convolution(name: "model.1", first, bias: bias), norm(2, width)], to: graph.input)
    var index = 4
    for scale in [1, 2] {
      let geometry = ConvolutionGeometry(
        inputs: width * scale, outputs: width * scale * 2, kernel: 3, stride: 2, padding: 1)
      x = graph.append(
        [.convolution(name: "model.\(index)", geometry, bias: bias), norm(index + 1, width * scale * 2)], to: x)
      index += 3
    }
    for _ in 0..<blocks {
      let branch = graph.append(residualBranch("model.\(index).conv_block"), to: x)
      x = graph.append(.add, to: x, branch)
      index += 1
    }
    for scale in [4, 2] {
      let geometry = TransposedGeometry(
        inputs: width * scale, outputs: width * scale / 2, kernel: 3, stride: 2, padding: 1, outputPadding: 1)
      x = graph.append(
        [.transposedConvolution(name: "model.\(index)", geometry, bias: bias), norm(index + 1, width * scale / 2)],
        to: x)
      index += 3
    }
    let last = ConvolutionGeometry(inputs: width, outputs: 3, kernel: 7, stride: 1, padding: 3, paddingMode: .reflect)
    x = graph.append([.convolution(name: "model.\(index + 1)", last, bias: true), .activation(.tanh)], to: x)
    graph.finish([x])
    return graph
  }

  private func residualBranch(_ name: String) -> [LayerOperation] {
    let channels = width * 4
    let geometry = ConvolutionGeometry(
      inputs: channels, outputs: channels, kernel: 3, stride: 1, padding: 1, paddingMode: .reflect)
    return [
      .convolution(name: "\(name).1", geometry, bias: !affineNorms),
      .instanceNorm(name: "\(name).2", channels: channels, affine: affineNorms, .relu),
      .convolution(name: "\(name).5", geometry, bias: !affineNorms),
      .instanceNorm(name: "\(name).6", channels: channels, affine: affineNorms, .none),
    ]
  }
}

import Kernels

/// The PatchGAN discriminator of pix2pix (Isola et al. 2017, section 6.1.2): C64-C128-C256-C512 scaled to `width`, one
/// score for each overlapping patch of 70 pixels.
package struct PatchDiscriminator: Hashable, Sendable {
  /// Channels of all pictures that it sees together.
  package var inputChannels: Int
  /// Channels after the first layer.
  package var width: Int

  package init(inputChannels: Int, width: Int) {
    self.inputChannels = inputChannels
    self.width = width
  }

  /// What a feature matching loss compares (Wang et al. 2018, "pix2pixHD", section 3.2), from fine to coarse.
  package static let taps = ["features1", "features2", "features3", "features4"]

  /// Names and order are those of the common PyTorch implementation.
  package var graph: LayerGraph {
    func convolution(_ index: Int, _ from: Int, _ to: Int, stride: Int, bias: Bool) -> LayerOperation {
      .convolution(
        name: "model.\(index)",
        ConvolutionGeometry(inputs: from, outputs: to, kernel: 4, stride: stride, padding: 1), bias: bias)
    }
    func norm(_ index: Int, _ channels: Int, affine: Bool = true) -> LayerOperation {
      .instanceNorm(name: "model.\(index)", channels: channels, affine: affine, .leaky(0.2))
    }
    let stages: [[LayerOperation]] = [
      [convolution(0, inputChannels, width, stride: 2, bias: true), .activation(.leaky(0.2))],
      [convolution(2, width, width * 2, stride: 2, bias: false), norm(3, width * 2)],
      [convolution(5, width * 2, width * 4, stride: 2, bias: false), norm(6, width * 4)],
      [convolution(8, width * 4, width * 8, stride: 1, bias: false), norm(9, width * 8, affine: false)],
    ]
    var graph = LayerGraph(inputChannels: inputChannels)
    var x = graph.input
    for (stage, name) in zip(stages, Self.taps) {
      x = graph.append(stage, to: x)
      graph.tap(name, x)
    }
    graph.finish([graph.append(convolution(11, width * 8, 1, stride: 1, bias: true), to: x)])
    return graph
  }
}

import Kernels

/// The PatchGAN discriminator of pix2pix (Isola et al. 2017, section 6.1.2): C64-C128-C256-C512 scaled to `width`, one
/// score for each overlapping patch of 70 pixels.
package struct PatchDiscriminator: Hashable, Sendable {
  /// Channels of all pictures that it sees together.
  package var inputChannels: Int
  /// Channels after the first layer.
  package var width: Int
  package var norm: Norm

  /// What keeps the layers' outputs within bounds.
  package enum Norm: String, Codable, Sendable, CaseIterable {
    /// As in pix2pix. It takes away what is the same all over a picture, so that nobody judges the colours.
    case instance
    /// No layer; the training keeps each weight's spectral norm at 1 or below, see `SpectralBound`.
    case spectral
  }

  package init(inputChannels: Int, width: Int, norm: Norm = .instance) {
    self.inputChannels = inputChannels
    self.width = width
    self.norm = norm
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
    func normed(_ index: Int, _ from: Int, _ to: Int, stride: Int, affine: Bool = true) -> [LayerOperation] {
      switch norm {
      case .instance:
        [
          convolution(index, from, to, stride: stride, bias: false),
          .instanceNorm(name: "model.\(index + 1)", channels: to, affine: affine, .leaky(0.2)),
        ]
      case .spectral: [convolution(index, from, to, stride: stride, bias: true), .activation(.leaky(0.2))]
      }
    }
    let stages: [[LayerOperation]] = [
      [convolution(0, inputChannels, width, stride: 2, bias: true), .activation(.leaky(0.2))],
      normed(2, width, width * 2, stride: 2),
      normed(5, width * 2, width * 4, stride: 2),
      normed(8, width * 4, width * 8, stride: 1, affine: false),
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

import Kernels

/// The PatchGAN discriminator of pix2pix (Isola et al. 2017, section 6.1.2): C64-C128-C256-C512 scaled to `width`, one
/// score for each overlapping patch.
package enum PatchDiscriminator {
  /// Names and order are those of the common PyTorch implementation.
  ///
  /// - Parameter inputs: channels of sketch and picture together.
  package static func layers(inputs: Int, width: Int) -> [LayerDescription] {
    func convolution(_ index: Int, _ from: Int, _ to: Int, stride: Int, bias: Bool) -> LayerDescription {
      .convolution(
        name: "model.\(index)",
        ConvolutionGeometry(inputs: from, outputs: to, kernel: 4, stride: stride, padding: 1), bias: bias)
    }
    func norm(_ index: Int, _ channels: Int, affine: Bool = true) -> LayerDescription {
      .instanceNorm(name: "model.\(index)", channels: channels, affine: affine, .leaky(0.2))
    }
    return [
      convolution(0, inputs, width, stride: 2, bias: true),
      .activation(.leaky(0.2)),
      convolution(2, width, width * 2, stride: 2, bias: false),
      norm(3, width * 2),
      convolution(5, width * 2, width * 4, stride: 2, bias: false),
      norm(6, width * 4),
      convolution(8, width * 4, width * 8, stride: 1, bias: false),
      norm(9, width * 8, affine: false),
      convolution(11, width * 8, 1, stride: 1, bias: true),
    ]
  }
}

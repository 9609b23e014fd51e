import Kernels

/// The generator of Johnson, Alahi and Fei-Fei ("Perceptual losses", 2016, supplementary) as used by CycleGAN:
/// c7s1-w, d2w, d4w, R4w × blocks, u2w, uw, c7s1-3, with instance norm and reflected borders.
package enum ResNetGenerator {
  /// Names and order are those of the common PyTorch implementation.
  ///
  /// - Parameter affineNorms: norms with scale and shift and convolutions without bias; otherwise the reverse.
  package static func layers(
    inputs: Int, outputs: Int = 3, width: Int, blocks: Int, affineNorms: Bool = true
  ) -> [LayerDescription] {
    func norm(_ index: Int, _ channels: Int) -> LayerDescription {
      .instanceNorm(name: "model.\(index)", channels: channels, affine: affineNorms, .relu)
    }
    let bias = !affineNorms
    var layers: [LayerDescription] = [
      .convolution(
        name: "model.1",
        ConvolutionGeometry(inputs: inputs, outputs: width, kernel: 7, stride: 1, padding: 3, border: .reflect),
        bias: bias),
      norm(2, width),
    ]
    var index = 4
    for scale in [1, 2] {
      let geometry = ConvolutionGeometry(
        inputs: width * scale, outputs: width * scale * 2, kernel: 3, stride: 2, padding: 1)
      layers.append(.convolution(name: "model.\(index)", geometry, bias: bias))
      layers.append(norm(index + 1, width * scale * 2))
      index += 3
    }
    for _ in 0..<blocks {
      layers.append(residualBlock("model.\(index).conv_block", channels: width * 4, affineNorms: affineNorms))
      index += 1
    }
    for scale in [4, 2] {
      let geometry = TransposedGeometry(
        inputs: width * scale, outputs: width * scale / 2, kernel: 3, stride: 2, padding: 1, outputPadding: 1)
      layers.append(.transposedConvolution(name: "model.\(index)", geometry, bias: bias))
      layers.append(norm(index + 1, width * scale / 2))
      index += 3
    }
    let last = ConvolutionGeometry(
      inputs: width, outputs: outputs, kernel: 7, stride: 1, padding: 3, border: .reflect)
    return layers + [.convolution(name: "model.\(index + 1)", last, bias: true), .activation(.tanh)]
  }

  private static func residualBlock(_ name: String, channels: Int, affineNorms: Bool) -> LayerDescription {
    let geometry = ConvolutionGeometry(
      inputs: channels, outputs: channels, kernel: 3, stride: 1, padding: 1, border: .reflect)
    return .residual([
      .convolution(name: "\(name).1", geometry, bias: !affineNorms),
      .instanceNorm(name: "\(name).2", channels: channels, affine: affineNorms, .relu),
      .convolution(name: "\(name).5", geometry, bias: !affineNorms),
      .instanceNorm(name: "\(name).6", channels: channels, affine: affineNorms, .none),
    ])
  }
}

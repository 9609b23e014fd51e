import Kernels

/// The U-Net generator of pix2pix (Isola et al. 2017, section 6.1.1), without dropout.
package enum UNetGenerator {
  /// Names and order are those of the common PyTorch implementation.
  ///
  /// - Parameter halvings: how often the picture is halved on the way down, at least five; its sides must be multiples
  ///   of 2 to this power.
  package static func layers(inputs: Int, outputs: Int = 3, width: Int, halvings: Int) -> [LayerDescription] {
    precondition(halvings >= 5, "the U-Net needs five halvings or more")
    // Channels outside and inside of each level, from the outermost one inwards.
    let multiples = [1, 2, 4, 8] + [Int](repeating: 8, count: halvings - 4)
    return level(
      0, prefix: "model.model", inputs: inputs, outputs: outputs, channels: multiples.map { $0 * width })
  }

  private static func level(
    _ depth: Int, prefix: String, inputs: Int, outputs: Int, channels: [Int]
  ) -> [LayerDescription] {
    let inner = channels[depth]
    let isOutermost = depth == 0
    let isInnermost = depth == channels.count - 1
    // Inside a level the modules count from 0: [leaky] down [norm] [level] relu up [norm or tanh].
    let down = isOutermost ? 0 : 1
    let geometry = ConvolutionGeometry(inputs: inputs, outputs: inner, kernel: 4, stride: 2, padding: 1)
    var layers: [LayerDescription] = isOutermost ? [] : [.activation(.leaky(0.2))]
    layers.append(.convolution(name: "\(prefix).\(down)", geometry, bias: false))
    var next = down + 1
    if !isInnermost {
      if !isOutermost {
        layers.append(.batchNorm(name: "\(prefix).\(next)", channels: inner, .none))
        next += 1
      }
      layers.append(
        .skip(
          level(depth + 1, prefix: "\(prefix).\(next).model", inputs: inner, outputs: inner, channels: channels)))
      next += 1
    }
    layers.append(.activation(.relu))
    next += 1
    let up = TransposedGeometry(
      inputs: isInnermost ? inner : inner * 2, outputs: outputs, kernel: 4, stride: 2, padding: 1, outputPadding: 0)
    layers.append(.transposedConvolution(name: "\(prefix).\(next)", up, bias: isOutermost))
    next += 1
    layers.append(
      isOutermost ? .activation(.tanh) : .batchNorm(name: "\(prefix).\(next)", channels: outputs, .none))
    return layers
  }
}

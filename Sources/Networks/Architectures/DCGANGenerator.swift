import Kernels

/// The generator of DCGAN (Radford, Metz and Chintala 2016, figure 1): noise, taken for a picture of one pixel, becomes
/// one of 4×4 pixels, which is doubled again and again by transposed convolutions.
package struct DCGANGenerator: Hashable, Sendable {
  /// Values of noise.
  package var latent: Int
  /// Channels before the last layer; each layer before it has twice as many.
  package var width: Int
  /// How often 4×4 pixels are doubled.
  package var doublings: Int

  package init(latent: Int = 100, width: Int = 32, doublings: Int = 4) {
    self.latent = latent
    self.width = width
    self.doublings = doublings
  }

  /// Side of the pictures in pixels.
  package var side: Int { 4 << doublings }
}

extension DCGANGenerator: GeneratorDescription {
  var inputChannels: Int { latent }

  var sideMultiple: Int { side }

  var smallestSide: Int { side }

  var summary: String { "dcgan width \(width), from noise \(latent)" }

  func validate() throws(ArchitectureError) {
    try ArchitectureError.check("values of noise", latent, in: 1...4096)
    try ArchitectureError.check("width", width, in: 1...512)
    try ArchitectureError.check("doublings", doublings, in: 1...6)
    try ArchitectureError.check("channels of the first layer", width << (doublings - 1), in: 1...4096)
  }

  /// Names and order are those of PyTorch's `Sequential` of these layers.
  package var graph: LayerGraph {
    var operations: [LayerOperation] = []
    var channels = width << (doublings - 1)
    for layer in 0..<doublings {
      let geometry =
        layer == 0
        ? TransposedGeometry(inputs: latent, outputs: channels, kernel: 4, stride: 1, padding: 0)
        : TransposedGeometry(inputs: 2 * channels, outputs: channels, kernel: 4, stride: 2, padding: 1)
      operations += [
        .transposedConvolution(name: "\(3 * layer)", geometry, bias: false),
        .averagedBatchNorm(name: "\(3 * layer + 1)", channels: channels, .relu),
      ]
      channels /= 2
    }
    let last = TransposedGeometry(inputs: width, outputs: 3, kernel: 4, stride: 2, padding: 1)
    operations += [.transposedConvolution(name: "\(3 * doublings)", last, bias: true), .activation(.tanh)]
    return LayerGraph(inputChannels: latent, chain: operations)
  }
}

import Kernels

/// The generator of the first GANs (Goodfellow et al. 2014): noise through three fully connected layers to a picture.
package struct MLPGenerator: Hashable, Sendable {
  /// Values of noise.
  package var latent: Int
  /// Side of the pictures in pixels.
  package var side: Int
  /// Values of the first hidden layer; the second has twice as many.
  package var width: Int

  package init(latent: Int = 100, side: Int = 64, width: Int = 256) {
    self.latent = latent
    self.side = side
    self.width = width
  }
}

extension MLPGenerator: GeneratorDescription {
  var inputChannels: Int { latent }

  var sideMultiple: Int { side }

  var smallestSide: Int { side }

  var summary: String { "mlp width \(width), from noise \(latent)" }

  func validate() throws(ArchitectureError) {
    try ArchitectureError.check("values of noise", latent, in: 1...4096)
    try ArchitectureError.check("pixels a side", side, in: 4...256)
    try ArchitectureError.check("width", width, in: 1...4096)
  }

  /// Names and order are those of PyTorch's `Sequential` of these layers.
  package var graph: LayerGraph {
    LayerGraph(
      inputChannels: latent,
      chain: [
        .linear(name: "0", inputs: latent, outputs: width, bias: true), .activation(.leaky(0.2)),
        .linear(name: "2", inputs: width, outputs: 2 * width, bias: true), .activation(.leaky(0.2)),
        .linear(name: "4", inputs: 2 * width, outputs: 3 * side * side, bias: true), .activation(.tanh),
        .unflatten(side: side),
      ])
  }
}

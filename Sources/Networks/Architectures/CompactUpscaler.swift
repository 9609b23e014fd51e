import Kernels

/// The compact network of Real-ESRGAN (Wang et al. 2021; `SRVGGNetCompact` in its code): 3×3 convolutions with
/// parametric rectifiers at the picture's own size, whose last channels become the pixels of the larger picture, added
/// to the picture with each pixel repeated.
///
/// It reads and makes red, green and blue in 0…1. Public weights have the names that it has.
package struct CompactUpscaler: Hashable, Sendable {
  /// Channels of all layers but the last.
  package var features: Int
  /// Convolutions between the first and the last.
  package var convolutions: Int
  /// How many times the side a picture gets: 2 or 4.
  package var scale: Int

  package init(features: Int = 32, convolutions: Int = 12, scale: Int = 4) {
    self.features = features
    self.convolutions = convolutions
    self.scale = scale
  }

  /// How many pixels of the smaller picture away from a place still have a part in it.
  package var reach: Int { convolutions + 2 }
}

extension CompactUpscaler: GeneratorDescription {
  var inputChannels: Int { 3 }

  var width: Int { features }

  var sideMultiple: Int { scale }

  var smallestSide: Int { scale }

  var summary: String { "compact ×\(scale), \(features) features, \(convolutions) convolutions" }

  func validate() throws(ArchitectureError) {
    try ArchitectureError.check("width", features, in: 1...512)
    try ArchitectureError.check("convolutions", convolutions, in: 0...128)
    guard scale == 2 || scale == 4 else { throw ArchitectureError("a scale of \(scale), expected 2 or 4") }
  }

  package var graph: LayerGraph {
    var graph = LayerGraph(inputChannels: 3)
    func convolution(_ index: Int, _ inputs: Int, _ outputs: Int) -> LayerOperation {
      .convolution(
        name: "body.\(index)", ConvolutionGeometry(inputs: inputs, outputs: outputs, kernel: 3, padding: 1),
        bias: true)
    }
    var operations = [convolution(0, 3, features), .parametricReLU(name: "body.1", channels: features)]
    for number in 1...(convolutions + 1) {
      let isLast = number == convolutions + 1
      operations.append(convolution(2 * number, features, isLast ? 3 * scale * scale : features))
      if !isLast { operations.append(.parametricReLU(name: "body.\(2 * number + 1)", channels: features)) }
    }
    let detail = graph.append(operations + [.pixelShuffle(scale)], to: graph.input)
    let doublings = scale.trailingZeroBitCount
    let repeated = graph.append(Array(repeating: .nearestUpsample, count: doublings), to: graph.input)
    graph.finish([graph.append(.add, to: repeated, detail)])
    return graph
  }
}

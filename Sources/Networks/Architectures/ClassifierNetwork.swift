import Kernels

/// A small residual network that says what a picture shows, and gives features of it.
///
/// A first layer, and three stages, each at half the side of the one before, of one residual block each (He et al. 2016,
/// "Deep residual learning"). The last stage has no instance norm: a norm takes away how strongly a feature is there,
/// which is what tells things apart in the end (Pan et al. 2018, "IBN-Net", section 3.2). No norm looks at other
/// pictures.
package struct ClassifierNetwork: Hashable, Codable, Sendable {
  package var inputChannels: Int
  /// Channels of the first layer; 2, 4 and 6 times as many in the stages.
  package var width: Int
  package var classes: Int

  package init(inputChannels: Int, width: Int, classes: Int) {
    self.inputChannels = inputChannels
    self.width = width
    self.classes = classes
  }

  /// Channels of the last stage, whose means over the picture are the features.
  package var features: Int { 6 * width }

  /// The features' tap: 1 × 1 × ``features``.
  package static let featuresTap = "features"

  /// Inputs' sides must be a multiple of this, so that the stages halve them evenly.
  package static let sideMultiple = 8

  package func validate() throws(ArchitectureError) {
    try ArchitectureError.check("input channels", inputChannels, in: 1...64)
    try ArchitectureError.check("width", width, in: 1...256)
    try ArchitectureError.check("classes", classes, in: 2...4096)
  }

  /// Gives a score for each class (before softmax).
  package var graph: LayerGraph {
    var graph = LayerGraph(inputChannels: inputChannels)
    var x = append("stem", stride: 1, width, true, to: graph.input, of: &graph)
    for (number, channels) in [2 * width, 4 * width, 6 * width].enumerated() {
      let hasNorms = number < 2
      let name = "stage\(number + 1)"
      x = append("\(name).down", stride: 2, channels, hasNorms, to: x, of: &graph)
      let inner = append("\(name).conv1", stride: 1, channels, hasNorms, to: x, of: &graph)
      // The branch ends without a norm, so that the sum keeps its size at every depth.
      let branch = graph.append(Self.convolution("\(name).conv2", channels, channels, bias: true), to: inner)
      x = graph.append(.activation(.relu), to: graph.append(.add, to: x, branch))
    }
    let features = graph.append(.globalMean, to: x)
    graph.tap(Self.featuresTap, features)
    let head = ConvolutionGeometry(inputs: self.features, outputs: classes, kernel: 1)
    graph.finish([graph.append(.convolution(name: "head", head, bias: true), to: features)])
    return graph
  }

  /// Whether a convolution ends a residual branch: such ones start at zero (Zhang et al. 2019, "Fixup", section 3).
  package static func endsBranch(_ parameter: String) -> Bool { parameter.hasSuffix("conv2.weight") }

  private func append(
    _ name: String, stride: Int, _ channels: Int, _ hasNorm: Bool, to input: LayerGraph.Value,
    of graph: inout LayerGraph
  ) -> LayerGraph.Value {
    let convolution = Self.convolution(name, input.channels, channels, stride: stride, bias: !hasNorm)
    let follower: LayerOperation =
      hasNorm
      ? .instanceNorm(name: "\(name).norm", channels: channels, affine: true, .relu) : .activation(.relu)
    return graph.append([convolution, follower], to: input)
  }

  private static func convolution(
    _ name: String, _ inputs: Int, _ outputs: Int, stride: Int = 1, bias: Bool
  ) -> LayerOperation {
    let geometry = ConvolutionGeometry(inputs: inputs, outputs: outputs, kernel: 3, stride: stride, padding: 1)
    return .convolution(name: name, geometry, bias: bias)
  }
}

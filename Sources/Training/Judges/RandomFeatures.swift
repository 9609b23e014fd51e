import Kernels
import Networks
import Pictures

/// Numbers that describe a picture, from a convolutional network whose weights are random and never trained.
///
/// Such features favour no class of pictures and no way of training; Naeem et al. 2020, section 5.1, compare sets of
/// pictures by them where no trained features fit. Distances in them are not an inception distance.
package final class RandomFeatures: FeatureExtractor {
  package let name = "random features"
  /// Channels of the layers; each halves the side.
  private static let widths = [16, 32, 64, 96, 128]
  private static let seed: UInt64 = 0x7A9D_0FEA_7B5E

  /// Mean and deviation of every channel of every layer.
  package let count = 2 * widths.reduce(0, +)

  private let network: Network
  private let taps: [LayerGraph.Value]

  package init() {
    var graph = LayerGraph(inputChannels: 3)
    var value = graph.input
    for (layer, width) in Self.widths.enumerated() {
      let geometry = ConvolutionGeometry(inputs: value.channels, outputs: width, kernel: 3, stride: 2, padding: 1)
      value = graph.append(
        [.convolution(name: "layer.\(layer)", geometry, bias: false), .activation(.relu)], to: value)
      graph.tap("layer.\(layer)", value)
    }
    graph.finish([value])
    taps = Self.widths.indices.map { graph.value(ofTap: "layer.\($0)") }
    network = Network(graph)
    var random = SeededGenerator(seed: Self.seed)
    for parameter in network.parameters.descriptions {
      // Keeps the size of what passes through rectifiers (He et al. 2015, equation 10).
      guard case .convolution(let inputs, _, let kernel) = parameter.kind else { continue }
      let deviation = (2 / Float(inputs * kernel * kernel)).squareRoot()
      network.parameters.value(parameter.name).fillNormal(mean: 0, deviation: deviation, using: &random)
    }
  }

  /// ``count`` values for a picture of ``PictureFigures/side`` × ``PictureFigures/side`` pixels.
  package func values(_ picture: Image) -> [Double] {
    let side = PictureFigures.side
    precondition(picture.width == side && picture.height == side, "pictures are judged at one size")
    let input = Tensor(Shape(1, side, side, 3), zeroed: false)
    _ = input.values.update(fromContentsOf: picture.activations())
    var result: [Double] = []
    for layer in network.forward(input, giving: taps) {
      let channels = layer.shape.c
      let places = Double(layer.count / channels)
      var sums = [Double](repeating: 0, count: channels)
      var squares = sums
      for start in stride(from: 0, to: layer.count, by: channels) {
        for channel in 0..<channels {
          let value = Double(layer.data[start + channel])
          sums[channel] += value
          squares[channel] += value * value
        }
      }
      let means = sums.map { $0 / places }
      result += means
      result += zip(squares, means).map { max(0, $0 / places - $1 * $1).squareRoot() }
    }
    return result
  }
}

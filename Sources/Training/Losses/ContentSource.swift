import Kernels
import Networks
import Pictures

/// Which frozen network says what a photograph shows, and where its weights lie.
package struct ContentSource: Hashable, Codable, Sendable {
  package enum Kind: String, Codable, Sendable, CaseIterable {
    /// Weights that are random and never trained: what they see of a picture is edges and patches of all sorts.
    case random
    /// The first levels of a network that draws the lines of pictures: what matters for a line matters for a cartoon.
    case lines
    /// Classifiers of photographs; their weights are the user's own.
    case vgg19, resnet101
  }

  package var kind: Kind
  /// The weights' file; nil for random ones.
  package var path: String?

  package init(_ kind: Kind, path: String? = nil) {
    self.kind = kind
    self.path = path
  }

  /// Levels of the network that draws lines, and the side that its features are smaller by: 2³.
  private static let levels = 3
  private static let seed: UInt64 = 0xC047_E47

  /// Throws unless the network can be made.
  package func validate() throws(ArchitectureError) { _ = try open() }

  /// The loss. Only where ``validate()`` accepts it.
  package func loss() -> ContentLoss {
    do {
      return try open()
    } catch {
      preconditionFailure("a content network that could be read cannot be read: \(error)")
    }
  }

  private func open() throws(ArchitectureError) -> ContentLoss {
    switch kind {
    case .random: return ContentLoss(Self.randomNetwork())
    case .vgg19, .resnet101:
      let content = kind == .vgg19 ? ContentNetwork.vgg19 : .resnet101
      do {
        let parameters = try content.parameters(from: SafetensorsFile(path: try weights()))
        return ContentLoss(
          Network(content.graph, parameters: parameters), mean: ContentNetwork.mean,
          deviation: ContentNetwork.deviation)
      } catch let error as ArchitectureError {
        throw error
      } catch {
        throw ArchitectureError("a content network that cannot be read: \(error)")
      }
    case .lines:
      do {
        let checkpoint = try GeneratorCheckpoint(path: try weights())
        guard case .uNet(let generator) = checkpoint.card.architecture, generator.inputChannels == 3,
          generator.downsamplings > Self.levels
        else { throw ArchitectureError("a content network that is no U-Net for pictures") }
        let network = Network(generator.encoderGraph(levels: Self.levels))
        for parameter in network.parameters.descriptions {
          network.parameters.value(parameter.name).copy(from: checkpoint.parameters.value(parameter.name))
        }
        return ContentLoss(network)
      } catch let error as ArchitectureError {
        throw error
      } catch {
        throw ArchitectureError("a content network that cannot be read: \(error)")
      }
    }
  }

  private func weights() throws(ArchitectureError) -> String {
    guard let path else { throw ArchitectureError("no file for the weights of its content network") }
    return path
  }

  private static func randomNetwork() -> Network {
    var graph = LayerGraph(inputChannels: 3)
    var x = graph.input
    for (layer, (width, stride)) in [(16, 1), (32, 2), (32, 1), (64, 2), (64, 1)].enumerated() {
      if layer > 0 { x = graph.append(.activation(.relu), to: x) }
      let geometry = ConvolutionGeometry(inputs: x.channels, outputs: width, kernel: 3, stride: stride, padding: 1)
      x = graph.append(.convolution(name: "layer.\(layer)", geometry, bias: false), to: x)
    }
    graph.finish([x])
    let network = Network(graph)
    var random = SeededGenerator(seed: seed)
    for parameter in network.parameters.descriptions {
      // Keeps the size of what passes through rectifiers (He et al. 2015, equation 10).
      guard case .convolution(let inputs, _, let kernel) = parameter.kind else { continue }
      network.parameters.value(parameter.name).fillNormal(
        mean: 0, deviation: (2 / Float(inputs * kernel * kernel)).squareRoot(), using: &random)
    }
    return network
  }
}

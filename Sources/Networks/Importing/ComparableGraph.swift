import Kernels

/// A graph as it can be compared with another: names left out, norms apart from the activation that goes with them,
/// what does nothing in use taken away.
struct ComparableGraph {
  struct Node {
    let operation: LayerOperation
    /// Numbers of values: 0 for the graph's input, then one more for each node.
    var inputs: [Int]
    /// Names of the operation's parameters in the graph.
    let parameters: [String]
  }

  private(set) var nodes: [Node] = []
  private(set) var output = 0

  init(_ graph: LayerGraph) {
    var numbers = [Int](repeating: 0, count: graph.valueCount)
    for node in graph.nodes {
      let inputs = node.inputs.map { numbers[$0.index] }
      let parameters = node.operation.parameters.map(\.name)
      func add(_ operation: LayerOperation, _ inputs: [Int], _ parameters: [String] = []) -> Int {
        nodes.append(Node(operation: operation, inputs: inputs, parameters: parameters))
        return nodes.count
      }
      switch node.operation {
      case .dropout: numbers[node.output.index] = inputs[0]
      case .instanceNorm(_, let channels, let affine, let activation):
        let norm = add(
          .instanceNorm(name: "", channels: channels, affine: affine, .none), inputs, parameters)
        numbers[node.output.index] = activation == .none ? norm : add(.activation(activation), [norm])
      case .batchNorm(_, let channels, let activation):
        // For one picture at a time both are the same.
        let norm = add(.instanceNorm(name: "", channels: channels, affine: true, .none), inputs, parameters)
        numbers[node.output.index] = activation == .none ? norm : add(.activation(activation), [norm])
      case .conditionalNorm(let channels, let activation):
        let norm = add(.conditionalNorm(channels: channels, .none), inputs)
        numbers[node.output.index] = activation == .none ? norm : add(.activation(activation), [norm])
      default: numbers[node.output.index] = add(node.operation.nameless, inputs, parameters)
      }
    }
    output = numbers[graph.outputs[0].index]
    passLeakyRectifiers()
  }

  /// A leaky rectifier on the way into a concatenation that only a rectifier reads makes no difference. PyTorch's files
  /// have it there, since it works in place.
  private mutating func passLeakyRectifiers() {
    for (index, node) in nodes.enumerated() where node.operation == .concatenate {
      let readers = nodes.filter { $0.inputs.contains(index + 1) }
      guard index + 1 != output, readers.allSatisfy({ $0.operation == .activation(.relu) }) else { continue }
      for (place, input) in node.inputs.enumerated() where input > 0 {
        if case .activation(.leaky) = nodes[input - 1].operation {
          nodes[index].inputs[place] = nodes[input - 1].inputs[0]
        }
      }
    }
  }

  /// The first difference from another graph, in words; nil where both compute the same from their parameters.
  func difference(from other: ComparableGraph) -> String? {
    for (index, (node, wanted)) in zip(nodes, other.nodes).enumerated()
    where node.operation != wanted.operation || node.inputs != wanted.inputs {
      return "its layer \(index + 1) is \(node.operation.words), where \(wanted.operation.words) is expected"
    }
    if nodes.count != other.nodes.count {
      return "it has \(nodes.count) layers, where \(other.nodes.count) are expected"
    }
    return output == other.output ? nil : "it gives another of its values"
  }
}

extension LayerOperation {
  fileprivate var nameless: LayerOperation {
    switch self {
    case .convolution(_, let geometry, let bias): .convolution(name: "", geometry, bias: bias)
    case .transposedConvolution(_, let geometry, let bias): .transposedConvolution(name: "", geometry, bias: bias)
    case .depthwiseConvolution(_, let geometry, let bias): .depthwiseConvolution(name: "", geometry, bias: bias)
    case .parametricReLU(_, let channels): .parametricReLU(name: "", channels: channels)
    case .linear(_, let inputs, let outputs, let bias): .linear(name: "", inputs: inputs, outputs: outputs, bias: bias)
    default: self
    }
  }

  /// What it is, for people.
  fileprivate var words: String {
    switch self {
    case .convolution(_, let g, let bias):
      "a convolution \(g.inputs)→\(g.outputs) of \(g.kernel)×\(g.kernel), stride \(g.stride), padding \(g.padding) "
        + "(\(g.paddingMode)), \(bias ? "with" : "without") bias"
    case .transposedConvolution(_, let g, let bias):
      "a transposed convolution \(g.inputs)→\(g.outputs) of \(g.kernel)×\(g.kernel), stride \(g.stride), "
        + "\(bias ? "with" : "without") bias"
    case .instanceNorm(_, let channels, let affine, _):
      "a norm of \(channels) channels \(affine ? "with" : "without") scale and shift"
    case .depthwiseConvolution: "a depthwise convolution, or a norm by statistics of the training pictures"
    case .activation(let activation): "the activation \(activation)"
    case .add: "a sum"
    case .concatenate: "a concatenation"
    default: "something else"
    }
  }
}

extension ForeignGenerator {
  /// The architecture whose graph a network seems to have, from its first layer and the number of others.
  static func architecture(of network: ONNXNetwork) throws(CheckpointError) -> GeneratorArchitecture {
    let operations = network.graph.nodes.map(\.operation)
    var (sums, doublings, outputs, isAffine) = (0, 0, network.graph.outputs[0].channels, false)
    for operation in operations {
      switch operation {
      case .add: sums += 1
      case .transposedConvolution(_, let geometry, _):
        doublings += 1
        outputs = geometry.outputs
      case .instanceNorm(_, _, let affine, _): isAffine = isAffine || affine
      default: continue
      }
    }
    let architecture: GeneratorArchitecture? =
      switch operations.first {
      case .convolution(_, let g, _) where g.kernel == 7:
        .resNet(
          ResNetGenerator(inputChannels: g.inputs, width: g.outputs, blocks: sums, affineNorms: isAffine))
      case .convolution(_, let g, _) where g.kernel == 4:
        .uNet(
          UNetGenerator(
            inputChannels: g.inputs, outputChannels: outputs, width: g.outputs, downsamplings: doublings,
            affineNorms: isAffine))
      default: nil
      }
    guard let architecture else {
      throw CheckpointError(network.path, .architecture, "is neither a ResNet nor a U-Net that is known here")
    }
    do {
      try architecture.validate()
    } catch {
      throw CheckpointError(network.path, .architecture, "has \(error)")
    }
    return architecture
  }

  /// Moves a network's parameters to those of an architecture that computes the same.
  static func parameters(
    of architecture: GeneratorArchitecture, from network: ONNXNetwork
  ) throws(CheckpointError) -> ParameterArena {
    let graph = architecture.graph
    let (theirs, ours) = (ComparableGraph(network.graph), ComparableGraph(graph))
    if let difference = theirs.difference(from: ours) {
      throw CheckpointError(
        network.path, .architecture, "is not quite what is known here as \(architecture.summary): \(difference)")
    }
    let arena = ParameterArena(graph)
    for (node, wanted) in zip(theirs.nodes, ours.nodes) {
      for (from, to) in zip(node.parameters, wanted.parameters) {
        arena.value(to).copy(from: network.parameters.value(from))
      }
    }
    return arena
  }
}

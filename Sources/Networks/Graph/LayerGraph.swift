import Kernels

/// A network as data: operations in the order in which they run, each reading values that came before it.
///
/// Training, inference plans, checkpoints and parameter counts all read the same graph. Values may be read more than
/// once (branches), several may leave the network (``outputs``), and inner ones can be named for those who look inside
/// (``taps``).
package struct LayerGraph: Hashable, Sendable {
  /// What flows along an edge: the network's input, or the output of one node.
  package struct Value: Hashable, Sendable {
    /// 0 for the network's input, then one more for each node.
    let index: Int
    package let channels: Int
  }

  package struct Node: Hashable, Sendable {
    package let operation: LayerOperation
    package let inputs: [Value]
    package let output: Value
  }

  package let input: Value
  /// In an order in which each node comes after those that it reads from.
  package private(set) var nodes: [Node] = []
  /// What the network gives, the main result first.
  package private(set) var outputs: [Value] = []
  /// Inner values by name, such as features that a perceptual loss compares.
  package private(set) var taps: [String: Value] = [:]

  /// A graph without nodes; ``outputs`` must be set by ``finish(_:)`` before it is used.
  package init(inputChannels: Int) {
    precondition(inputChannels > 0, "a network reads at least one channel")
    input = Value(index: 0, channels: inputChannels)
  }

  /// Operations one after the other.
  package init(inputChannels: Int, chain operations: [LayerOperation]) {
    self.init(inputChannels: inputChannels)
    finish([append(operations, to: input)])
  }

  /// Adds a node and returns its output.
  package mutating func append(_ operation: LayerOperation, to inputs: Value...) -> Value {
    append(operation, to: inputs)
  }

  mutating func append(_ operation: LayerOperation, to inputs: [Value]) -> Value {
    precondition(inputs.allSatisfy { $0.index <= nodes.count }, "a value of another graph")
    let output = Value(index: nodes.count + 1, channels: operation.outputChannels(inputs.map(\.channels)))
    nodes.append(Node(operation: operation, inputs: inputs, output: output))
    return output
  }

  /// Adds nodes one after the other and returns the last one's output.
  package mutating func append(_ operations: [LayerOperation], to input: Value) -> Value {
    operations.reduce(input) { append($1, to: $0) }
  }

  /// Names an inner value.
  package mutating func tap(_ name: String, _ value: Value) {
    precondition(taps[name] == nil, "two taps are called \(name)")
    taps[name] = value
  }

  /// Says what the network gives.
  package mutating func finish(_ outputs: [Value]) {
    precondition(!outputs.isEmpty, "a network gives at least one value")
    self.outputs = outputs
  }

  /// The value of a tap.
  package func value(ofTap name: String) -> Value {
    guard let value = taps[name] else { preconditionFailure("the graph has no tap \(name)") }
    return value
  }
}

extension LayerGraph {
  /// Every parameter, in the order PyTorch lists them.
  package var parameters: [ParameterDescription] { nodes.flatMap(\.operation.parameters) }

  /// Number of trained values.
  package var parameterCount: Int { parameters.reduce(0) { $0 + ($1.isTrained ? $1.shape.count : 0) } }

  /// Number of values: the input and each node's output.
  var valueCount: Int { nodes.count + 1 }

  /// How often each value is read, by its index; being an output counts too.
  var readerCounts: [Int] {
    var counts = [Int](repeating: 0, count: valueCount)
    for value in nodes.flatMap(\.inputs) + outputs { counts[value.index] += 1 }
    return counts
  }

  /// Side of the square of input pixels that one value of the first output depends on:
  /// 1 + Σ (span of the kernel − 1) · Π earlier strides.
  ///
  /// For convolutions, pooling and what keeps the size; where paths meet the widest counts.
  package var receptiveField: Int {
    var reaches = [(field: Int, jump: Int)](repeating: (1, 1), count: valueCount)
    for node in nodes {
      var reach = reaches[node.inputs[0].index]
      for input in node.inputs { reach.field = max(reach.field, reaches[input.index].field) }
      switch node.operation {
      case .convolution(_, let geometry, _):
        reach.field += (geometry.span - 1) * reach.jump
        reach.jump *= geometry.stride
      case .depthwiseConvolution(_, let geometry, _):
        reach.field += (geometry.kernel - 1) * reach.jump
        reach.jump *= geometry.stride
      case .maxPool:
        reach.field += reach.jump
        reach.jump *= 2
      default: break
      }
      reaches[node.output.index] = reach
    }
    return reaches[outputs[0].index].field
  }
}

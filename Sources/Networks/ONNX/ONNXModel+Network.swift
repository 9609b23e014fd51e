import Kernels

extension ONNXModel {
  /// The network that gives the named values, as a graph for the engine.
  ///
  /// Only what those values depend on is read. Operators: convolution (with gaps, or depthwise; behind reflection
  /// padding), transposed convolution, batch norm as at use, instance norm, also with scale and shift that the network
  /// computes, rectifiers, sigmoid, tanh, largest of 2×2, enlargement by two, pixel shuffle, addition, concatenation of channels,
  /// mean.
  ///
  /// - Parameter names: of values with channels first in the file; the graph gives them with channels last.
  /// - Throws: naming the operator or tensor that does not fit.
  package func network(giving names: [String]) throws(CheckpointError) -> ONNXNetwork {
    var importer = ONNXImporter(self)
    return try importer.network(giving: names)
  }
}

/// Turns the nodes of an ONNX file into those of a ``LayerGraph``.
struct ONNXImporter {
  let model: ONNXModel
  var graph: LayerGraph
  /// What is made already, by name.
  var values: [String: LayerGraph.Value] = [:]
  /// Parameters in the file's order of axes, by their names in the graph.
  private(set) var parameters: [String: [Float]] = [:]
  private var parameterCount = 0
  /// What is only a part of an operation that a later node completes, by name.
  var parts: [String: Part] = [:]
  /// Tensors that the file turns to another kind of numbers: the original's name by the result's.
  var turned: [String: String] = [:]
  /// How many nodes read each value; to be given counts too.
  private(set) var readers: [String: Int] = [:]
  /// The node that alone reads a value, and reads it first of its inputs.
  private(set) var soleReaders: [String: ONNXNodeProto] = [:]

  /// A value that the engine has no operation for by itself.
  enum Part {
    /// A value with so many rows and columns reflected around it.
    case padded(LayerGraph.Value, Int)
    /// Some channels of a value.
    case slice(LayerGraph.Value, Range<Int>)
    /// The same, plus one.
    case scale(LayerGraph.Value, Range<Int>)
    /// A value that an instance norm without factors normalises.
    case normalised(LayerGraph.Value)
    /// The same, times a scale of its own for each picture.
    case scaled(LayerGraph.Value, style: LayerGraph.Value)
  }

  /// Parameters in all: a tensor that several layers use is copied for each.
  private static let mostParameters = 64 << 20
  private static let mostNodes = 4096

  init(_ model: ONNXModel) {
    self.model = model
    graph = LayerGraph(inputChannels: model.input.channels)
    values[model.input.name] = graph.input
  }

  mutating func network(giving names: [String]) throws(CheckpointError) -> ONNXNetwork {
    for node in try needed(for: names) { try add(node) }
    var outputs: [LayerGraph.Value] = []
    for name in names {
      guard let value = values[name], name != model.input.name else {
        throw error("gives \(name), which no layer makes")
      }
      outputs.append(value)
    }
    guard !outputs.isEmpty else { throw error("gives nothing that can be read") }
    graph.finish(outputs)
    let arena = ParameterArena(graph)
    for parameter in arena.descriptions {
      guard let file = parameters[parameter.name] else { preconditionFailure("\(parameter.name) was not noted") }
      parameter.fill(arena.value(parameter.name), fromFile: file)
    }
    return ONNXNetwork(
      path: model.path, graph: graph, parameters: arena, height: model.input.height, width: model.input.width)
  }

  /// The nodes that `names` depend on, in the file's order, in which each must come after what it reads.
  private mutating func needed(for names: [String]) throws(CheckpointError) -> [ONNXNodeProto] {
    var wanted = Set(names)
    var made: Set<String> = [model.input.name]
    for name in model.nodes.flatMap(\.output) where !name.isEmpty {
      guard made.insert(name).inserted else { throw error("makes \(name) twice") }
    }
    let chosen = model.nodes.reversed().filter { node in
      guard node.opType != "Constant", node.output.contains(where: wanted.contains) else { return false }
      wanted.formUnion(node.input.filter { !$0.isEmpty && model.tensors[$0] == nil })
      return true
    }
    guard chosen.count <= Self.mostNodes else { throw error("has more layers than any network here") }
    for name in names + chosen.flatMap(\.input) { readers[name, default: 0] += 1 }
    for node in chosen {
      if let input = node.input.first, readers[input] == 1 { soleReaders[input] = node }
    }
    return chosen.reversed()
  }

  // MARK: - For operators

  func error(_ detail: String) -> CheckpointError { CheckpointError(model.path, .architecture, detail) }

  func tensor(_ name: String) throws(CheckpointError) -> (shape: [Int], values: [Float]) {
    let name = turned[name] ?? name
    guard let tensor = model.tensors[name] else { throw CheckpointError(model.path, .tensor(name), "is missing") }
    return (
      try ONNXTensor.shape(tensor, name, model.path), try ONNXTensor.floats(tensor, name, model.path)
    )
  }

  /// A short list of whole numbers.
  func integers(_ name: String) throws(CheckpointError) -> [Int64] {
    guard let tensor = model.tensors[name] else { throw CheckpointError(model.path, .tensor(name), "is missing") }
    return try ONNXTensor.integers(tensor, name, model.path)
  }

  /// One value for each channel.
  func vector(_ name: String, count: Int) throws(CheckpointError) -> [Float] {
    let (shape, values) = try tensor(name)
    guard shape == [count] else {
      throw CheckpointError(model.path, .tensor(name), "has shape \(shape), expected [\(count)]")
    }
    return values
  }

  /// The inputs of a node that are no parameters.
  func inputs(_ node: ONNXNodeProto, _ count: ClosedRange<Int>) throws(CheckpointError) -> [LayerGraph.Value] {
    guard count.contains(node.input.count) else {
      throw error("its \(node.opType) has \(node.input.count) inputs")
    }
    var found: [LayerGraph.Value] = []
    for name in node.input {
      guard let value = values[name] else { throw unread(name, by: node) }
      found.append(value)
    }
    return found
  }

  /// The first input of a node whose others are parameters.
  func input(_ node: ONNXNodeProto) throws(CheckpointError) -> LayerGraph.Value {
    guard let name = node.input.first, let value = values[name] else {
      throw unread(node.input.first ?? "nothing", by: node)
    }
    return value
  }

  private func unread(_ name: String, by node: ONNXNodeProto) -> CheckpointError {
    error(
      parts[name] == nil
        ? "its \(node.opType) reads \(name), which nothing before it makes"
        : "its \(node.opType) reads \(name) in a way that is not read")
  }

  mutating func note(_ name: String, _ values: [Float]) throws(CheckpointError) {
    parameterCount += values.count
    guard parameterCount <= Self.mostParameters else { throw error("has more parameters than any network here") }
    parameters[name] = values
  }

  /// A name for the parameters of the next layer. The file's own may be anything.
  var nextName: String { "layer\(graph.nodes.count)" }
}

import Foundation
import Kernels
import SwiftProtobuf

/// Writes a ``LayerGraph`` with its parameters in the ONNX format (Open Neural Network Exchange, onnx.ai), for other
/// programs.
///
/// Inputs and outputs are 32-bit floats with channels first. Each operation becomes the operators that compute the same;
/// parameters keep PyTorch's names. Only operators of the standard set are used, in forms that all ``operatorVersions``
/// share.
package struct ONNXExporter {
  /// Versions of the operator set that can be written. Before 11 padding and bounds stood in attributes; what comes after
  /// 21 no runtime had when this was tried.
  package static let operatorVersions = 11...21

  /// What a file says of itself beside its network.
  package struct Words: Sendable {
    /// Of the graph; letters and digits.
    package var name: String
    /// For people, several lines.
    package var text: String
    /// For programs and people, by key.
    package var metadata: [(key: String, value: String)]
    package var input: String
    package var output: String

    package init(
      name: String, text: String, metadata: [(key: String, value: String)], input: String, output: String
    ) {
      self.name = name
      self.text = text
      self.metadata = metadata
      self.input = input
      self.output = output
    }
  }

  /// Rows and columns of what goes in and comes out.
  package enum Extent: Sendable {
    /// As many pixels as the input has, which may be any number that the network can halve evenly.
    case free
    case side(Int)
    /// So many times as many.
    case times(Int)
  }

  private let graph: LayerGraph
  private let parameters: ParameterArena
  private let descriptions: [String: ParameterDescription]
  private let operatorVersion: Int
  private let isHalf: Bool
  /// The checkpoint's file, for errors.
  private let source: String
  private var file = ONNXGraphProto()
  /// The name of each of the graph's values, by its index.
  private(set) var names: [String] = []
  /// What was added already: constants, and parameters that are turned to 32 bits.
  private var made: Set<String> = []

  /// - Parameters:
  ///   - operatorVersion: one of ``operatorVersions``.
  ///   - half: whether weights are stored as 16-bit floats, which the file turns to 32 bits before they are used. Biases,
  ///     scales and shifts keep 32 bits: they are few.
  ///   - source: named in errors.
  /// - Throws: ``CheckpointError`` for another version.
  package init(
    _ graph: LayerGraph, _ parameters: ParameterArena, operatorVersion: Int, half: Bool, source: String
  ) throws(CheckpointError) {
    guard Self.operatorVersions.contains(operatorVersion) else {
      throw CheckpointError(
        source, .architecture,
        "cannot be written with version \(operatorVersion) of ONNX's operators; choose \(Self.operatorVersions.lowerBound) "
          + "to \(Self.operatorVersions.upperBound)")
    }
    self.graph = graph
    self.parameters = parameters
    self.operatorVersion = operatorVersion
    self.source = source
    isHalf = half
    descriptions = Dictionary(uniqueKeysWithValues: parameters.descriptions.map { ($0.name, $0) })
  }

  /// The whole file. The same network gives the same bytes.
  ///
  /// - Parameters:
  ///   - input: rows and columns that the network reads.
  ///   - output: rows and columns that it gives.
  /// - Throws: ``CheckpointError`` where a weight does not fit 16 bits.
  package mutating func data(
    _ words: Words, input: Extent, output: Extent
  ) throws(CheckpointError) -> Data {
    if isHalf { try parameters.checkHalf(source: source) }
    file = ONNXGraphProto()
    file.name = words.name
    made = []
    nameValues()
    for node in graph.nodes { try add(node) }
    file.input = [valueInfo("input", graph.input.channels, input, words.input)]
    file.output = graph.outputs.map { valueInfo(names[$0.index], $0.channels, output, words.output) }
    var model = ONNXModelProto()
    // The first version of the format that knows this version of the operators (onnx.ai, "Versioning").
    model.irVersion = [11: 6, 12: 7, 13: 7, 14: 7, 15: 8, 16: 8, 17: 8, 18: 8, 19: 9, 20: 9][operatorVersion] ?? 10
    model.producerName = "aicanvas"
    model.docString = words.text
    model.graph = file
    var operators = ONNXOperatorSetIdProto()
    operators.version = Int64(operatorVersion)
    model.opsetImport = [operators]
    model.metadataProps = words.metadata.map { key, value in
      var entry = ONNXStringStringEntryProto()
      entry.key = key
      entry.value = value
      return entry
    }
    do {
      return try model.serializedData()
    } catch {
      throw CheckpointError(source, .architecture, "has more weights than an ONNX file can hold")
    }
  }

  /// Whether values depend on what else is in the batch, so that only one picture at a time gives what it should.
  private var isForOnePicture: Bool {
    graph.nodes.contains { if case .batchNorm = $0.operation { true } else { false } }
  }

  /// Gives every value a name: layers' outputs their layer's, others what makes them.
  private mutating func nameValues() {
    names = ["input"] + graph.nodes.indices.map { "\(graph.nodes[$0].operation.word)-\($0 + 1)" }
    for node in graph.nodes {
      if let weight = node.operation.parameters.first { names[node.output.index] = String(weight.name.dropLast(7)) }
    }
    for (number, value) in graph.outputs.enumerated() {
      names[value.index] = number == 0 ? "output" : "output\(number + 1)"
    }
  }

  private func valueInfo(_ name: String, _ channels: Int, _ extent: Extent, _ words: String) -> ONNXValueInfoProto {
    func dimension(_ count: Int) -> ONNXTensorShapeProto.Dimension {
      var dimension = ONNXTensorShapeProto.Dimension()
      dimension.dimValue = Int64(count)
      return dimension
    }
    func open(_ name: String) -> ONNXTensorShapeProto.Dimension {
      var dimension = ONNXTensorShapeProto.Dimension()
      dimension.dimParam = name
      return dimension
    }
    let sides =
      switch extent {
      case .free: [open("height"), open("width")]
      case .side(let side): [dimension(side), dimension(side)]
      case .times(let count): [open("\(count) * height"), open("\(count) * width")]
      }
    var info = ONNXValueInfoProto()
    info.name = name
    info.docString = words
    info.type.tensorType.elemType = ONNXTensor.floatType
    info.type.tensorType.shape.dim =
      [isForOnePicture ? dimension(1) : open("batch"), dimension(channels)] + sides
    return info
  }

  // MARK: - For operations

  /// Adds a node whose output is also its name.
  mutating func emit(_ operation: String, _ inputs: [String], _ output: String, _ attributes: [ONNXAttributeProto] = [])
  {
    var node = ONNXNodeProto()
    node.opType = operation
    node.name = output
    node.input = inputs
    node.output = [output]
    node.attribute = attributes
    file.node.append(node)
  }

  /// The name of a parameter as 32-bit floats, which is added to the file.
  ///
  /// - Parameter shape: where the file shall have another one than the checkpoint.
  mutating func parameter(_ name: String, shape: [Int]? = nil) throws(CheckpointError) -> String {
    guard let description = descriptions[name] else { preconditionFailure("no parameter \(name)") }
    let isStoredHalf = isHalf && description.fileShape.count > 1
    guard made.insert(name).inserted else { return isStoredHalf ? name + ".float" : name }
    let values = description.fileValues(of: parameters.value(name))
    var tensor = ONNXTensorProto()
    tensor.name = name
    tensor.dims = (shape ?? description.fileShape).map(Int64.init)
    if isStoredHalf {
      tensor.dataType = ONNXTensor.halfType
      tensor.rawData = Self.bytes(values.map { Float16($0).bitPattern.littleEndian })
      file.initializer.append(tensor)
      emit("Cast", [name], name + ".float", [.integer("to", Int64(ONNXTensor.floatType))])
      return name + ".float"
    }
    tensor.dataType = ONNXTensor.floatType
    tensor.rawData = Self.bytes(values.map(\.bitPattern.littleEndian))
    file.initializer.append(tensor)
    return name
  }

  /// A layer's weight and, if it has one, its bias.
  mutating func weights(_ layer: String, bias: Bool, shape: [Int]? = nil) throws(CheckpointError) -> [String] {
    let weight = try parameter("\(layer).weight", shape: shape)
    return bias ? [weight, try parameter("\(layer).bias")] : [weight]
  }

  /// A constant; the same name always stands for the same one.
  mutating func constant(_ name: String, _ shape: [Int], _ values: [Float]) -> String {
    guard made.insert(name).inserted else { return name }
    var tensor = ONNXTensorProto()
    tensor.name = name
    tensor.dims = shape.map(Int64.init)
    tensor.dataType = ONNXTensor.floatType
    tensor.rawData = Self.bytes(values.map(\.bitPattern.littleEndian))
    file.initializer.append(tensor)
    return name
  }

  /// A list of whole numbers; the same ones are one constant.
  mutating func list(_ values: [Int]) -> String {
    let name = "list_" + values.map { $0 < 0 ? "minus\(-$0)" : "\($0)" }.joined(separator: "_")
    guard made.insert(name).inserted else { return name }
    var tensor = ONNXTensorProto()
    tensor.name = name
    tensor.dims = [Int64(values.count)]
    tensor.dataType = ONNXTensor.integerType
    tensor.rawData = Self.bytes(values.map { Int64($0).littleEndian })
    file.initializer.append(tensor)
    return name
  }

  /// What stands for the region of `Resize`, which is of no account and may be left out from version 13 on.
  mutating func region() -> String { operatorVersion < 13 ? constant("region", [0], []) : "" }

  private static func bytes(_ values: [some FixedWidthInteger]) -> Data { values.withUnsafeBytes { Data($0) } }
}

extension LayerOperation {
  /// What values that it makes are called.
  fileprivate var word: String {
    switch self {
    case .convolution, .depthwiseConvolution: "convolution"
    case .transposedConvolution: "transposed"
    case .instanceNorm, .batchNorm, .conditionalNorm, .averagedBatchNorm: "norm"
    case .activation: "activation"
    case .add: "sum"
    case .concatenate: "joined"
    case .upsample, .nearestUpsample: "enlarged"
    case .globalMean: "mean"
    case .maxPool, .overlappingMaxPool: "pooled"
    case .dropout: "kept"
    case .linear: "linear"
    case .flatten: "flat"
    case .unflatten: "picture"
    case .parametricReLU: "activation"
    case .pixelShuffle: "shuffled"
    }
  }
}

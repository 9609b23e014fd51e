import Foundation
import SwiftProtobuf

/// A network in an ONNX file (onnx.ai), opened for reading: nodes and tensors by their names in the file.
///
/// Files come from anywhere. The file, the number of its fields, every name and every extent are checked before anything
/// is made of them; what does not fit is told in a sentence. ``network(giving:)`` makes a ``LayerGraph`` of it.
package struct ONNXModel: Sendable {
  package let path: String
  /// The version of the operators that the file uses.
  let operatorVersion: Int64
  let nodes: [ONNXNodeProto]
  /// Values that stand in the file, by name.
  let tensors: [String: ONNXTensorProto]
  /// The network's input.
  let input: Input
  /// The names of what the network gives.
  package let outputs: [String]
  /// What the file says of itself, by key.
  package let metadata: [String: String]

  /// What a network reads: one batch of pictures, channels first.
  struct Input: Sendable {
    let name: String
    let channels: Int
    /// Rows and columns of pixels, where the file settles them.
    let height: Int?
    let width: Int?
  }

  /// Bytes that a file may have, and fields in all its messages: somewhat more than the largest network has that is
  /// known here, pix2pix's U-Net for 256 pixels with 218 MB.
  static let mostBytes = 256 << 20
  static let mostFields = 1 << 18
  /// Pixels of a side and channels that an input may have.
  static let mostSide = 8192
  static let mostChannels = 4096

  package init(path: String) throws(CheckpointError) {
    let file = try MappedFile(path: path)
    guard file.bytes.count <= Self.mostBytes else {
      throw CheckpointError(path, .file, "is larger than the \(Self.mostBytes >> 20) MB that are read of an ONNX file")
    }
    var survey = ProtobufSurvey(most: Self.mostFields)
    let whole = file.bytes[file.bytes.startIndex..<file.bytes.endIndex]
    guard survey.accepts(whole, as: .onnxModel) else {
      throw CheckpointError(path, .format, "is not an ONNX file, or has more parts than any network here")
    }
    var options = BinaryDecodingOptions()
    options.discardUnknownFields = true
    let model: ONNXModelProto
    do {
      model = try ONNXModelProto(serializedBytes: Data(file.bytes), options: options)
    } catch {
      throw CheckpointError(path, .format, "is not an ONNX file")
    }
    self.path = path
    operatorVersion = model.opsetImport.first { ["", "ai.onnx"].contains($0.domain) }?.version ?? 0
    // Before version 7 operators said in other words what they do.
    guard model.hasGraph, operatorVersion >= 7 else {
      throw CheckpointError(path, .format, "is no ONNX network, or one of before version 7 of its operators")
    }
    nodes = model.graph.node
    var tensors: [String: ONNXTensorProto] = [:]
    func add(_ tensor: ONNXTensorProto, _ name: String) throws(CheckpointError) {
      guard tensors.updateValue(tensor, forKey: name) == nil else {
        throw CheckpointError(path, .tensor(name), "is there twice")
      }
    }
    for tensor in model.graph.initializer { try add(tensor, tensor.name) }
    for node in nodes where node.opType == "Constant" {
      // One that is given in another way, such as a word, is of no use here.
      guard let name = node.output.first, let value = node.attribute.first(where: { $0.name == "value" }), value.hasT
      else { continue }
      try add(value.t, name)
    }
    self.tensors = tensors
    input = try Self.input(of: model.graph, tensors: tensors, path: path)
    outputs = model.graph.output.map(\.name)
    metadata = Dictionary(model.metadataProps.map { ($0.key, $0.value) }) { first, _ in first }
  }

  /// The one input that is no parameter: files of older versions list those too.
  private static func input(
    of graph: ONNXGraphProto, tensors: [String: ONNXTensorProto], path: String
  ) throws(CheckpointError) -> Input {
    let inputs = graph.input.filter { tensors[$0.name] == nil }
    guard inputs.count == 1 else {
      throw CheckpointError(path, .format, "has \(inputs.count) inputs; a network of pictures has one")
    }
    let shape = inputs[0].type.tensorType.shape.dim
    guard shape.count == 4, inputs[0].type.tensorType.elemType == ONNXTensor.floatType else {
      throw CheckpointError(path, .format, "does not read pictures of 32-bit floats (batch, channels, rows, columns)")
    }
    func extent(_ index: Int, most: Int) throws(CheckpointError) -> Int? {
      let value = shape[index].dimValue
      // Zero is also what an extent without a number says; −1 is how some writers leave it open.
      if value == 0 || value == -1 { return nil }
      guard let extent = Int(exactly: value), (1...most).contains(extent) else {
        throw CheckpointError(path, .format, "reads pictures of the impossible extent \(value)")
      }
      return extent
    }
    guard let channels = try extent(1, most: mostChannels) else {
      throw CheckpointError(path, .format, "does not say how many channels it reads")
    }
    return Input(
      name: inputs[0].name, channels: channels, height: try extent(2, most: mostSide),
      width: try extent(3, most: mostSide))
  }

  /// The values at which pictures end and lists begin: those that are turned to "channels last".
  ///
  /// A detector's network ends in several pictures of numbers, one number for each place and channel. They are put in
  /// that order to become lists; whatever follows is arithmetic on lists, which decoders here do on their own.
  package var heads: [String] {
    nodes.compactMap { node in
      let isTurned = node.opType == "Transpose" && ONNXAttributes(node, path).integers("perm") == [0, 2, 3, 1]
      return isTurned ? node.input.first : nil
    }
  }
}

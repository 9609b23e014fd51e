import Foundation

/// Writes small ONNX files, field by field, so that the reader meets files that it had no part in.
package struct ONNXFileBuilder {
  package enum Attribute {
    case integer(Int64)
    case integers([Int64])
    case float(Float)
    case word(String)
  }

  /// Extents of the input: batch, channels, rows, columns; nil where they are left open.
  package var input: [Int64?] = [1, 3, 8, 8]
  package var inputName = "input"
  package var version: Int64 = 11
  package var outputs: [String] = []
  private var nodes: [Message] = []
  private var tensors: [Message] = []

  package init() {}

  /// Adds a node; its output is also its name.
  package mutating func node(
    _ operation: String, _ inputs: [String], _ output: String, _ attributes: [(String, Attribute)] = [],
    domain: String = ""
  ) {
    var node = Message()
    for input in inputs { node.text(1, input) }
    node.text(2, output)
    node.text(4, operation)
    for (name, value) in attributes {
      var attribute = Message()
      attribute.text(1, name)
      switch value {
      case .integer(let value): attribute.number(3, value)
      case .integers(let values): for value in values { attribute.number(8, value) }
      case .float(let value): attribute.float(2, value)
      case .word(let value): attribute.text(4, value)
      }
      node.message(5, attribute)
    }
    if !domain.isEmpty { node.text(7, domain) }
    nodes.append(node)
  }

  /// Adds a tensor of floats.
  ///
  /// - Parameters:
  ///   - kind: the format's number for the kind of values; 1 for floats.
  ///   - isElsewhere: whether the file says that the values lie in another one.
  package mutating func tensor(
    _ name: String, _ shape: [Int64], _ values: [Float], kind: Int64 = 1, isElsewhere: Bool = false
  ) {
    var tensor = Message()
    for extent in shape { tensor.number(1, extent) }
    tensor.number(2, kind)
    tensor.text(8, name)
    tensor.bytes(9, values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } })
    if isElsewhere { tensor.number(14, 1) }
    tensors.append(tensor)
  }

  /// Adds a short list of whole numbers.
  package mutating func list(_ name: String, _ values: [Int64]) {
    var tensor = Message()
    tensor.number(1, Int64(values.count))
    tensor.number(2, 7)
    tensor.text(8, name)
    tensor.bytes(9, values.flatMap { value in withUnsafeBytes(of: value.littleEndian) { Array($0) } })
    tensors.append(tensor)
  }

  /// Turns a value to channels last, as a detector's head.
  package mutating func head(_ name: String) {
    node("Transpose", [name], name + "-last", [("perm", .integers([0, 2, 3, 1]))])
  }

  package var file: [UInt8] {
    var shape = Message()
    for extent in input {
      var dimension = Message()
      if let extent { dimension.number(1, extent) } else { dimension.text(2, "open") }
      shape.message(1, dimension)
    }
    var tensorType = Message()
    tensorType.number(1, 1)
    tensorType.message(2, shape)
    var type = Message()
    type.message(1, tensorType)
    var value = Message()
    value.text(1, inputName)
    value.message(2, type)
    var graph = Message()
    for node in nodes { graph.message(1, node) }
    for tensor in tensors { graph.message(5, tensor) }
    graph.message(11, value)
    var operators = Message()
    operators.number(2, version)
    var model = Message()
    model.number(1, 6)
    model.text(2, "tests")
    model.message(7, graph)
    model.message(8, operators)
    return model.bytes
  }

  /// The wire format of protocol buffers (protobuf.dev/programming-guides/encoding).
  private struct Message {
    private(set) var bytes: [UInt8] = []

    private mutating func varint(_ value: UInt64) {
      var rest = value
      while rest >= 0x80 {
        bytes.append(UInt8(rest & 0x7F) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }

    mutating func number(_ field: UInt64, _ value: Int64) {
      varint(field << 3)
      varint(UInt64(bitPattern: value))
    }

    mutating func float(_ field: UInt64, _ value: Float) {
      varint(field << 3 | 5)
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += Array($0) }
    }

    mutating func bytes(_ field: UInt64, _ value: [UInt8]) {
      varint(field << 3 | 2)
      varint(UInt64(value.count))
      bytes += value
    }

    mutating func text(_ field: UInt64, _ value: String) { bytes(field, Array(value.utf8)) }
    mutating func message(_ field: UInt64, _ value: Message) { bytes(field, value.bytes) }
  }
}

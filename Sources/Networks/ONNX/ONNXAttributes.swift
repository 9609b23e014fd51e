import Foundation

/// What a node of an ONNX file says about itself.
struct ONNXAttributes {
  private let node: ONNXNodeProto
  private let path: String

  init(_ node: ONNXNodeProto, _ path: String) {
    self.node = node
    self.path = path
  }

  private func attribute(_ name: String) -> ONNXAttributeProto? { node.attribute.first { $0.name == name } }

  func integers(_ name: String) -> [Int64]? { attribute(name)?.ints }
  func integer(_ name: String) -> Int64? { attribute(name)?.i }
  func float(_ name: String) -> Float? { attribute(name)?.f }
  func floats(_ name: String) -> [Float]? { attribute(name)?.floats }
  func word(_ name: String) -> String? { attribute(name).map { String(decoding: $0.s, as: UTF8.self) } }

  /// One number for all axes of a picture.
  ///
  /// - Parameters:
  ///   - standard: where nothing is said.
  ///   - range: what is possible.
  func uniform(
    _ name: String, standard: Int, in range: ClosedRange<Int>
  ) throws(CheckpointError) -> Int {
    guard let values = integers(name), !values.isEmpty else { return standard }
    guard values.allSatisfy({ $0 == values[0] }), let value = Int(exactly: values[0]), range.contains(value) else {
      throw CheckpointError(
        path, .architecture,
        "its \(node.opType) has \(name) \(values); only the same on all sides is read, \(range.lowerBound) to "
          + "\(range.upperBound)")
    }
    return value
  }

  /// Throws unless nothing is said, or one of `accepted`.
  func require(_ name: String, _ accepted: [String]) throws(CheckpointError) {
    guard let word = word(name), !accepted.contains(word) else { return }
    throw CheckpointError(path, .architecture, "its \(node.opType) has \(name) \(word), which is not read")
  }
}

import Kernels

/// All parameters of one network in one block of memory, so that Adam, averaging and saving are one loop each.
package final class ParameterArena: @unchecked Sendable {
  package let descriptions: [ParameterDescription]
  /// Number of values.
  package let count: Int
  /// A vector of every value.
  package let values: Tensor
  /// A vector of every gradient, zero at first.
  package private(set) lazy var gradients = Tensor(.vector(count))
  private let offsets: [String: Int]
  private let shapes: [String: Shape]

  /// Zeros for every parameter of a graph.
  package init(_ graph: LayerGraph) {
    descriptions = graph.parameters
    var offsets: [String: Int] = [:]
    var shapes: [String: Shape] = [:]
    var count = 0
    for parameter in descriptions {
      precondition(offsets[parameter.name] == nil, "two parameters are called \(parameter.name)")
      offsets[parameter.name] = count
      shapes[parameter.name] = parameter.shape
      // Each tensor begins on a cache line.
      count += (parameter.shape.count + 15) & ~15
    }
    self.offsets = offsets
    self.shapes = shapes
    self.count = count
    values = Tensor(.vector(count))
  }

  /// Where one parameter's values begin among all of them.
  func place(of name: String) -> Int {
    guard let offset = offsets[name] else { preconditionFailure("no parameter \(name)") }
    return offset
  }

  /// The value of one parameter.
  package func value(_ name: String) -> Tensor { window(name, on: values) }

  /// The gradient of one parameter.
  package func gradient(_ name: String) -> Tensor { window(name, on: gradients) }

  private func window(_ name: String, on tensor: Tensor) -> Tensor {
    guard let shape = shapes[name] else { preconditionFailure("no parameter \(name)") }
    return Tensor(shape, viewing: tensor.data + place(of: name), of: tensor)
  }

  /// Sixteen hexadecimal digits that tell these values from others: FNV-1a over the bits of each (Fowler, Noll and Vo
  /// 1991). For recognising weights again, not for keeping anybody from making others with the same digits.
  package var fingerprint: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for value in values.values { hash = (hash ^ UInt64(value.bitPattern)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  package func clearGradients() {
    gradients.fill(0)
  }

  /// One vector of this arena's layout (its values, a moment, an average) as named tensors in the file's order.
  package func write(
    _ vector: Tensor, prefix: String = "", half: Bool = false, to writer: inout SafetensorsWriter
  ) {
    precondition(vector.count == count, "the vector belongs to another arena")
    for parameter in descriptions {
      let file = parameter.fileValues(of: window(parameter.name, on: vector))
      writer.add(prefix + parameter.name, shape: parameter.fileShape, file, half: half)
    }
  }

  /// Throws where a value is beyond what 16-bit floats hold (±65,504).
  ///
  /// - Parameter source: the checkpoint's file, for the error.
  package func checkHalf(source: String) throws(CheckpointError) {
    for parameter in descriptions {
      let values = value(parameter.name).values
      if let value = values.first(where: { !Float16($0).isFinite }) {
        throw CheckpointError(
          source, .tensor(parameter.name), "holds \(value), which 16 bits cannot hold; leave --half out")
      }
    }
  }

  /// The reverse of ``write(_:prefix:half:to:)``. Nothing is changed when any tensor is missing or ill-shaped.
  package func read(into vector: Tensor, prefix: String = "", from file: SafetensorsFile) throws(CheckpointError) {
    precondition(vector.count == count, "the vector belongs to another arena")
    try Self.check(descriptions, prefix: prefix, in: file)
    for parameter in descriptions {
      let values = try file.floats(prefix + parameter.name, shape: parameter.fileShape)
      parameter.fill(window(parameter.name, on: vector), fromFile: values)
    }
  }

  /// Throws unless `file` holds every one of `descriptions` in its proper shape.
  static func check(
    _ descriptions: [ParameterDescription], prefix: String = "", in file: SafetensorsFile
  ) throws(CheckpointError) {
    for parameter in descriptions { try file.check(prefix + parameter.name, shape: parameter.fileShape) }
  }
}

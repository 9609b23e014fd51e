/// Named tensors of a file, whatever its format.
protocol TensorSource {
  var path: String { get }
  /// The extent of each tensor.
  var shapes: [String: [Int]] { get }

  /// A tensor's values as 32-bit floats in row-major order, all of them finite.
  func floats(_ name: String) throws(CheckpointError) -> [Float]
}

/// A safetensors file, with all kinds of floats.
struct SafetensorsSource: TensorSource {
  let file: SafetensorsFile

  var path: String { file.path }
  var shapes: [String: [Int]] { file.entries.mapValues(\.shape) }

  func floats(_ name: String) throws(CheckpointError) -> [Float] {
    guard let entry = file.entries[name] else { throw CheckpointError(path, .tensor(name), "is missing") }
    return try StoredNumbers.floats(file.bytes(of: entry), entry.type, name, path)
  }
}

/// Numbers as files store them, the lowest byte first.
enum StoredNumbers {
  /// As 32-bit floats; throws for whole numbers and for values that are not finite.
  static func floats(
    _ bytes: UnsafeRawBufferPointer, _ type: SafetensorsFile.ElementType, _ name: String, _ path: String
  ) throws(CheckpointError) -> [Float] {
    let count = bytes.count / type.bytes
    let values: [Float]
    switch type {
    case .f32:
      values = (0..<count).map { Float(bitPattern: number(bytes, $0, UInt32.self)) }
    case .f64:
      values = (0..<count).map { Float(Double(bitPattern: number(bytes, $0, UInt64.self))) }
    case .f16:
      values = (0..<count).map { Float(Float16(bitPattern: number(bytes, $0, UInt16.self))) }
    case .bf16:
      // The upper half of a 32-bit float.
      values = (0..<count).map { Float(bitPattern: UInt32(number(bytes, $0, UInt16.self)) << 16) }
    case .i64, .i32, .i16, .i8, .u8, .bool:
      throw CheckpointError(path, .tensor(name), "is stored as \(type.rawValue), expected floats")
    }
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw CheckpointError(path, .tensor(name), "value \(index) is \(values[index]); every value must be finite")
    }
    return values
  }

  private static func number<Number: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, _ index: Int, _ type: Number.Type
  ) -> Number {
    Number(littleEndian: bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Number>.size, as: type))
  }
}

import Foundation

/// A tensor that stands in an ONNX file.
enum ONNXTensor {
  /// The format's numbers for kinds of values.
  static let floatType: Int32 = 1
  static let integerType: Int32 = 7
  static let halfType: Int32 = 10

  /// Values that one tensor may have.
  static let most = ONNXModel.mostBytes / 4

  /// Its extents; throws where they are negative or ask for more values than any file has.
  static func shape(_ tensor: ONNXTensorProto, _ name: String, _ path: String) throws(CheckpointError) -> [Int] {
    var count = 1
    var shape: [Int] = []
    for extent in tensor.dims {
      guard extent >= 0, extent <= Int64(most), shape.count < 8 else {
        throw CheckpointError(path, .tensor(name), "has an impossible shape")
      }
      // Both are below 2^24: their product is far from any limit.
      count *= Int(extent)
      guard count <= most else { throw CheckpointError(path, .tensor(name), "has more values than are read") }
      shape.append(Int(extent))
    }
    return shape
  }

  /// Whole numbers of 64 bits, at most 16 of them.
  static func integers(_ tensor: ONNXTensorProto, _ name: String, _ path: String) throws(CheckpointError) -> [Int64] {
    let count = try shape(tensor, name, path).reduce(1, *)
    guard tensor.dataLocation == 0, tensor.dataType == integerType, count <= 16 else {
      throw CheckpointError(path, .tensor(name), "is no short list of whole numbers in this file")
    }
    if tensor.int64Data.count == count, tensor.rawData.isEmpty { return tensor.int64Data }
    guard tensor.rawData.count == count * 8 else {
      throw CheckpointError(path, .tensor(name), "has \(tensor.rawData.count) bytes, expected \(count * 8)")
    }
    return tensor.rawData.withUnsafeBytes { bytes in
      (0..<count).map { Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * $0, as: Int64.self)) }
    }
  }

  /// Its values as 32-bit floats in the file's order, all of them finite.
  static func floats(_ tensor: ONNXTensorProto, _ name: String, _ path: String) throws(CheckpointError) -> [Float] {
    let count = try shape(tensor, name, path).reduce(1, *)
    guard tensor.dataLocation == 0 else {
      throw CheckpointError(path, .tensor(name), "has its values in another file, which is not read")
    }
    guard tensor.dataType == floatType || tensor.dataType == halfType else {
      throw CheckpointError(
        path, .tensor(name), "is stored as type \(tensor.dataType), expected floats of 32 or 16 bits")
    }
    let values: [Float]
    if tensor.dataType == halfType {
      let raw = tensor.rawData
      guard raw.count == count * 2 else {
        throw CheckpointError(path, .tensor(name), "has \(raw.count) bytes, expected \(count * 2)")
      }
      values = raw.withUnsafeBytes { bytes in
        (0..<count).map {
          Float(Float16(bitPattern: UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self))))
        }
      }
    } else if !tensor.floatData.isEmpty {
      values = tensor.floatData
    } else {
      let raw = tensor.rawData
      guard raw.count == count * 4 else {
        throw CheckpointError(path, .tensor(name), "has \(raw.count) bytes, expected \(count * 4)")
      }
      values = raw.withUnsafeBytes { bytes in
        (0..<count).map {
          Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
        }
      }
    }
    guard values.count == count else {
      throw CheckpointError(path, .tensor(name), "has \(values.count) values, expected \(count)")
    }
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw CheckpointError(path, .tensor(name), "value \(index) is \(values[index]); every value must be finite")
    }
    return values
  }
}

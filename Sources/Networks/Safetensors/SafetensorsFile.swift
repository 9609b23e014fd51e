import Foundation

/// A safetensors file opened for reading: an 8-byte little-endian header length, a JSON header, raw values.
///
/// Files come from anywhere, so the header is believed only after it has been checked against the bytes that are
/// really there: every tensor's range lies in the file, has the size its shape says, and touches no other.
package final class SafetensorsFile: Sendable {
  /// How a tensor's numbers are stored.
  package enum ElementType: String, Sendable, CaseIterable {
    case f64 = "F64"
    case f32 = "F32"
    case f16 = "F16"
    case bf16 = "BF16"
    case i64 = "I64"
    case i32 = "I32"
    case i16 = "I16"
    case i8 = "I8"
    case u8 = "U8"
    case bool = "BOOL"

    package var bytes: Int {
      switch self {
      case .f64, .i64: 8
      case .f32, .i32: 4
      case .f16, .bf16, .i16: 2
      case .i8, .u8, .bool: 1
      }
    }
  }

  /// One tensor's entry in the header.
  package struct Entry: Equatable, Sendable {
    package let type: ElementType
    package let shape: [Int]
    /// Bytes from the start of the values.
    package let range: Range<Int>

    package var count: Int { shape.reduce(1, *) }
  }

  package let path: String
  package let entries: [String: Entry]
  /// The header's free-form `__metadata__`.
  package let metadata: [String: String]
  private let file: MappedFile
  private let valuesStart: Int

  /// The header may take at most this many bytes. The reference implementation allows 100 MB, which takes minutes to
  /// parse; a network of ten thousand tensors needs one.
  static let headerLimit = 4 << 20

  /// Whether a file looks like one: its header is JSON.
  static func isLikely(_ file: MappedFile) -> Bool { file.bytes.count > 8 && file.bytes[8] == UInt8(ascii: "{") }

  package init(path: String) throws(CheckpointError) {
    self.path = path
    file = try MappedFile(path: path)
    guard file.bytes.count >= 8 else {
      throw CheckpointError(path, .format, "is cut off: \(file.bytes.count) bytes cannot hold a safetensors header")
    }
    let stated = UInt64(littleEndian: file.bytes.loadUnaligned(as: UInt64.self))
    guard stated <= UInt64(Self.headerLimit), stated >= 2 else {
      throw CheckpointError(path, .format, "is not a safetensors file (its header claims \(stated) bytes)")
    }
    let length = Int(stated)
    guard file.bytes.count - 8 >= length else {
      throw CheckpointError(
        path, .format, "is cut off: the header needs \(length) bytes, \(file.bytes.count - 8) are there")
    }
    valuesStart = 8 + length
    let header = try SafetensorsHeader(Data(file.bytes[8..<valuesStart]), path: path)
    try header.checkRanges(available: file.bytes.count - valuesStart, path: path)
    entries = header.entries
    metadata = header.metadata
  }

  /// The values of `name` as 32-bit floats, in the file's order.
  ///
  /// Throws when the tensor is missing, is not stored as F32 or F16, has another shape than `shape`, or holds a value
  /// that is not finite. Memory is taken only after shape and extent have been checked.
  package func floats(_ name: String, shape: [Int]? = nil) throws(CheckpointError) -> [Float] {
    let entry = try check(name, shape: shape)
    let source = UnsafeRawBufferPointer(
      rebasing: file.bytes[(valuesStart + entry.range.lowerBound)..<(valuesStart + entry.range.upperBound)])
    let values = [Float](unsafeUninitializedCapacity: entry.count) { buffer, count in
      count = entry.count
      switch entry.type {
      case .f32:
        UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
      default:
        for index in 0..<entry.count {
          let bits = UInt16(littleEndian: source.loadUnaligned(fromByteOffset: index * 2, as: UInt16.self))
          buffer[index] = Float(Float16(bitPattern: bits))
        }
      }
    }
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw CheckpointError(path, .tensor(name), "value \(index) is \(values[index]); every value must be finite")
    }
    return values
  }

  /// A tensor as it stands in the file. The bytes are valid for as long as this object lives.
  func bytes(of entry: Entry) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      rebasing: file.bytes[(valuesStart + entry.range.lowerBound)..<(valuesStart + entry.range.upperBound)])
  }

  /// Confirms that `name` is there with floats of this shape; reads no values.
  @discardableResult
  package func check(_ name: String, shape: [Int]? = nil) throws(CheckpointError) -> Entry {
    guard let entry = entries[name] else {
      let wanted = shape.map { "; expected shape \($0)" } ?? ""
      throw CheckpointError(path, .tensor(name), "is missing\(wanted)")
    }
    if let shape, entry.shape != shape {
      throw CheckpointError(path, .tensor(name), "has shape \(entry.shape), expected \(shape)")
    }
    guard entry.type == .f32 || entry.type == .f16 else {
      throw CheckpointError(path, .tensor(name), "is stored as \(entry.type.rawValue), expected F32 or F16")
    }
    return entry
  }
}

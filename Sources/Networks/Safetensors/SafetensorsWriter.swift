import Foundation

/// Collects tensors and writes them as one safetensors file.
package struct SafetensorsWriter {
  private var names: [String] = []
  private var entries: [String: [String: Any]] = [:]
  private var values = Data()
  package var metadata: [String: String] = [:]

  package init() {}

  /// Adds a tensor, stored as F32, or rounded to F16.
  ///
  /// A value beyond the range of F16 (±65,504) is a programmer's error: weights of that size mean a failed training.
  package mutating func add(_ name: String, shape: [Int], _ numbers: some Sequence<Float>, half: Bool = false) {
    precondition(entries[name] == nil, "tensor \(name) added twice")
    let start = values.count
    if half {
      for number in numbers {
        let rounded = Float16(number)
        precondition(rounded.isFinite, "tensor \(name) holds \(number), which F16 cannot hold")
        withUnsafeBytes(of: rounded.bitPattern.littleEndian) { values.append(contentsOf: $0) }
      }
    } else {
      Array(numbers).withUnsafeBytes { values.append(contentsOf: $0) }
    }
    let size = half ? 2 : 4
    precondition(values.count - start == shape.reduce(size, *), "tensor \(name) does not fill shape \(shape)")
    names.append(name)
    entries[name] = ["dtype": half ? "F16" : "F32", "shape": shape, "data_offsets": [start, values.count]]
  }

  /// Adds a tensor of any type as it stands in another file.
  mutating func add(_ name: String, _ entry: SafetensorsFile.Entry, bytes: UnsafeRawBufferPointer) {
    precondition(entries[name] == nil && bytes.count == entry.range.count, "tensor \(name) does not fit its entry")
    let start = values.count
    values.append(contentsOf: bytes)
    names.append(name)
    entries[name] = ["dtype": entry.type.rawValue, "shape": entry.shape, "data_offsets": [start, values.count]]
  }

  /// The whole file. The same content gives the same bytes.
  package func data() -> Data {
    var header: [String: Any] = entries
    if !metadata.isEmpty { header["__metadata__"] = metadata }
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
    guard var json = try? JSONSerialization.data(withJSONObject: header, options: options) else {
      preconditionFailure("a header of strings and numbers is always JSON")
    }
    // Values begin at a multiple of eight bytes, so that a mapped file can be read in place.
    while (json.count + 8) % 8 != 0 { json.append(UInt8(ascii: " ")) }
    var file = Data(capacity: 8 + json.count + values.count)
    withUnsafeBytes(of: UInt64(json.count).littleEndian) { file.append(contentsOf: $0) }
    file.append(json)
    file.append(values)
    return file
  }

  /// Writes the file; a full disk or a killed program leaves the old one whole.
  package func write(to path: String) throws(CheckpointError) { try CheckpointFile.write(data(), to: path) }
}

import Foundation

/// The JSON part of a safetensors file.
struct SafetensorsHeader {
  var entries: [String: SafetensorsFile.Entry] = [:]
  var metadata: [String: String] = [:]

  /// Reads the header; throws on anything but an object of tensor entries and one `__metadata__` of strings.
  init(_ json: Data, path: String) throws(CheckpointError) {
    let object: Any
    do {
      object = try JSONSerialization.jsonObject(with: json)
    } catch {
      throw CheckpointError(path, .format, "is not a safetensors file (its header is not JSON)")
    }
    guard let dictionary = object as? [String: Any] else {
      throw CheckpointError(path, .format, "is not a safetensors file (its header is not a JSON object)")
    }
    for (name, value) in dictionary {
      if name == "__metadata__" {
        guard let strings = value as? [String: String] else {
          throw CheckpointError(path, .format, "has metadata that is not an object of strings")
        }
        metadata = strings
      } else {
        entries[name] = try Self.entry(name, value, path: path)
      }
    }
  }

  private static func entry(
    _ name: String, _ value: Any, path: String
  ) throws(CheckpointError) -> SafetensorsFile.Entry {
    guard let fields = value as? [String: Any], let typeName = fields["dtype"] as? String,
      let shape = integers(fields["shape"]), let offsets = integers(fields["data_offsets"]), offsets.count == 2
    else {
      throw CheckpointError(path, .tensor(name), "its header entry needs dtype, shape and data_offsets")
    }
    guard let type = SafetensorsFile.ElementType(rawValue: typeName) else {
      throw CheckpointError(path, .tensor(name), "has the unknown type \(typeName)")
    }
    guard offsets[0] <= offsets[1] else {
      throw CheckpointError(path, .tensor(name), "ends (\(offsets[1])) before it begins (\(offsets[0]))")
    }
    var bytes = type.bytes
    for extent in shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: extent)
      guard !overflow else { throw CheckpointError(path, .tensor(name), "has the impossible shape \(shape)") }
      bytes = product
    }
    guard bytes == offsets[1] - offsets[0] else {
      throw CheckpointError(
        path, .tensor(name),
        "has \(offsets[1] - offsets[0]) bytes, expected \(bytes) for shape \(shape) of \(typeName)")
    }
    return SafetensorsFile.Entry(type: type, shape: shape, range: offsets[0]..<offsets[1])
  }

  /// Non-negative whole numbers, or nil. Numbers of that kind arrive as NSNumber, fractions too, so both are checked.
  private static func integers(_ value: Any?) -> [Int]? {
    guard let numbers = value as? [NSNumber] else { return nil }
    var result: [Int] = []
    for number in numbers {
      guard let exact = Int(exactly: number.doubleValue), exact >= 0, exact < 1 << 52 else { return nil }
      result.append(exact)
    }
    return result
  }

  /// Throws unless the tensors fill `available` bytes exactly, without overlap or gap.
  func checkRanges(available: Int, path: String) throws(CheckpointError) {
    let sorted = entries.sorted { ($0.value.range.lowerBound, $0.key) < ($1.value.range.lowerBound, $1.key) }
    var end = 0
    var previous = ""
    for (name, entry) in sorted {
      let range = entry.range
      guard range.upperBound <= available else {
        throw CheckpointError(
          path, .tensor(name), "ends at byte \(range.upperBound) of the values, but the file holds only \(available)")
      }
      guard range.lowerBound >= end else {
        throw CheckpointError(path, .tensor(name), "overlaps tensor \(previous)")
      }
      guard range.lowerBound == end else {
        throw CheckpointError(path, .tensor(name), "leaves \(range.lowerBound - end) unexplained bytes before it")
      }
      end = range.upperBound
      previous = name
    }
    guard end == available else {
      throw CheckpointError(path, .format, "has \(available - end) bytes that belong to no tensor")
    }
  }
}

import Foundation
import Networks
import Support
import Testing

@Suite(.ownThread) struct SafetensorsTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("safetensors-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ name: String = "file.safetensors") -> String { folder.appendingPathComponent(name).path }

  /// A file from a header as text and values as bytes.
  private func file(_ header: String, values: Int, length: UInt64? = nil) throws -> String {
    var data = Data()
    withUnsafeBytes(of: (length ?? UInt64(header.utf8.count)).littleEndian) { data.append(contentsOf: $0) }
    data.append(Data(header.utf8))
    data.append(Data(count: values))
    try data.write(to: URL(fileURLWithPath: path()))
    return path()
  }

  private func message(_ header: String, values: Int, length: UInt64? = nil) throws -> String {
    let path = try file(header, values: values, length: length)
    let error = #expect(throws: CheckpointError.self) { _ = try SafetensorsFile(path: path) }
    return error?.description ?? ""
  }

  @Test func roundTrip() throws {
    var writer = SafetensorsWriter()
    writer.metadata["note"] = "한글 \"quoted\""
    writer.add("b", shape: [2, 3], [1, -2, 3.5, 0, 1e-20, -65504])
    writer.add("a.half", shape: [3], [0.1, -2, 65504], half: true)
    writer.add("empty", shape: [0, 4], [])
    try writer.write(to: path())
    let file = try SafetensorsFile(path: path())
    #expect(file.metadata == ["note": "한글 \"quoted\""])
    #expect(try file.floats("b", shape: [2, 3]) == [1, -2, 3.5, 0, 1e-20, -65504])
    #expect(try file.floats("a.half") == [Float(Float16(0.1)), -2, 65504])
    #expect(try file.floats("empty") == [])
  }

  @Test func sameContentGivesTheSameBytes() {
    func bytes() -> Data {
      var writer = SafetensorsWriter()
      for index in 0..<20 { writer.add("t\(index)", shape: [1], [Float(index)]) }
      writer.metadata = ["x": "1", "y": "2", "z": "3"]
      return writer.data()
    }
    #expect(bytes() == bytes())
  }

  @Test func missingFileIsNamed() {
    let error = #expect(throws: CheckpointError.self) { _ = try SafetensorsFile(path: "/nowhere/x.safetensors") }
    #expect(error?.description.contains("/nowhere/x.safetensors") == true)
    #expect(throws: CheckpointError.self) { _ = try SafetensorsFile(path: NSTemporaryDirectory()) }
  }

  @Test func malformedHeaders() throws {
    let entry = #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
    #expect(throws: Never.self) { _ = try SafetensorsFile(path: try file(entry, values: 8)) }
    #expect(try message(entry, values: 7).contains("a"))
    #expect(try message(entry, values: 9).contains("1 bytes that belong to no tensor"))
    #expect(try message(entry, values: 8, length: 1 << 60).contains("not a safetensors file"))
    #expect(try message(entry, values: 8, length: 3_000_000).contains("cut off"))
    #expect(try message("[]", values: 0).contains("not a JSON object"))
    #expect(try message("{]", values: 0).contains("not JSON"))
    #expect(try message(#"{"a":{"dtype":"F32"}}"#, values: 0).contains("needs dtype"))
    #expect(try message(#"{"a":{"dtype":"Q9","shape":[],"data_offsets":[0,0]}}"#, values: 0).contains("Q9"))
    #expect(
      try message(#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, values: 4).contains("needs dtype"))
    #expect(
      try message(#"{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#, values: 4).contains("needs dtype"))
    #expect(
      try message(#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, values: 8).contains("expected 12"))
    #expect(
      try message(
        #"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}"#, values: 8
      ).contains("impossible shape"))
    #expect(
      try message(#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, values: 8).contains("before it begins"))
    #expect(try message(#"{"__metadata__":{"a":1}}"#, values: 0).contains("metadata"))
  }

  @Test func overlapAndGap() throws {
    let overlap = """
      {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}
      """
    #expect(try message(overlap, values: 12).contains("overlaps"))
    let gap = """
      {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}
      """
    #expect(try message(gap, values: 12).contains("unexplained"))
  }

  @Test func nonFiniteValuesAreFound() throws {
    var writer = SafetensorsWriter()
    writer.add("w", shape: [4], [0, 1, .nan, 2])
    writer.add("v", shape: [2], [.infinity, 0])
    try writer.write(to: path())
    let file = try SafetensorsFile(path: path())
    let error = #expect(throws: CheckpointError.self) { _ = try file.floats("w") }
    #expect(error?.description.contains("tensor w: value 2") == true)
    #expect(throws: CheckpointError.self) { _ = try file.floats("v") }
  }

  @Test func everyTruncationIsAnError() throws {
    var writer = SafetensorsWriter()
    writer.add("a", shape: [5], [1, 2, 3, 4, 5])
    writer.add("b", shape: [1, 2], [6, 7])
    let whole = writer.data()
    for length in 0..<whole.count {
      try whole.prefix(length).write(to: URL(fileURLWithPath: path()))
      #expect(throws: CheckpointError.self, "cut to \(length)") { _ = try SafetensorsFile(path: path()) }
    }
  }

  /// The reference implementation allows headers of 100 MB, which take minutes to read.
  @Test func aHeaderOfMegabytesIsRefusedUnread() throws {
    let words = try message("{\"a\":\"" + String(repeating: "x", count: 5 << 20) + "\"}", values: 0)
    #expect(words.contains("its header claims"))
  }

  @Test func whatAFileSaysOfItselfIsShownCutAndWithoutCommands() throws {
    let name = "\\u001b]0;owned\\u0007" + String(repeating: "n", count: 100_000)
    let words = try message("{\"\(name)\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}", values: 8)
    #expect(words.contains("tensor ?]0;owned?nnn") && words.utf8.count < 1000)
    let type = try message(
      "{\"a\":{\"dtype\":\"\(name)\",\"shape\":[1],\"data_offsets\":[0,8]}}", values: 8)
    #expect(!type.unicodeScalars.contains("\u{1B}") && type.utf8.count < 3000)
  }

  @Test func aPipeIsNoCheckpoint() throws {
    #expect(mkfifo(path("pipe.safetensors"), 0o600) == 0)
    let error = #expect(throws: CheckpointError.self) { _ = try SafetensorsFile(path: path("pipe.safetensors")) }
    #expect(error?.description.contains("is not a file") == true)
  }
}

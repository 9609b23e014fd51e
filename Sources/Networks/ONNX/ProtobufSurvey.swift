/// Counts the fields of a protocol buffer before anything is made of it.
///
/// Two bytes of a file can ask for a message that takes a hundred in memory, so a bound on the file alone would be none.
struct ProtobufSurvey {
  /// A message whose fields are counted, and those of its fields that are messages of interest themselves.
  struct Message {
    var nested: [UInt64: Message] = [:]

    /// The messages of an ONNX file that can hold many others.
    static let onnxModel: Message = {
      let tensor = Message()
      let attribute = Message(nested: [5: tensor])
      let node = Message(nested: [5: attribute])
      let shape = Message(nested: [1: Message()])
      let value = Message(nested: [2: Message(nested: [1: Message(nested: [2: shape])])])
      return Message(nested: [7: Message(nested: [1: node, 5: tensor, 11: value, 12: value]), 8: Message()])
    }()
  }

  /// How many fields may still come.
  private var left: Int

  /// - Parameter most: how many fields a file may have.
  init(most: Int) { left = most }

  /// Whether `bytes` are a well-formed message with no more fields than allowed.
  mutating func accepts(_ bytes: Slice<UnsafeRawBufferPointer>, as message: Message) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      left -= 1
      guard left >= 0, let tag = Self.varint(&rest) else { return false }
      // The kinds of fields (protobuf.dev/programming-guides/encoding); groups are none that ONNX has.
      switch tag & 7 {
      case 0:
        guard Self.varint(&rest) != nil else { return false }
      case 1:
        guard rest.count >= 8 else { return false }
        rest = rest.dropFirst(8)
      case 2:
        guard let length = Self.varint(&rest), length <= UInt64(rest.count) else { return false }
        if let inner = message.nested[tag >> 3], !accepts(rest.prefix(Int(length)), as: inner) { return false }
        rest = rest.dropFirst(Int(length))
      case 5:
        guard rest.count >= 4 else { return false }
        rest = rest.dropFirst(4)
      default: return false
      }
    }
    return true
  }

  /// A number of seven bits a byte, the lowest first; nil where none ends here.
  private static func varint(_ rest: inout Slice<UnsafeRawBufferPointer>) -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }
}

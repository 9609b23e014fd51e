/// Cuts what a program writes to its terminal into pieces.
struct OutputParser: Sendable {
  enum Token {
    case text(Unicode.Scalar)
    case control(UInt8)
    case escape(Character)
    /// Prefix, numbers, and the final byte after any intermediate ones.
    case sequence(Character?, [Int], String)
    /// What stands between `ESC P` and `ESC \`.
    case device([UInt8])
    /// What stands between `ESC _` and `ESC \`.
    case application([UInt8])
    /// What stands between `ESC ]` and the bell or `ESC \`.
    case system([UInt8])
  }

  private enum State {
    case ground, escape, designation, sequence
    /// By the byte after `ESC`.
    case string(UInt8)
    case stringEscape(UInt8)
  }

  private var state = State.ground
  private var buffer: [UInt8] = []

  mutating func take(_ byte: UInt8) -> Token? {
    switch state {
    case .ground: return ground(byte)
    case .escape: return escape(byte)
    case .designation:
      state = .ground
      return nil
    case .sequence:
      guard (0x40...0x7E).contains(byte) else {
        buffer.append(byte)
        return nil
      }
      state = .ground
      return sequence(byte)
    case .string(let kind):
      if byte == 0x1B {
        state = .stringEscape(kind)
      } else if byte == 0x07, kind == UInt8(ascii: "]") {
        state = .ground
        return .system(buffer)
      } else {
        buffer.append(byte)
      }
      return nil
    case .stringEscape(let kind):
      if kind == UInt8(ascii: "P"), byte == 0x1B {
        // tmux's passthrough doubles every escape.
        buffer += [0x1B, 0x1B]
        state = .string(kind)
        return nil
      }
      guard byte == UInt8(ascii: "\\") else { return escape(byte) }
      state = .ground
      switch kind {
      case UInt8(ascii: "P"): return .device(buffer)
      case UInt8(ascii: "_"): return .application(buffer)
      case UInt8(ascii: "]"): return .system(buffer)
      default: return nil
      }
    }
  }

  private mutating func ground(_ byte: UInt8) -> Token? {
    if byte == 0x1B {
      state = .escape
      return nil
    }
    if byte < 0x20 || byte == 0x7F { return .control(byte) }
    if byte < 0x80 || byte >= 0xC0 { buffer = [] }
    buffer.append(byte)
    let length = buffer[0] < 0x80 ? 1 : buffer[0] >= 0xF0 ? 4 : buffer[0] >= 0xE0 ? 3 : 2
    guard buffer.count == length else { return nil }
    defer { buffer = [] }
    return String(decoding: buffer, as: UTF8.self).unicodeScalars.first.map { .text($0) }
  }

  private mutating func escape(_ byte: UInt8) -> Token? {
    buffer = []
    switch byte {
    case UInt8(ascii: "["): state = .sequence
    case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
      state = .string(byte)
    case 0x20...0x2F: state = .designation
    default:
      state = .ground
      return .escape(Character(Unicode.Scalar(byte)))
    }
    return nil
  }

  private func sequence(_ final: UInt8) -> Token {
    var rest = buffer[...]
    var prefix: Character?
    if let first = rest.first, (0x3C...0x3F).contains(first) {
      prefix = Character(Unicode.Scalar(first))
      rest.removeFirst()
    }
    let digits = rest.prefix { (0x30...0x3B).contains($0) }
    let numbers = String(decoding: digits, as: UTF8.self).split(separator: ";", omittingEmptySubsequences: false)
    let tail = String(decoding: rest.dropFirst(digits.count) + [final], as: UTF8.self)
    return .sequence(prefix, digits.isEmpty ? [] : numbers.map { Int($0) ?? 0 }, tail)
  }
}

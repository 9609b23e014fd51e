/// Splits the terminal's byte stream into tokens, wherever the reads happen to cut it. Garbage is dropped.
struct InputScanner: Sendable {
  private enum State: Hashable {
    case ground
    case escape
    case csi
    /// A sequence that went wrong: dropped up to its end.
    case ignoredCSI
    case ss3
    case console
    case oldMouse
    /// DCS, OSC, SOS, PM or APC, by the byte after `ESC`.
    case string(UInt8)
    case stringEscape(UInt8)
    case paste
  }

  /// No terminal sends anything longer; what is longer is skipped to its end.
  private static let longestSequence = 64
  private static let longestString = 4096
  private static let longestPaste = 1 << 20
  /// Unfinished sequences survive this many quiet spells, since replies over a slow line come in pieces.
  private static let quietSpellLimit = 10
  private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

  private var state = State.ground
  private var buffer: [UInt8] = []
  private var utf8: [UInt8] = []
  private var utf8Length = 0
  private var quietSpells = 0

  /// Whether a sequence has begun and not ended, so that ``flush()`` should be called when nothing more comes.
  var isPending: Bool { state != .ground || !utf8.isEmpty }

  mutating func feed(_ bytes: some Sequence<UInt8>, into tokens: inout [InputToken]) {
    quietSpells = 0
    for byte in bytes { take(byte, into: &tokens) }
  }

  /// Nothing came for a while (about 50 ms): a lone `ESC` was the key. Other unfinished sequences get more time.
  mutating func flush(into tokens: inout [InputToken]) {
    quietSpells += 1
    switch state {
    case .ground:
      utf8 = []
    case .escape:
      tokens.append(.escape)
      state = .ground
    case .string(let kind) where buffer.isEmpty:
      // Not a string but the letter with Alt.
      tokens.append(.escaped(kind))
      state = .ground
    case .paste where quietSpells >= Self.quietSpellLimit:
      tokens.append(.paste(buffer))
      state = .ground
    default:
      if quietSpells >= Self.quietSpellLimit { state = .ground }
    }
  }

  private mutating func take(_ byte: UInt8, into tokens: inout [InputToken]) {
    switch state {
    case .ground: ground(byte, into: &tokens)
    case .escape: afterEscape(byte, into: &tokens)
    case .csi, .ignoredCSI: sequence(byte, into: &tokens)
    case .ss3:
      state = .ground
      // Some keyboards put a modifier digit here; anything else that is not a letter is no key.
      if byte == 0x1B { state = .escape } else if byte >= 0x20, byte < 0x7F { tokens.append(.ss3(byte)) }
    case .console:
      state = .ground
      tokens.append(.console(byte))
    case .oldMouse:
      buffer.append(byte)
      if buffer.count == 3 {
        tokens.append(.oldMouse(buffer[0], buffer[1], buffer[2]))
        state = .ground
      }
    case .string(let kind):
      switch byte {
      case 0x1B: state = .stringEscape(kind)
      case 0x07 where kind == UInt8(ascii: "]"): state = .ground
      case 0x18, 0x1A: state = .ground
      default: if buffer.count <= Self.longestString { buffer.append(byte) }
      }
    case .stringEscape(let kind):
      if byte == UInt8(ascii: "\\") {
        if buffer.count <= Self.longestString {
          if kind == UInt8(ascii: "P") { tokens.append(.deviceControl(buffer)) }
          if kind == UInt8(ascii: "_") { tokens.append(.applicationCommand(buffer)) }
        }
        state = .ground
      } else {
        // An escape sequence in the middle ends the string (ECMA-48 forbids it there).
        state = .escape
        take(byte, into: &tokens)
      }
    case .paste:
      buffer.append(byte)
      if byte == UInt8(ascii: "~"), buffer.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd) {
        tokens.append(.paste(Array(buffer.dropLast(Self.pasteEnd.count).prefix(Self.longestPaste))))
        state = .ground
      } else if buffer.count > 2 * Self.longestPaste {
        // Keep the beginning, and enough of the end to know the terminator.
        buffer.removeSubrange(Self.longestPaste..<(buffer.count - Self.pasteEnd.count))
      }
    }
  }

  private mutating func ground(_ byte: UInt8, into tokens: inout [InputToken]) {
    if byte < 0x80 {
      utf8 = []
      if byte == 0x1B {
        state = .escape
      } else if byte < 0x20 || byte == 0x7F {
        tokens.append(.control(byte))
      } else {
        tokens.append(.scalar(Unicode.Scalar(byte)))
      }
      return
    }
    if byte >= 0xC0 {
      utf8Length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      utf8 = [byte]
      return
    }
    guard !utf8.isEmpty else { return }
    utf8.append(byte)
    guard utf8.count == utf8Length else { return }
    if let text = String(validating: utf8, as: UTF8.self), let scalar = text.unicodeScalars.first, scalar.value >= 0xA0
    {
      tokens.append(.scalar(scalar))
    }
    utf8 = []
  }

  private mutating func afterEscape(_ byte: UInt8, into tokens: inout [InputToken]) {
    buffer = []
    switch byte {
    case UInt8(ascii: "["): state = .csi
    case UInt8(ascii: "O"): state = .ss3
    case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
      state = .string(byte)
    case 0x1B:
      // Escape twice: the first one was the key.
      tokens.append(.escape)
    default:
      state = .ground
      if byte >= 0x20, byte < 0x7F { tokens.append(.escaped(byte)) } else { ground(byte, into: &tokens) }
    }
  }

  private mutating func sequence(_ byte: UInt8, into tokens: inout [InputToken]) {
    switch byte {
    case 0x1B: state = .escape
    case 0x18, 0x1A: state = .ground
    case 0x20...0x3F:
      buffer.append(byte)
      if buffer.count > Self.longestSequence {
        state = .ignoredCSI
        buffer = []
      }
    case 0x40...0x7E:
      let ignored = state == .ignoredCSI
      state = .ground
      if !ignored { finishSequence(byte, into: &tokens) }
    case 0x80...:
      state = .ground
      ground(byte, into: &tokens)
    default: break
    }
  }

  private mutating func finishSequence(_ final: UInt8, into tokens: inout [InputToken]) {
    if buffer.isEmpty, final == UInt8(ascii: "[") {
      state = .console
    } else if buffer.isEmpty, final == UInt8(ascii: "M") {
      state = .oldMouse
    } else if final == UInt8(ascii: "~"), buffer == Array("200".utf8) {
      buffer = []
      state = .paste
    } else if let sequence = ControlSequence(buffer, final: final) {
      tokens.append(.csi(sequence))
    }
  }
}

/// Which key a token stands for.
enum KeyDecoder {
  /// A byte under 32, or 127.
  static func control(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x0D, 0x0A: return .enter
    case 0x09: return .tab
    case 0x08, 0x7F: return .backspace
    case 0x00: return .control(" ")
    case 0x1B: return .escape
    case 0x01...0x1A: return .control(Character(Unicode.Scalar(byte + 0x60)))
    case 0x1C...0x1F: return .control(Character(Unicode.Scalar(byte + 0x40)))
    default: return nil
    }
  }

  /// `ESC O` and this byte: cursor and function keys of the VT100's application mode, and its numeric keypad.
  static func ss3(_ byte: UInt8) -> Key? {
    switch byte {
    case UInt8(ascii: "M"): .enter
    case UInt8(ascii: "I"): .tab
    case UInt8(ascii: "X"): .character("=")
    case UInt8(ascii: "j")...UInt8(ascii: "y"): .character(Character(Unicode.Scalar(byte - 0x40)))
    default: cursor(byte)
    }
  }

  /// `ESC [ [` and this byte: F1 to F5 of the Linux console.
  static func console(_ byte: UInt8) -> Key? {
    (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(byte) ? .function(Int(byte - 0x40)) : nil
  }

  static func csi(_ sequence: ControlSequence) -> Key? {
    guard sequence.prefix == nil, sequence.intermediate == nil else { return nil }
    // Kitty's protocol: subparameter 3 of the modifiers is a key going up.
    if sequence.subparameters[1] == 3 { return nil }
    switch sequence.final {
    case UInt8(ascii: "Z"): return .backTab
    case UInt8(ascii: "u"): return code(sequence[0, default: 0], modifiers: sequence[1, default: 1])
    case UInt8(ascii: "~"):
      if sequence[0, default: 0] == 27 { return code(sequence[2, default: 0], modifiers: sequence[1, default: 1]) }
      return numbered(sequence[0, default: 0])
    // `CSI row ; column R` says where the cursor is; F3 has 1 and modifiers, or nothing.
    case UInt8(ascii: "R") where !sequence.parameters.isEmpty:
      return sequence[0, default: 1] == 1 && (2...16).contains(sequence[1, default: 1]) ? .function(3) : nil
    default: return cursor(sequence.final)
    }
  }

  private static func cursor(_ final: UInt8) -> Key? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "P"): .function(1)
    case UInt8(ascii: "Q"): .function(2)
    case UInt8(ascii: "R"): .function(3)
    case UInt8(ascii: "S"): .function(4)
    default: nil
    }
  }

  /// `CSI number ~`, the keys of the VT220; rxvt has its own numbers for Home and End.
  private static func numbered(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 4, 8: .end
    case 2: .insert
    case 3: .delete
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23, 24: .function(number - 12)
    default: nil
    }
  }

  /// A code point with modifiers: 1 plus 1 for Shift, 2 for Alt, 4 for Control.
  private static func code(_ code: Int, modifiers: Int) -> Key? {
    guard code > 0, let scalar = Unicode.Scalar(UInt32(clamping: code)) else { return nil }
    if code < 0x20 || code == 0x7F {
      let shifted = (modifiers - 1) & 1 != 0
      return code == 9 && shifted ? .backTab : control(UInt8(code))
    }
    guard code < 0x80 || code >= 0xA0, !(0xE000...0xF8FF).contains(code) else { return nil }
    if (modifiers - 1) & 4 != 0 {
      return String(scalar).lowercased().first.map { .control($0) }
    }
    return .character(Character(scalar))
  }
}

/// A CSI sequence as it came from the terminal (ECMA-48, section 5.4).
struct ControlSequence: Hashable, Sendable {
  /// `<`, `=`, `>` or `?` right after the bracket.
  var prefix: UInt8?
  /// The numbers between semicolons; nil where nothing stood. Of `a:b` only `a` is here.
  var parameters: [Int?] = []
  /// The first number after a colon, by the place of its parameter: the kind of key event in kitty's protocol.
  var subparameters: [Int: Int] = [:]
  var intermediate: UInt8?
  var final: UInt8

  subscript(index: Int, default standard: Int) -> Int {
    index < parameters.count ? parameters[index] ?? standard : standard
  }

  /// Reads the bytes between `ESC [` and the final one; nil if they are not a sequence.
  init?(_ bytes: [UInt8], final: UInt8) {
    self.final = final
    var rest = bytes[...]
    if let first = rest.first, (0x3C...0x3F).contains(first) {
      prefix = first
      rest.removeFirst()
    }
    if let last = rest.last, (0x20...0x2F).contains(last) {
      intermediate = last
      rest.removeLast()
    }
    guard !rest.isEmpty else { return }
    for field in rest.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
      let numbers = field.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      if numbers.count > 1, let second = Self.number(numbers[1]) { subparameters[parameters.count] = second }
      guard let first = numbers.first, !first.isEmpty else {
        parameters.append(nil)
        continue
      }
      guard let value = Self.number(first) else { return nil }
      parameters.append(value)
    }
  }

  /// A decimal number of at most seven digits; a minus sign is let through because kitty reports the mouse left of
  /// its window so.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var digits = digits
    let negative = digits.first == UInt8(ascii: "-")
    if negative { digits.removeFirst() }
    guard !digits.isEmpty, digits.count <= 7 else { return nil }
    var value = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value * 10 + Int(digit - 0x30)
    }
    return negative ? -value : value
  }
}

/// One piece of the terminal's byte stream.
enum InputToken: Hashable, Sendable {
  case scalar(Unicode.Scalar)
  /// A byte under 32, or 127.
  case control(UInt8)
  case escape
  /// `ESC` and a printable byte: a letter with Alt.
  case escaped(UInt8)
  case csi(ControlSequence)
  /// `ESC O` and a byte.
  case ss3(UInt8)
  /// `ESC [ [` and a byte: the function keys of the Linux console.
  case console(UInt8)
  /// `ESC [ M` and three bytes: the mouse in the encoding before 1006.
  case oldMouse(UInt8, UInt8, UInt8)
  /// The text between `ESC P` and the string terminator.
  case deviceControl([UInt8])
  /// The text between `ESC _` and the string terminator.
  case applicationCommand([UInt8])
  /// What stood between `ESC [200~` and `ESC [201~`.
  case paste([UInt8])
}

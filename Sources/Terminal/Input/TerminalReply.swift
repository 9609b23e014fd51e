/// What a terminal answers to a question; never a key press, however late it comes.
package enum TerminalReply: Hashable, Sendable {
  /// Primary device attributes, `CSI ? … c`. 4 means sixel, 29 a DEC locator.
  case attributes([Int])
  /// XTVERSION: name and version in the terminal's own words.
  case version(String)
  /// XTSMGRAPHICS: item 1 is the number of colour registers, 2 the largest sixel picture; status 0 is success.
  case graphics(item: Int, status: Int, values: [Int])
  /// The text area in pixels, `CSI 4 ; height ; width t`.
  case textArea(height: Int, width: Int)
  /// A cell in pixels, `CSI 6 ; height ; width t`.
  case cell(height: Int, width: Int)
  /// DECRQM: 1 set, 2 reset, 3 and 4 permanently so, 0 unknown.
  case mode(Int, state: Int)
  /// The answer to a query of kitty's graphics protocol; without a number from iTerm2.
  case kitty(number: Int?, isOK: Bool)
  /// DSR, `CSI 0 n`: the terminal works.
  case status

  init?(_ sequence: ControlSequence) {
    let values = sequence.parameters.map { $0 ?? 0 }
    switch (sequence.prefix, sequence.intermediate, sequence.final) {
    case (UInt8(ascii: "?"), nil, UInt8(ascii: "c")):
      self = .attributes(values)
    case (UInt8(ascii: "?"), nil, UInt8(ascii: "S")) where values.count >= 2:
      self = .graphics(item: values[0], status: values[1], values: Array(values.dropFirst(2)))
    case (UInt8(ascii: "?"), UInt8(ascii: "$"), UInt8(ascii: "y")) where values.count == 2:
      self = .mode(values[0], state: values[1])
    case (nil, nil, UInt8(ascii: "n")) where values == [0]:
      self = .status
    case (nil, nil, UInt8(ascii: "t")) where values.count == 3 && values[0] == 4:
      self = .textArea(height: values[1], width: values[2])
    case (nil, nil, UInt8(ascii: "t")) where values.count == 3 && values[0] == 6:
      self = .cell(height: values[1], width: values[2])
    default:
      return nil
    }
  }

  /// A device control string: only `> | name` is an answer to us.
  init?(deviceControl bytes: [UInt8]) {
    guard bytes.starts(with: Array(">|".utf8)) else { return nil }
    let name = String(decoding: bytes.dropFirst(2), as: UTF8.self)
    self = .version(String(name.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
  }

  /// An application program command: only `G keys ; words` is an answer to us.
  init?(applicationCommand bytes: [UInt8]) {
    guard bytes.first == UInt8(ascii: "G") else { return nil }
    let parts = bytes.dropFirst().split(separator: UInt8(ascii: ";"), maxSplits: 1, omittingEmptySubsequences: false)
    let words = parts.last.map { String(decoding: $0, as: UTF8.self) } ?? ""
    let keys = parts.count == 2 ? String(decoding: parts[0], as: UTF8.self).split(separator: ",") : []
    let number = keys.first { $0.hasPrefix("i=") }.flatMap { Int($0.dropFirst(2)) }
    self = .kitty(number: number, isOK: words == "OK")
  }
}

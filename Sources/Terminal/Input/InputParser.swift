/// Turns the bytes a terminal sends into events, however the reads split them.
///
/// What the terminal answers to questions is kept apart from keys for the whole run: an answer may come seconds late.
/// Nothing that arrives can crash the parser or hold up more than a bounded amount of memory.
package struct InputParser: Sendable {
  package enum Item: Hashable, Sendable {
    case event(InputEvent)
    case reply(TerminalReply)
  }

  private var scanner = InputScanner()
  private var mouse = MouseDecoder()

  package init() {}

  /// How mouse reports count: in pixels where `pixels` is true, else in cells.
  package mutating func measureMouse(cell: Capabilities.PixelSize, pixels: Bool) {
    precondition(cell.width > 0 && cell.height > 0, "a cell has a size")
    mouse.pixelCell = pixels ? cell : nil
    mouse.locatorCell = cell
  }

  /// Whether ``flush()`` should be called when no byte comes for about 50 ms.
  package var isPending: Bool { scanner.isPending }

  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
    read(bytes).compactMap(Self.event)
  }

  /// Tells the parser that nothing came for about 50 ms, so that a lone `ESC` byte was the Escape key.
  package mutating func flush() -> [InputEvent] {
    var tokens: [InputToken] = []
    scanner.flush(into: &tokens)
    return tokens.flatMap { items(for: $0) }.compactMap(Self.event)
  }

  /// Like ``feed(_:)``, with the terminal's answers among the events.
  package mutating func read(_ bytes: some Sequence<UInt8>) -> [Item] {
    var tokens: [InputToken] = []
    scanner.feed(bytes, into: &tokens)
    return tokens.flatMap { items(for: $0) }
  }

  /// The program was away: a button that was held is taken as released.
  package mutating func releaseMouse() -> [InputEvent] {
    mouse.lostRelease().map { .mouse($0) }
  }

  private static func event(_ item: Item) -> InputEvent? {
    if case .event(let event) = item { return event }
    return nil
  }

  private mutating func items(for token: InputToken) -> [Item] {
    switch token {
    case .scalar(let scalar): return character(scalar)
    case .control(let byte): return key(KeyDecoder.control(byte))
    case .escape: return key(.escape)
    case .escaped(let byte): return character(Unicode.Scalar(byte))
    case .ss3(let byte): return key(KeyDecoder.ss3(byte))
    case .console(let byte): return key(KeyDecoder.console(byte))
    case .oldMouse(let code, let x, let y): return events(mouse.old(code: code, x: x, y: y))
    case .paste(let bytes): return [.event(.paste(String(decoding: bytes, as: UTF8.self)))]
    case .deviceControl(let bytes): return TerminalReply(deviceControl: bytes).map { [.reply($0)] } ?? []
    case .applicationCommand(let bytes):
      return TerminalReply(applicationCommand: bytes).map { [.reply($0)] } ?? []
    case .csi(let sequence): return items(for: sequence)
    }
  }

  private mutating func items(for sequence: ControlSequence) -> [Item] {
    if let reply = TerminalReply(sequence) { return [.reply(reply)] }
    switch (sequence.prefix, sequence.intermediate, sequence.final) {
    case (UInt8(ascii: "<"), nil, UInt8(ascii: "M")), (UInt8(ascii: "<"), nil, UInt8(ascii: "m")):
      guard sequence.parameters.count == 3 else { return [] }
      return events(
        mouse.sgr(
          code: sequence[0, default: -1], x: sequence[1, default: 1], y: sequence[2, default: 1],
          released: sequence.final == UInt8(ascii: "m")))
    case (nil, UInt8(ascii: "&"), UInt8(ascii: "w")):
      guard sequence.parameters.count >= 4 else { return [] }
      return events(
        mouse.locator(
          event: sequence[0, default: 0], buttons: sequence[1, default: 0], row: sequence[2, default: 1],
          column: sequence[3, default: 1]))
    case (nil, nil, UInt8(ascii: "I")) where sequence.parameters.isEmpty: return [.event(.focus(true))]
    case (nil, nil, UInt8(ascii: "O")) where sequence.parameters.isEmpty: return [.event(.focus(false))]
    default: return key(KeyDecoder.csi(sequence))
    }
  }

  private func character(_ scalar: Unicode.Scalar) -> [Item] {
    guard let keys = HangulKeys.keys(for: scalar) else { return key(.character(Character(scalar))) }
    return keys.flatMap { key(.character($0)) }
  }

  private func key(_ key: Key?) -> [Item] { key.map { [.event(.key($0))] } ?? [] }

  private func events(_ mouse: [MouseEvent]) -> [Item] { mouse.map { .event(.mouse($0)) } }
}

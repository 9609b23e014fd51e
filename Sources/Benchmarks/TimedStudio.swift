import Glibc
import PseudoTerminal

/// The studio itself on a pseudo-terminal that shows sixel pictures, for measurements from outside.
final class TimedStudio {
  /// Why nothing could be measured.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  let terminal: PseudoTerminal
  private let process: pid_t

  static let cell = (width: 10, height: 20)
  /// What foot answers: sixels, the mouse in pixels, whole frames.
  private static let answers =
    "\u{1B}P>|foot(1.13.1)\u{1B}\\\u{1B}[?1;0;1024S\u{1B}[?2;0;10000;10000S\u{1B}[6;20;10t\u{1B}[?1016;2$y"
    + "\u{1B}[?2026;2$y\u{1B}[?62;4;22c"

  /// - Parameters:
  ///   - program: the program's file.
  ///   - opened: a word that is on the screen once the studio has opened.
  init(
    _ program: String, _ arguments: [String], _ environment: [String: String], columns: Int, rows: Int, opened: String
  ) throws {
    terminal = try PseudoTerminal(
      columns: columns, rows: rows, cellWidth: Self.cell.width, cellHeight: Self.cell.height)
    process = try terminal.spawn(program, arguments, environment: environment)
    guard Self.wait(for: "\u{1B}[c", on: terminal, milliseconds: 10_000) != nil else {
      throw Failure(description: "The studio did not ask what the terminal can do, so nothing was measured.")
    }
    terminal.write(Self.answers)
    guard Self.wait(for: opened, on: terminal, milliseconds: 20_000) != nil else {
      throw Failure(description: "The studio did not open, so nothing was measured.")
    }
  }

  deinit {
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  /// The places of the complete sixel pictures among what a program wrote, and where each ends there: each follows a
  /// movement of the cursor, and says how large it is.
  static func pictures(in bytes: [UInt8]) -> [(x: Range<Int>, y: Range<Int>, end: Int)] {
    var found: [(x: Range<Int>, y: Range<Int>, end: Int)] = []
    var rest = bytes[...]
    while let start = firstIndex(of: "\u{1B}P", in: rest), let end = firstIndex(of: "\u{1B}\\", in: rest[start...]) {
      let picture = rest[start..<end]
      let before = rest[..<start]
      rest = rest[(end + 2)...]
      guard let quote = picture.firstIndex(of: UInt8(ascii: "\"")), before.last == UInt8(ascii: "H"),
        let bracket = before.lastIndex(of: UInt8(ascii: "["))
      else { continue }
      let size = numbers(picture[(quote + 1)...])
      let place = numbers(before[(bracket + 1)...])
      guard size.count == 4, place.count == 2 else { continue }
      let (left, top) = ((place[1] - 1) * cell.width, (place[0] - 1) * cell.height)
      found.append((left..<(left + size[2]), top..<(top + size[3]), end + 2))
    }
    return found
  }

  /// Numbers between semicolons, up to the first other character.
  private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int] {
    let digits = bytes.prefix { (0x30...0x3B).contains($0) }
    return digits.split(separator: UInt8(ascii: ";")).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
  }

  private static func firstIndex(of text: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let wanted = Array(text.utf8)
    guard bytes.count >= wanted.count else { return nil }
    return (bytes.startIndex...(bytes.endIndex - wanted.count)).first { start in
      bytes[start] == wanted[0] && bytes[start..<(start + wanted.count)].elementsEqual(wanted)
    }
  }

  /// Takes what the studio writes for some time.
  static func drain(_ terminal: PseudoTerminal, microseconds: UInt64) {
    let end = now() + Double(microseconds) / 1000
    while true {
      let rest = end - now()
      guard rest > 0, terminal.read(timeout: max(1, Int(rest))) != nil else { return }
    }
  }

  /// Milliseconds until a text has been written; nil if it is not in time.
  static func wait(for text: String, on terminal: PseudoTerminal, milliseconds: Double) -> Double? {
    let start = now()
    var tail: [UInt8] = []
    while now() - start < milliseconds {
      guard let bytes = terminal.read(timeout: 50) else { return nil }
      tail += bytes
      if firstIndex(of: text, in: tail[...]) != nil { return now() - start }
      tail = Array(tail.suffix(text.utf8.count - 1))
    }
    return nil
  }

  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }
}

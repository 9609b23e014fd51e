import Glibc
import PseudoTerminal

/// How long the studio takes from a key press to the changed screen, and from a movement of the mouse to the ink, while
/// pictures are being made without pause.
///
/// The program itself runs on a pseudo-terminal with live translation. Strokes by mouse keep the queue busy; between
/// them the tool is changed by key, and the time runs until the new tool's name has been drawn again. Where the terminal
/// shows sixel pictures, the time of every movement with the button held runs until a piece of the canvas with the
/// pointer's place in it has arrived, whole.
package struct EchoLatency: Sendable {
  /// Milliseconds from key to screen, sorted.
  package let keys: Times
  /// Milliseconds from movement to pixels.
  package let ink: Times

  /// Times in milliseconds.
  package struct Times: Sendable {
    private let sorted: [Double]

    init(_ times: [Double]) { sorted = times.sorted() }

    package var count: Int { sorted.count }
    package var median: Double { sorted[sorted.count / 2] }
    package var most: Double { sorted[sorted.count - 1] }
    /// The 99th percentile: the least time that at least 99 of 100 do not exceed.
    package var percentile99: Double { sorted[min(sorted.count - 1, (sorted.count * 99 + 99) / 100 - 1)] }
  }

  /// Why nothing could be measured.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  private static let columns = 160
  private static let rows = 50
  private static let cell = (width: 10, height: 20)
  /// What foot answers: sixels, the mouse in pixels, whole frames.
  private static let answers =
    "\u{1B}P>|foot(1.13.1)\u{1B}\\\u{1B}[?1;0;1024S\u{1B}[?2;0;10000;10000S\u{1B}[6;20;10t\u{1B}[?1016;2$y"
    + "\u{1B}[?2026;2$y\u{1B}[?62;4;22c"

  /// - Parameters:
  ///   - program: the program's file.
  ///   - arguments: those that open the studio in English with live translation and a gallery that may be written to.
  ///   - count: how many key presses and how many movements to time, at least one.
  package init(program: String, arguments: [String], environment: [String: String], count: Int) throws {
    precondition(count > 0, "nothing to time")
    let terminal = try PseudoTerminal(
      columns: Self.columns, rows: Self.rows, cellWidth: Self.cell.width, cellHeight: Self.cell.height)
    let process = try terminal.spawn(program, arguments, environment: environment)
    defer {
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    guard Self.wait(for: "\u{1B}[c", on: terminal, milliseconds: 10_000) != nil else {
      throw Failure(description: "The studio did not ask what the terminal can do, so nothing was measured.")
    }
    terminal.write(Self.answers)
    guard Self.wait(for: "Eraser", on: terminal, milliseconds: 20_000) != nil else {
      throw Failure(description: "The studio did not open, so nothing was measured.")
    }
    // The first screen is not an echo.
    while terminal.read(timeout: 300)?.isEmpty == false {}
    var random = UInt64(0x9E37_79B9)
    var keys: [Double] = []
    var ink: [Double] = []
    var number = 0
    while keys.count < count || ink.count < count {
      let times = try Self.drag(on: terminal, number: number)
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      Self.drain(terminal, microseconds: 2_000 + random >> 33 % 40_000)
      let isEven = number.isMultiple(of: 2)
      terminal.write(isEven ? "e" : "p")
      guard let time = Self.wait(for: isEven ? "Eraser" : "Pencil", on: terminal, milliseconds: 5_000) else {
        throw Failure(description: "The studio did not answer a key within five seconds.")
      }
      if number >= Self.warmUp {
        keys.append(time)
        ink += times
      }
      number += 1
    }
    self.keys = Times(keys)
    self.ink = Times(ink)
  }

  /// Uncounted strokes at the beginning, while weights are loaded and plans made.
  private static let warmUp = 20

  /// A stroke somewhere in the middle of the canvas, some movements of the mouse, each as long after the one before as a
  /// hand needs. Returns how long each took to become ink; none for the eraser, which often finds nothing to erase.
  private static func drag(on terminal: PseudoTerminal, number: Int) throws -> [Double] {
    // In pixels, as the terminal said that it can.
    var x = 420 + number * 53 % 240
    var y = 320 + number * 37 % 260
    let isPencil = number.isMultiple(of: 2)
    terminal.write("\u{1B}[<0;\(x);\(y)M")
    drain(terminal, microseconds: 12_000)
    var times: [Double] = []
    for step in 0..<8 {
      x += 9 + step % 3 * 4
      y += number % 5 * 3 - 6
      terminal.write("\u{1B}[<32;\(x);\(y)M")
      guard isPencil else {
        drain(terminal, microseconds: 12_000)
        continue
      }
      guard let time = waitForInk(x: x - 1, y: y - 1, on: terminal, milliseconds: 5_000) else {
        throw Failure(description: "No ink followed the mouse within five seconds.")
      }
      times.append(time)
      drain(terminal, microseconds: 12_000)
    }
    terminal.write("\u{1B}[<0;\(x);\(y)m")
    return times
  }

  /// Milliseconds until a sixel picture that covers a pixel of the screen has arrived to its end.
  private static func waitForInk(x: Int, y: Int, on terminal: PseudoTerminal, milliseconds: Double) -> Double? {
    let start = now()
    var bytes: [UInt8] = []
    while now() - start < milliseconds {
      guard let new = terminal.read(timeout: 50) else { return nil }
      bytes += new
      if pictures(in: bytes).contains(where: { $0.x.contains(x) && $0.y.contains(y) }) { return now() - start }
    }
    return nil
  }

  /// The places of the complete sixel pictures among what a program wrote: each follows a movement of the cursor, and
  /// says how large it is.
  private static func pictures(in bytes: [UInt8]) -> [(x: Range<Int>, y: Range<Int>)] {
    var found: [(x: Range<Int>, y: Range<Int>)] = []
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
      found.append((left..<(left + size[2]), top..<(top + size[3])))
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
  private static func drain(_ terminal: PseudoTerminal, microseconds: UInt64) {
    let end = now() + Double(microseconds) / 1000
    while true {
      let rest = end - now()
      guard rest > 0, terminal.read(timeout: max(1, Int(rest))) != nil else { return }
    }
  }

  /// Milliseconds until a text has been written; nil if it is not in time.
  private static func wait(for text: String, on terminal: PseudoTerminal, milliseconds: Double) -> Double? {
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

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }
}

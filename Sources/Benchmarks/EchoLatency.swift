import Glibc
import PseudoTerminal

/// How long the studio takes from a key press to the changed screen while pictures are being made without pause.
///
/// The program itself runs on a pseudo-terminal with live translation. Strokes by mouse keep the queue busy; between
/// them the tool is changed by key, and the time runs until the new tool's name has been drawn again.
package struct EchoLatency: Sendable {
  /// Milliseconds from key to screen, sorted.
  package let milliseconds: [Double]

  package var median: Double { milliseconds[milliseconds.count / 2] }

  /// The 99th percentile: the least time that at least 99 of 100 key presses do not exceed.
  package var percentile99: Double {
    milliseconds[min(milliseconds.count - 1, (milliseconds.count * 99 + 99) / 100 - 1)]
  }

  /// Why nothing could be measured.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  private static let columns = 160
  private static let rows = 50

  /// - Parameters:
  ///   - program: the program's file.
  ///   - arguments: those that open the studio in English with live translation and a gallery that may be written to.
  ///   - keys: how many key presses to time, at least one.
  package init(program: String, arguments: [String], environment: [String: String], keys: Int) throws {
    precondition(keys > 0, "nothing to time")
    let terminal = try PseudoTerminal(columns: Self.columns, rows: Self.rows)
    let process = try terminal.spawn(program, arguments, environment: environment)
    defer {
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    guard Self.wait(for: "Eraser", on: terminal, milliseconds: 20_000) != nil else {
      throw Failure(description: "The studio did not open, so nothing was measured.")
    }
    // The first screen is not an echo.
    while terminal.read(timeout: 300)?.isEmpty == false {}
    var random = UInt64(0x9E37_79B9)
    var times: [Double] = []
    for index in 0..<(keys + Self.warmUp) {
      Self.drag(on: terminal, number: index)
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      Self.drain(terminal, microseconds: 2_000 + random >> 33 % 40_000)
      let isEven = index.isMultiple(of: 2)
      terminal.write(isEven ? "e" : "p")
      guard let time = Self.wait(for: isEven ? "Eraser" : "Pencil", on: terminal, milliseconds: 5_000) else {
        throw Failure(description: "The studio did not answer a key within five seconds.")
      }
      if index >= Self.warmUp { times.append(time) }
    }
    milliseconds = times.sorted()
  }

  /// Uncounted key presses at the beginning, while weights are loaded and plans made.
  private static let warmUp = 20

  /// A short stroke somewhere in the middle of the canvas.
  private static func drag(on terminal: PseudoTerminal, number: Int) {
    let row = 15 + number % 17
    let column = 40 + number * 7 % 23
    terminal.write("\u{1B}[<0;\(column);\(row)M\u{1B}[<32;\(column + 4);\(row + 1)M\u{1B}[<0;\(column + 4);\(row + 1)m")
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
    let wanted = Array(text.utf8)
    var tail: [UInt8] = []
    while now() - start < milliseconds {
      guard let bytes = terminal.read(timeout: 50) else { return nil }
      tail += bytes
      if contains(tail, wanted) { return now() - start }
      tail = Array(tail.suffix(wanted.count - 1))
    }
    return nil
  }

  private static func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
    guard bytes.count >= wanted.count else { return false }
    return (0...(bytes.count - wanted.count)).contains { start in
      bytes[start] == wanted[0] && bytes[start..<(start + wanted.count)].elementsEqual(wanted)
    }
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }
}

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

  /// - Parameters:
  ///   - program: the program's file.
  ///   - arguments: those that open the studio in English with live translation and a gallery that may be written to.
  ///   - count: how many key presses and how many movements to time, at least one.
  package init(program: String, arguments: [String], environment: [String: String], count: Int) throws {
    precondition(count > 0, "nothing to time")
    let studio = try TimedStudio(program, arguments, environment, columns: 160, rows: 50, opened: "Eraser")
    let terminal = studio.terminal
    // The first screen is not an echo.
    while terminal.read(timeout: 300)?.isEmpty == false {}
    var random = UInt64(0x9E37_79B9)
    var keys: [Double] = []
    var ink: [Double] = []
    var number = 0
    while keys.count < count || ink.count < count {
      let times = try Self.drag(on: terminal, number: number)
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      TimedStudio.drain(terminal, microseconds: 2_000 + random >> 33 % 40_000)
      let isEven = number.isMultiple(of: 2)
      terminal.write(isEven ? "e" : "p")
      guard let time = TimedStudio.wait(for: isEven ? "Eraser" : "Pencil", on: terminal, milliseconds: 5_000) else {
        throw TimedStudio.Failure(description: "The studio did not answer a key within five seconds.")
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
    TimedStudio.drain(terminal, microseconds: 12_000)
    var times: [Double] = []
    for step in 0..<8 {
      x += 9 + step % 3 * 4
      y += number % 5 * 3 - 6
      terminal.write("\u{1B}[<32;\(x);\(y)M")
      guard isPencil else {
        TimedStudio.drain(terminal, microseconds: 12_000)
        continue
      }
      guard let time = waitForInk(x: x - 1, y: y - 1, on: terminal, milliseconds: 5_000) else {
        throw TimedStudio.Failure(description: "No ink followed the mouse within five seconds.")
      }
      times.append(time)
      TimedStudio.drain(terminal, microseconds: 12_000)
    }
    terminal.write("\u{1B}[<0;\(x);\(y)m")
    return times
  }

  /// Milliseconds until a sixel picture that covers a pixel of the screen has arrived to its end.
  private static func waitForInk(x: Int, y: Int, on terminal: PseudoTerminal, milliseconds: Double) -> Double? {
    let start = TimedStudio.now()
    var bytes: [UInt8] = []
    while TimedStudio.now() - start < milliseconds {
      guard let new = terminal.read(timeout: 50) else { return nil }
      bytes += new
      let pictures = TimedStudio.pictures(in: bytes)
      if pictures.contains(where: { $0.x.contains(x) && $0.y.contains(y) }) { return TimedStudio.now() - start }
    }
    return nil
  }
}

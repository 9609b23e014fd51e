import PseudoTerminal

/// How many pictures an audience sees while somebody draws without pause.
///
/// The studio runs for an audience in a window of 200×60 cells; a pointer draws one line after the other, and every
/// picture that arrives whole in the picture's frame is counted with its time.
package struct PresenterPace: Sendable {
  /// Pictures a minute.
  package let perMinute: Double
  /// Number of pictures counted.
  package let pictures: Int
  /// Milliseconds from one picture to the next, sorted.
  package let pauses: EchoLatency.Times

  /// Milliseconds.
  private static let patience = 60_000.0
  private static let columns = 200
  private static let rows = 60

  /// - Parameters:
  ///   - arguments: those that open the studio for an audience.
  ///   - seconds: how long to draw, at most a minute.
  package init(program: String, arguments: [String], environment: [String: String], seconds: Double) throws {
    let studio = try TimedStudio(
      program, arguments, environment, columns: Self.columns, rows: Self.rows, opened: "Esc")
    let terminal = studio.terminal
    while terminal.read(timeout: 300)?.isEmpty == false {}
    var watcher = Watcher()
    // A first shape, until its picture is there: weights are loaded and plans made.
    var number = 0
    let patience = TimedStudio.now() + Self.patience
    while watcher.times.count < 2 {
      guard TimedStudio.now() < patience else {
        throw TimedStudio.Failure(description: "No picture came within a minute, so nothing was measured.")
      }
      Self.drawLine(number, on: terminal, &watcher)
      number += 1
    }
    watcher.times = []
    let start = TimedStudio.now()
    // A machine that is busy may take longer for the two pictures that a pause needs.
    while TimedStudio.now() - start < (watcher.times.count < 2 ? Self.patience : seconds * 1000) {
      // A page that grows too full is not what an audience sees.
      if number % 12 == 0 { terminal.write("n") }
      Self.drawLine(number, on: terminal, &watcher)
      number += 1
    }
    let times = watcher.times
    guard times.count > 1 else {
      throw TimedStudio.Failure(description: "Hardly any picture came, so nothing was measured.")
    }
    pictures = times.count
    perMinute = Double(times.count) / (TimedStudio.now() - start) * 60_000
    pauses = EchoLatency.Times(zip(times.dropFirst(), times).map { $0 - $1 })
  }

  /// A part of a large ring, as fast as a hand draws: half a second.
  private static func drawLine(_ number: Int, on terminal: PseudoTerminal, _ watcher: inout Watcher) {
    // Places on an octagon in the left half, in pixels.
    let corners = [(500, 250), (700, 330), (780, 560), (700, 790), (500, 870), (300, 790), (220, 560), (300, 330)]
    let (from, to) = (corners[number % 8], corners[(number + 1) % 8])
    let inset = number / 8 % 3 * 60
    func place(_ share: Int) -> String {
      let x = from.0 + (to.0 - from.0) * share / 10
      let y = from.1 + (to.1 - from.1) * share / 10
      return "\(x + (500 - x) * inset / 300);\(y + (560 - y) * inset / 300)"
    }
    terminal.write("\u{1B}[<0;\(place(0))M")
    for step in 1...10 {
      watcher.watch(terminal, milliseconds: 45)
      terminal.write("\u{1B}[<32;\(place(step))M")
    }
    watcher.watch(terminal, milliseconds: 45)
    terminal.write("\u{1B}[<0;\(place(10))m")
  }

  /// Looks for pictures in what the studio writes.
  private struct Watcher {
    /// When pictures were there, in milliseconds.
    var times: [Double] = []
    private var bytes: [UInt8] = []

    /// Takes what comes in so many milliseconds.
    mutating func watch(_ terminal: PseudoTerminal, milliseconds: Double) {
      let end = TimedStudio.now() + milliseconds
      while true {
        let rest = end - TimedStudio.now()
        guard rest > 0, let new = terminal.read(timeout: max(1, Int(rest))) else { return }
        bytes += new
        let found = TimedStudio.pictures(in: bytes)
        guard let last = found.last else { continue }
        // The canvas is sent in pieces and lies in the left half.
        let middle = PresenterPace.columns * TimedStudio.cell.width / 2
        times += found.filter { $0.x.lowerBound >= middle && $0.y.count > 400 }.map { _ in TimedStudio.now() }
        bytes = Array(bytes[last.end...])
      }
    }
  }
}

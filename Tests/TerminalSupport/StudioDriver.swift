import Foundation
import Support

/// The real studio on an emulated terminal, driven by key presses and mouse bytes.
package final class StudioDriver {
  package let terminal: EmulatedTerminal
  package let process: pid_t
  /// The terminal's settings before the studio took it over.
  package let originalSettings: termios
  private let profile: TerminalProfile

  /// Opens the studio and waits until its first screen is there. A user who has never drawn is shown first what can be
  /// drawn; unless that is waited for, Escape leads on to the canvas.
  ///
  /// - Parameters:
  ///   - program: the user and where the program is.
  ///   - executable: another program, such as a shell that starts it.
  ///   - waitFor: a text of the first screen.
  package init(
    _ program: Program, arguments: [String] = [], columns: Int = 80, rows: Int = 24,
    profile: TerminalProfile = .xtermSixel, environment changes: [String: String] = [:],
    executable: String = Program.path, waitFor text: String? = "Magic"
  ) throws {
    terminal = try EmulatedTerminal(columns: columns, rows: rows, profile: profile)
    self.profile = profile
    originalSettings = terminal.device.settings
    process = try terminal.device.spawn(
      executable, arguments, environment: program.environment.merging(changes) { $1 })
    guard let text else { return }
    let welcome = ["What to draw?", "뭘 그릴까요?"].filter { $0 != text }
    func isWelcome(_ model: ScreenModel) -> Bool { welcome.contains { model.text.contains($0) } }
    _ = terminal.wait { $0.text.contains(text) || isWelcome($0) }
    if isWelcome(terminal.model) { type("\u{1B}") }
    if !terminal.wait(until: { $0.text.contains(text) }) {
      throw Failure(description: "no \(text) on the screen:\n\(terminal.model.text)")
    }
  }

  deinit {
    kill(process, SIGKILL)
    // A child that nobody waits for would keep the test library's own watch over children busy for ever.
    var status: Int32 = 0
    waitpid(process, &status, 0)
    terminal.close()
  }

  package struct Failure: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) {
      self.description = description
    }
  }

  package var text: String { terminal.model.text }

  package func type(_ keys: String) { terminal.send(keys) }

  /// Waits for a text; throws with the whole screen when it does not come.
  package func expect(_ text: String, milliseconds: Int = 20_000) throws {
    if !terminal.wait(milliseconds: milliseconds, until: { $0.text.contains(text) }) {
      throw Failure(description: "no \(text) on the screen:\n\(self.text)")
    }
  }

  /// Presses the left button at the first place, moves through the others, and lets go at the last unless `holding`.
  package func drag(_ places: [(Double, Double)], holding: Bool = false) {
    for (index, place) in places.enumerated() { mouse(index == 0 ? 0 : 32, place, "M") }
    if !holding, let last = places.last { mouse(0, last, "m") }
  }

  package func click(_ column: Double, _ row: Double) { drag([(column, row)]) }

  private func mouse(_ button: Int, _ place: (Double, Double), _ end: String) {
    // Cells count from 1; pixels likewise. Like a terminal, this reports what it was asked for: a studio whose questions
    // were answered late asks for cells.
    let reportsPixels = terminal.model.modes.contains(1016)
    let x = Int(place.0 * (reportsPixels ? Double(profile.cellWidth) : 1)) + 1
    let y = Int(place.1 * (reportsPixels ? Double(profile.cellHeight) : 1)) + 1
    terminal.send("\u{1B}[<\(button);\(x);\(y)\(end)")
  }
}

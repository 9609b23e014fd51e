import Foundation
import PseudoTerminal
import Studio
import Support
import Terminal
import TerminalSupport
import Testing

/// What is left when the program ends without being asked.
@Suite(.serialized, .ownThread) struct SurvivalTests {
  private let program: Program

  init() throws { program = try Program() }

  private var journal: String { program.path(".local/state/aicanvas/journal") }

  @Test(arguments: [0, 1, 4]) func finishedStrokesSurviveSIGKILL(count: Int) throws {
    let studio = try StudioDriver(program)
    for index in 0..<count {
      let row = 4 + Double(index) * 2
      studio.drag([(20, row), (30, row), (40, row + 1)])
    }
    // In the middle of one more stroke, the program is killed.
    studio.drag([(20, 14), (30, 14), (35, 12)], holding: true)
    try waitForStrokes(count)
    kill(studio.process, SIGKILL)
    #expect(PseudoTerminal.wait(for: studio.process) == .killed(signal: SIGKILL))
    let again = try StudioDriver(program, waitFor: count == 0 ? "Draw here" : "Welcome back")
    if count > 0 {
      again.type("\r")
      try again.expect("Here is your drawing")
      // Going on with it keeps every finished stroke, and only those.
      kill(again.process, SIGKILL)
      #expect(PseudoTerminal.wait(for: again.process) == .killed(signal: SIGKILL))
      let drawing = try #require(try Journal(folder: journal).recover())
      #expect(drawing.finishedStrokes.count == count)
      for (index, stroke) in drawing.finishedStrokes.enumerated() {
        #expect(stroke.points.count >= 2)
        if index > 0 {
          #expect(stroke.points[0].y > drawing.finishedStrokes[index - 1].points[0].y)
        }
      }
    }
  }

  /// Lets the program read all mouse bytes: its journal then holds as many strokes as were finished.
  private func waitForStrokes(_ count: Int) throws {
    for _ in 0..<400 {
      let files = (try? FileManager.default.contentsOfDirectory(atPath: journal)) ?? []
      let strokes = files.reduce(0) { sum, name in
        let text = (try? String(contentsOfFile: journal + "/" + name, encoding: .utf8)) ?? ""
        return sum + text.components(separatedBy: "\"stroke\"").count - 1
      }
      if strokes >= count { break }
      usleep(10_000)
    }
    usleep(100_000)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGILL, SIGTRAP, SIGBUS, SIGFPE])
  func everyTerminatingSignalRestoresTheTerminal(signal: Int32) throws {
    let studio = try StudioDriver(program)
    let settings = studio.originalSettings
    #expect(studio.terminal.model.modes.contains(1002))
    #expect(studio.terminal.device.settings.c_lflag & UInt32(ECHO) == 0)
    kill(studio.process, signal)
    let status = try #require(PseudoTerminal.wait(for: studio.process))
    #expect(status == .killed(signal: signal))
    // The cursor, mode 25, is shown again.
    let others: Set = [1000, 1002, 1003, 1006, 1016, 1049, 2004, 2026]
    #expect(studio.terminal.wait { $0.modes.isDisjoint(with: others) && $0.modes.contains(25) })
    let restored = studio.terminal.device.settings
    #expect(restored.c_lflag == settings.c_lflag && restored.c_iflag == settings.c_iflag)
    #expect(restored.c_oflag == settings.c_oflag)
  }

  /// Under a shell with job control: alone in its session, a program cannot be stopped from its terminal.
  @Test func suspendAndContinue() throws {
    let terminal = try EmulatedTerminal(profile: .xtermSixel)
    defer { terminal.close() }
    let script = "set -m; \"$0\" --domain panda; echo asleep; read answer; fg; echo over"
    let shell = try terminal.device.spawn(
      "/bin/sh", ["-c", script, Program.path], environment: program.environment)
    defer {
      kill(shell, SIGKILL)
      var status: Int32 = 0
      waitpid(shell, &status, 0)
    }
    #expect(terminal.wait { $0.text.contains("Draw here") })
    terminal.send("\u{1A}")
    #expect(terminal.wait { $0.text.contains("asleep") && !$0.modes.contains(1002) && $0.modes.contains(25) })
    terminal.send("\n")
    #expect(terminal.wait { $0.text.contains("Draw here") && $0.modes.contains(1002) })
    terminal.send("q")
    #expect(terminal.wait { $0.text.contains("over") && !$0.modes.contains(1002) })
  }
}

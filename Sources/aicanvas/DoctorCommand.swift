import ArgumentParser
import Foundation
import Generation
import Studio
import Terminal

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tell what this terminal can do, and how to switch on what it cannot.",
    discussion: """
      Asks the terminal itself: pictures, colours, the mouse and whether it tells pixels, the size of a cell; and tells \
      why pictures are shown as they are. Without a terminal it tells what the environment says. Checkpoints that cannot \
      be used are named too.

      EXAMPLES
        aicanvas doctor
        aicanvas doctor --reset                 # after a program was killed
      """)

  @Flag(help: "Put right a terminal that a killed program left in disorder.")
  var reset = false

  @OptionGroup var graphics: GraphicsOptions

  func run() throws {
    if reset {
      FileHandle.standardOutput.write(Data(Doctor.reset.utf8))
      return
    }
    // What is wrong with checkpoints needs no terminal to be told.
    let problems = DomainCatalogue.installed().domains.compactMap(\.problem)
    for problem in problems { Console.say("Cannot be used: \(problem)") }
    let settings = Settings.read(StoragePaths().settings).settings
    let environment = TerminalEnvironment.current(
      characters: settings.trustedCharacters(ascii: false), graphics: graphics.wanted(settings))
    Console.say(try report(environment).joined(separator: "\n"))
  }

  private func report(_ environment: TerminalEnvironment) throws(TerminalError) -> [String] {
    do {
      return Doctor.report(try Capabilities.detect(environment: environment))
    } catch .notATerminal, .dumb {
      return Doctor.report(without: environment)
    }
  }
}

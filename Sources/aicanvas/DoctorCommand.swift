import ArgumentParser
import Foundation
import Terminal

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tell what this terminal can do, and how to switch on what it cannot.",
    discussion: """
      Asks the terminal itself: colours, sixel pictures, the mouse and whether it tells pixels, the size of a cell.

      EXAMPLES
        aicanvas doctor
        aicanvas doctor --reset                 # after a program was killed
      """)

  @Flag(help: "Put right a terminal that a killed program left in disorder.")
  var reset = false

  func run() throws {
    if reset {
      FileHandle.standardOutput.write(Data(Doctor.reset.utf8))
      return
    }
    print(Doctor.report(try Capabilities.detect()).joined(separator: "\n"))
  }
}

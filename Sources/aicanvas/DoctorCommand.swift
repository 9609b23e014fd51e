import ArgumentParser
import Foundation
import Terminal

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tell what this terminal can do, and how to switch on what it cannot.")

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

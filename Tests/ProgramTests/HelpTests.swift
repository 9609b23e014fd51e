import Foundation
import Support
import TerminalSupport
import Testing

/// What the command line tells about itself.
@Suite(.ownThread) struct HelpTests {
  private let program: Program

  init() throws { program = try Program() }

  private static let commands: [[String]] = [
    [], ["studio"], ["translate"], ["domains"], ["gallery", "list"], ["gallery", "verify"], ["gallery", "export"],
    ["gallery", "import"], ["gallery", "backup"], ["class"], ["class", "serve"], ["evaluate"], ["bench"], ["doctor"],
    ["serve"],
    ["surprise"], ["upscale"], ["export-model"], ["import-model"],
  ]

  @Test(arguments: commands) func everyCommandExplainsItself(_ command: [String]) throws {
    let help = try program.run(arguments: command + ["--help"])
    #expect(help.status == 0 && help.errors.isEmpty)
    #expect(help.output.contains("OVERVIEW:") && help.output.contains("USAGE: aicanvas"))
    // An example under its heading, not broken into two lines.
    #expect(help.output.contains("EXAMPLES\n  aicanvas"))
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func completions(_ shell: String) throws {
    let script = try program.run("--generate-completion-script", shell)
    #expect(script.status == 0 && script.output.contains("backup") && script.output.contains("reduced-motion"))
  }

  @Test func aClassAndAGalleryAreOneTooMany() throws {
    let result = try program.run("--class", "a", "--gallery", "b")
    #expect(result.status == 64 && result.errors.contains("--class and --gallery"))
  }

  @Test func settingsNameTheGalleryWhateverElseIsInThem() throws {
    try FileManager.default.createDirectory(atPath: program.path(".config/aicanvas"), withIntermediateDirectories: true)
    try Data(#"{"gallery": "\#(program.path("mine"))", "threads": "many"}"#.utf8).write(
      to: URL(fileURLWithPath: program.path(".config/aicanvas/settings.json")))
    let listed = try program.run("gallery", "verify")
    #expect(listed.status == 0)
    #expect(FileManager.default.fileExists(atPath: program.path("mine/gallery.sqlite")))
  }
}

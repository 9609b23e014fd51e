import Foundation
import Generation
import Networks
import Pictures
import Studio
import Support
import TerminalSupport
import Testing

/// The real program among files of people who mean no good.
@Suite(.ownThread) struct HostileFilesTests {
  private let program: Program

  init() throws { program = try Program() }

  private static let title = "\u{1B}]0;owned\u{7}"

  /// Neither an escape nor another command to the terminal.
  private func expectHarmless(_ outcome: Program.Outcome, sourceLocation: SourceLocation = #_sourceLocation) {
    for text in [outcome.output, outcome.errors] {
      let commands = text.unicodeScalars.filter {
        ($0.value < 0x20 && $0 != "\n" && $0 != "\t") || (0x7F...0x9F).contains($0.value)
      }
      #expect(commands.isEmpty, "\(text)", sourceLocation: sourceLocation)
    }
  }

  private func write(_ text: String, _ name: String) throws {
    let path = program.path(name)
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  @Test func namesAndCardsOfCheckpoints() throws {
    let folder = StoragePaths(environment: program.environment).checkpoints
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let architecture = GeneratorArchitecture.resNet(ResNetGenerator(inputChannels: 5, width: 1, blocks: 0))
    var card = ModelCard(
      architecture: architecture, nativeSize: 64, domain: "odd",
      titles: ModelCard.Titles(en: Self.title + String(repeating: "x", count: 100_000), ko: "\u{9B}31m"))
    card.limitations = [Self.title]
    card.data = [ModelCard.DataSource(name: Self.title, licence: "\u{202E}", credit: "\n\u{1B}[2J")]
    card.scores = [Self.title: 1e300]
    try GeneratorCheckpoint(card: card, parameters: ParameterArena(architecture.graph)).write(
      to: folder + "/od\u{1B}[31md.safetensors", half: true)
    let header = "{\"\\u001b]0;owned\\u0007\":{\"dtype\":\"\\u009b31m\",\"shape\":[1],\"data_offsets\":[0,4]}}"
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) }
    try Data(length + header.utf8 + [0, 0, 0, 0]).write(to: URL(fileURLWithPath: folder + "/bad\n.safetensors"))
    #expect(mkfifo(folder + "/pipe.safetensors", 0o600) == 0)
    let domains = try program.run("domains", "--verbose")
    #expect(domains.status == 1 && domains.output.contains("?]0;owned?xxx") && domains.output.utf8.count < 30_000)
    #expect(domains.errors.contains("pipe.safetensors: is not a file"))
    expectHarmless(domains)
    expectHarmless(try program.run("doctor"))
    expectHarmless(try program.run("translate", "x.png", "--domain", "bad\n"))
    // The studio opens all the same, and shows the title as letters.
    let studio = try StudioDriver(program, columns: 200, rows: 60)
    studio.type("d")
    try studio.expect("]0;owned")
  }

  @Test func rulesNotesAndNames() throws {
    try write("{\"\\u001b]0;owned\\u0007\": 1, \"leavePhrase\": \"\\u001b[31m\"}", "class/class.json")
    let check = try program.run("class", "check", "class")
    #expect(check.status == 1 && check.output.contains("\"?]0;owned?\" is no setting"))
    expectHarmless(check)

    try write("no picture", "\u{1B}[31mred.png")
    let translate = try program.run("translate", "\u{1B}[31mred.png", "--domain", "panda")
    #expect(translate.status == 1 && translate.errors.contains("?[31mred.png"))
    expectHarmless(translate)

    let picture = try Image(width: 8, height: 8).pngData()
    try FileManager.default.createDirectory(atPath: program.path("gallery/pictures"), withIntermediateDirectories: true)
    try Data(picture).write(to: URL(fileURLWithPath: program.path("gallery/pictures/a\u{1B}]0;owned\u{7}.png")))
    try Data(picture.dropLast(20)).write(to: URL(fileURLWithPath: program.path("gallery/pictures/b\u{9B}1m.png")))
    for command in [["list"], ["verify"], ["verify", "--repair"], ["backup", "all.zip"]] {
      expectHarmless(try program.run(arguments: ["gallery"] + command + ["--gallery", "gallery"]))
    }
    expectHarmless(try program.run("gallery", "import", "gallery", "--gallery", "other"))
    expectHarmless(try program.run("gallery", "list", "--gallery", "no\u{1B}[31m/such"))
    expectHarmless(try program.run("gallery", "export", "\u{1B}[31mx", "--gallery", "gallery", "--format", "png"))
    expectHarmless(try program.run("\u{1B}[31m"))
  }

  @Test func animationsDrawingsAndPipes() throws {
    try write("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>", "a.svg")
    let svg = try program.run("translate", "a.svg", "--domain", "panda")
    #expect(svg.status == 1 && svg.errors.contains("it is none of PNG, JPEG"))
    #expect(mkfifo(program.path("pipe.png"), 0o600) == 0)
    let pipe = try program.run("translate", "pipe.png", "--domain", "panda")
    #expect(pipe.status == 1 && pipe.errors.contains("not an ordinary file"))
  }

  @Test func whatCannotBeTakenInMakesNoGallery() throws {
    for source in ["nowhere", "stdin"] {
      if source == "stdin" { try write("no archive", source) }
      let outcome = try program.run("gallery", "import", source, "--gallery", "new")
      #expect(outcome.status == 1)
      #expect(!FileManager.default.fileExists(atPath: program.path("new")))
    }
  }

  /// The answers to the studio's questions come when it has stopped waiting; the mouse still draws where it is.
  @Test func aTerminalThatAnswersLate() throws {
    var profile = TerminalProfile.xtermSixel
    profile.slowness = 600
    let studio = try StudioDriver(program, profile: profile)
    #expect(!studio.terminal.model.modes.contains(1016))
    studio.drag([(22, 6), (30, 8), (37, 12)])
    studio.type("\r")
    try studio.expect("★")
  }
}

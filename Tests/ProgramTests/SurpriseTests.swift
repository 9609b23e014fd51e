import Foundation
import Kernels
import Networks
import Pictures
import Support
import Testing

@Suite(.ownThread) struct SurpriseTests {
  private let program: Program
  private let model: String

  init() throws {
    program = try Program()
    model = program.path("face-test.safetensors")
    let architecture = GeneratorArchitecture.dcgan(DCGANGenerator(latent: 8, width: 4, doublings: 3))
    let network = Network(architecture.graph)
    var random = SeededGenerator(seed: 6)
    network.initialize(using: &random)
    let card = ModelCard(
      architecture: architecture, inputLayout: InputLayout([.noise(8)]), nativeSize: 32, domain: "face-test",
      titles: ModelCard.Titles(en: "Test", ko: "시험"))
    try GeneratorCheckpoint(card: card, parameters: network.parameters).write(to: model, half: true)
  }

  private func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: program.path(name))) }

  @Test func theSameSeedMakesTheSameFaces() throws {
    let arguments = ["surprise", "--model", model, "--count", "3", "--seed", "7"]
    let first = try program.run(arguments: arguments + ["--output", "faces"])
    #expect(first.status == 0 && first.output.contains("faces/face-7-3.png"), "\(first.errors)")
    let picture = try Image(contentsOf: program.path("faces/face-7-1.png"))
    #expect(picture.width == 256 && picture.height == 256)
    // What is there stays, and the new ones have names of their own.
    let mark = Data("not a face".utf8)
    try mark.write(to: URL(fileURLWithPath: program.path("faces/face-7-2.png")))
    let again = try program.run(arguments: arguments + ["--output", "faces", "--size", "64"])
    #expect(again.status == 0 && again.output.contains("faces/face-7-2-2.png"))
    #expect(try bytes("faces/face-7-2.png") == mark)
    #expect(try Image(contentsOf: program.path("faces/face-7-2-2.png")).width == 64)
    let other = try program.run(arguments: arguments + ["--output", "other"])
    #expect(other.status == 0)
    for number in [1, 3] {
      #expect(try bytes("faces/face-7-\(number).png") == bytes("other/face-7-\(number).png"))
    }
    #expect(try bytes("other/face-7-1.png") != bytes("other/face-7-3.png"))
  }

  @Test func walksAreNumberedFrames() throws {
    let made = try program.run(
      "surprise", "--model", model, "--count", "2", "--seed", "1", "--walk", "6", "--size", "32", "--output", "walk")
    #expect(made.status == 0, "\(made.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: program.path("walk")).sorted()
    #expect(names == (1...6).map { "walk-1-000\($0).png" })
  }

  @Test func whatMakesNoSenseIsTold() throws {
    try Data("text".utf8).write(to: URL(fileURLWithPath: program.path("file")))
    let cases: [([String], Int32, String)] = [
      (["--count", "0", "--output", "x"], 64, "--count must be 1 to 10000"),
      (["--size", "5", "--output", "x"], 64, "--size must be 32 to 2048"),
      (["--walk", "1", "--output", "x"], 64, "--walk must be 2"),
      (["--output", "file"], 64, "names a folder"), ([], 64, "--output"),
      (["--model", "nobody", "--output", "x"], 64, "generator"),
      (["--model", program.path("file.safetensors"), "--output", "x"], 1, "file.safetensors"),
      (["--model", Program.repository.path + "/Checkpoints/colouring-page.safetensors", "--output", "x"], 1, "noise"),
    ]
    for (arguments, status, words) in cases {
      let result = try program.run(arguments: ["surprise"] + arguments)
      #expect(result.status == status && result.errors.contains(words), "\(arguments): \(result.errors)")
    }
  }

  @Test func generatorsOfFacesTranslateNothing() throws {
    try Image(width: 40, height: 40).write(to: program.path("sketch.png"))
    for arguments in [
      ["translate", "sketch.png", "--checkpoint", model], ["evaluate", "panda", "--pairs", "2", "--checkpoint", model],
      ["train", "panda", "--from", model, "--only", "drawn"],
    ] {
      let result = try program.run(arguments: arguments)
      #expect((result.status == 1 || result.status == 64) && !result.errors.isEmpty, "\(arguments): \(result.errors)")
    }
  }

  @Test func facesAreTrainedByTheirOwnOptions() throws {
    let cases: [([String], String)] = [
      (["face", "--model", "nonsense"], "there are: dcgan"), (["face", "--kind", "cat"], "it has portrait"),
      (["face", "--lambda", "3"], "--lambda"), (["panda", "--model", "dcgan"], "go with face"),
      (["face", "--data", "nowhere"], "nowhere/portrait"), (["face-wgan", "--no-hints"], "--no-hints"),
    ]
    for (arguments, words) in cases {
      let result = try program.run(arguments: ["train"] + arguments)
      #expect(result.status != 0 && result.errors.contains(words), "\(arguments): \(result.errors)")
    }
  }
}

import Foundation
import Networks
import Pictures
import Support
import Testing

/// `aicanvas upscale`, run as people run it, with a network that repeats each pixel.
@Suite(.ownThread) struct UpscaleTests {
  private let program: Program
  private let cat: Image

  init() throws {
    program = try Program()
    cat = Image(width: 30, height: 20, pixels: (0..<1800).map { UInt8(($0 * 89 + 31) % 256) })
    try cat.write(to: program.path("cat.png"))
    let architecture = GeneratorArchitecture.compact(CompactUpscaler(features: 2, convolutions: 0))
    let card = ModelCard(
      architecture: architecture, inputLayout: .unitPicture, nativeSize: nil, domain: "same",
      titles: ModelCard.Titles(en: "Same", ko: "같음"))
    try GeneratorCheckpoint(card: card, parameters: ParameterArena(architecture.graph)).write(
      to: program.path("same.safetensors"), half: false)
  }

  private func upscale(_ arguments: String...) throws -> Program.Outcome {
    try program.run(arguments: ["upscale"] + arguments + ["--checkpoint", "same.safetensors"])
  }

  private func write(_ bytes: [UInt8], _ name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: program.path(name)))
  }

  private func repeated(_ factor: Int) -> Image { cat.resampled(width: 30 * factor, height: 20 * factor, by: .box) }

  @Test func besideThePictureOrInAFolder() throws {
    let beside = try upscale("cat.png", "--by", "4")
    #expect(beside.status == 0 && beside.errors.isEmpty, "\(beside.errors)")
    #expect(beside.output.hasSuffix("cat-x4.png\n"))
    #expect(try Image(contentsOf: program.path("cat-x4.png")) == repeated(4))
    #expect(try upscale("cat.png").output.hasSuffix("cat-x2.png\n"))
    #expect(try Image(contentsOf: program.path("cat-x2.png")) == repeated(2))
    #expect(try upscale("cat.png", "--output", "large").output == "large/cat.png\n")
    #expect(try Image(contentsOf: program.path("large/cat.png")) == repeated(2))
  }

  @Test func noPictureIsWrittenOver() throws {
    try FileManager.default.createDirectory(atPath: program.path("other"), withIntermediateDirectories: true)
    try cat.write(to: program.path("other/cat.png"))
    let here = try upscale("cat.png", "other/cat.png", "--output", ".")
    let written = here.output.split(separator: "\n")
    #expect(here.status == 0 && written.count == 2, "\(here.errors)")
    #expect(written.map { $0.hasSuffix("/cat-2.png") || $0.hasSuffix("/cat-3.png") } == [true, true], "\(here.output)")
    #expect(try Image(contentsOf: program.path("cat.png")) == cat)
    #expect(try Image(contentsOf: program.path("cat-3.png")) == repeated(2))
  }

  @Test func whatIsNoPictureIsToldAndTheOthersAreDone() throws {
    try write(Array("not a picture".utf8), "text.png")
    try write([], "empty.jpg")
    try write(Array(try cat.pngData().prefix(40)), "half.png")
    try write(Array("P5\n100000 100000\n255\n".utf8), "huge.pnm")
    // Small enough to read, too large to be made.
    try write(Array("P5\n6000 4000\n255\n".utf8) + [UInt8](repeating: 9, count: 24_000_000), "large.pnm")
    let files = ["missing.png", "text.png", "empty.jpg", "half.png", "huge.pnm", "large.pnm"]
    let result = try program.run(
      arguments: ["upscale"] + files + ["cat.png", "--by", "4", "--output", "out", "--checkpoint", "same.safetensors"])
    #expect(result.status == 1 && result.output == "out/cat.png\n")
    let complaints = result.errors.split(separator: "\n").filter { $0.hasPrefix("Error: ") }
    #expect(complaints.count == files.count, "\(result.errors)")
    for (complaint, file) in zip(complaints, files) {
      #expect(complaint.contains(file) && complaint.hasSuffix("."), "\(complaint)")
    }
    #expect(result.errors.contains("24000×16000"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: program.path("out")) == ["cat.png"])
  }

  @Test func ordersThatMakeNoSense() throws {
    #expect(try upscale("cat.png", "--by", "3").errors.contains("2 or 4"))
    #expect(try upscale("cat.png", "--output", "cat.png").errors.contains("names a folder"))
    for arguments in [["--checkpoint", "cat.png"], ["--checkpoint", "missing.safetensors"]] {
      let result = try program.run(arguments: ["upscale", "cat.png"] + arguments)
      #expect(result.status == 1 && result.errors.hasPrefix("Error: "), "\(result.errors)")
    }
    #expect(try program.run("upscale").status == 64)
  }
}

import Foundation
import Kernels
import Networks
import Support
import Testing

/// Files of other programs, damaged.
@Suite(.ownThread) struct ForeignFuzzTests {
  private let path = FileManager.default.temporaryDirectory.path + "/fuzz-\(UUID().uuidString)"

  private func load(_ file: [UInt8], _ ending: String) throws {
    let path = path + ending
    try Data(file).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    _ = try ForeignGenerator(path: path)
  }

  private static func fixture(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: Program.repository.appendingPathComponent("Tests/Fixtures/\(name)")))
  }

  @Test func archives() throws {
    var fuzzer = Fuzzer("pth-archives", seeds: [try Self.fixture("tiny_generator.pth")])
    #expect(fuzzer.run(1500) { try load($0, ".pth") } >= 1500)
  }

  /// No checksum stands before the pickle here.
  @Test func pickles() throws {
    let whole = try Self.fixture("tiny_generator_old.pth")
    var fuzzer = Fuzzer("pth-pickles", seeds: [whole])
    #expect(fuzzer.run(1500) { try load($0, ".pth") } >= 1500)
    // Only the part before the numbers is changed.
    let numbers = try #require(whole.firstRange(of: [0x93, 0, 0, 0, 0, 0, 0, 0]))
    var heads = Fuzzer("pth-heads", seeds: [Array(whole[..<numbers.lowerBound])])
    #expect(heads.run(3000) { try load($0 + whole[numbers.lowerBound...], ".pth") } >= 3000)
  }

  @Test func networks() throws {
    let architectures: [GeneratorArchitecture] = [
      .resNet(ResNetGenerator(inputChannels: 3, width: 1, blocks: 1, affineNorms: false)),
      .uNet(UNetGenerator(inputChannels: 1, width: 1, downsamplings: 5)),
      .compact(CompactUpscaler(features: 1, convolutions: 1, scale: 2)),
    ]
    let seeds = try architectures.map { architecture in
      let card = ModelCard(
        architecture: architecture, inputLayout: architecture.onlyLayout, nativeSize: nil, domain: "fuzz",
        titles: ModelCard.Titles(en: "Fuzz", ko: "퍼즈"))
      let checkpoint = GeneratorCheckpoint(card: card, parameters: ParameterArena(architecture.graph))
      return [UInt8](
        try ModelExport.generator(checkpoint).onnx(operatorVersion: 17, half: architecture.family == .unet, source: ""))
    }
    var fuzzer = Fuzzer("onnx-generators", seeds: seeds)
    #expect(fuzzer.run(1500) { try load($0, ".onnx") } >= 1500)
  }
}

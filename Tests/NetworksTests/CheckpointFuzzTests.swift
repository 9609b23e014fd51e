import Foundation
import Networks
import Pictures
import Support
import Testing

/// Checkpoints from anywhere.
@Suite(.ownThread) struct CheckpointFuzzTests {
  private let path = FileManager.default.temporaryDirectory.path + "/fuzz-\(UUID().uuidString).safetensors"

  private func checkpoints() throws -> [[UInt8]] {
    let architectures: [GeneratorArchitecture] = [
      .resNet(ResNetGenerator(inputChannels: 1, width: 1, blocks: 0)),
      .resNet(ResNetGenerator(inputChannels: 5, width: 1, blocks: 1, affineNorms: false)),
      .uNet(UNetGenerator(inputChannels: 1, width: 1, downsamplings: 5)),
      .uNet(UNetGenerator(inputChannels: 1, width: 1, downsamplings: 5, dropout: true, residualPairs: true)),
      .skipResNet(SkipResNetGenerator(inputChannels: 14, width: 1, blocks: 1, coreWidth: 1, styleWidth: 1)),
      .uNet(UNetGenerator(inputChannels: 1, width: 1, downsamplings: 5, affineNorms: false)),
      .cartoonGAN(CartoonGANGenerator(inputChannels: 1, width: 1, blocks: 1)),
      .mlp(MLPGenerator(latent: 2, side: 64, width: 1)), .dcgan(DCGANGenerator(latent: 2, width: 1, doublings: 4)),
    ]
    return try architectures.map { architecture in
      var card = ModelCard(
        architecture: architecture, nativeSize: 64, domain: "fuzz", titles: ModelCard.Titles(en: "Fuzz", ko: "퍼즈"),
        steps: 5, data: [ModelCard.DataSource(name: "a", licence: "b", credit: "c")], scores: ["l1": 0.5],
        limitations: ["none"])
      if architecture.inputChannels == 14 {
        card.inputLayout = InputLayout([.ink, .hints, .palette])
        card.palettes = [["#e0403c", "#ffffff", "#000000"]]
      }
      if architecture.sideFromNoise != nil { card.inputLayout = InputLayout([.noise(2)]) }
      try GeneratorCheckpoint(card: card, parameters: ParameterArena(architecture.graph)).write(to: path, half: true)
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }
  }

  private func load(_ file: [UInt8]) throws {
    try Data(file).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    _ = try GeneratorCheckpoint.inspect(path: path)
    _ = try GeneratorCheckpoint(path: path)
  }

  @Test func files() throws {
    var fuzzer = Fuzzer("checkpoint-files", seeds: try checkpoints())
    #expect(fuzzer.run(1500) { try load($0) } >= 1500)
  }

  /// Only the header is changed, so that what it says is believed as far as possible.
  @Test func headers() throws {
    let files = try checkpoints()
    let header = { (file: [UInt8]) in Int(file[0]) | Int(file[1]) << 8 | Int(file[2]) << 16 }
    var fuzzer = Fuzzer("checkpoint-headers", seeds: files.map { Array($0[8..<(8 + header($0))]) })
    #expect(
      fuzzer.run(2500) { changed in
        for file in files.prefix(2) {
          let length = (0..<8).map { UInt8(truncatingIfNeeded: changed.count >> (8 * $0)) }
          try load(length + changed + file[(8 + header(file))...])
        }
      } >= 2500)
  }
}

import Foundation
import Kernels
import Networks
import Pictures
import Support
import Testing

@Suite(.ownThread) struct GeneratorCheckpointTests {
  private let folder: URL
  private let card = ModelCard(
    architecture: .resNet(ResNetGenerator(inputChannels: 5, width: 4, blocks: 2)), nativeSize: 64,
    domain: "test", titles: ModelCard.Titles(en: "Test", ko: "시험"), steps: 7,
    data: [ModelCard.DataSource(name: "d", licence: "CC0", credit: "c")], scores: ["l1": 0.25],
    limitations: ["small"])

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("checkpoint-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ name: String = "file.safetensors") -> String { folder.appendingPathComponent(name).path }

  private func random(_ architecture: GeneratorArchitecture) -> ParameterArena {
    let network = Network(architecture.graph)
    var generator = SeededGenerator(seed: 3)
    network.initialize(using: &generator)
    return network.parameters
  }

  @Test(arguments: [false, true]) func roundTrip(half: Bool) throws {
    let arena = random(card.architecture)
    try GeneratorCheckpoint(card: card, parameters: arena).write(to: path(), half: half)
    let read = try GeneratorCheckpoint(path: path())
    #expect(read.card == card && read.card.palettes == nil)
    #expect(try GeneratorCheckpoint.card(path: path()) == card)
    let expected = half ? arena.values.array.map { Float(Float16($0)) } : arena.values.array
    #expect(read.parameters.values.array == expected)
  }

  @Test(arguments: [
    GeneratorArchitecture.resNet(ResNetGenerator(inputChannels: 1, width: 3, blocks: 0)),
    GeneratorArchitecture.resNet(ResNetGenerator(inputChannels: 5, width: 4, blocks: 6)),
    GeneratorArchitecture.resNet(ResNetGenerator(inputChannels: 3, width: 2, blocks: 1, affineNorms: false)),
    GeneratorArchitecture.uNet(UNetGenerator(inputChannels: 1, width: 2, downsamplings: 5)),
    GeneratorArchitecture.skipResNet(
      SkipResNetGenerator(inputChannels: 16, width: 2, blocks: 2, coreWidth: 6, styleWidth: 3)),
    GeneratorArchitecture.skipResNet(
      SkipResNetGenerator(inputChannels: 1, width: 3, blocks: 0, coreWidth: 5, styleWidth: 0)),
    GeneratorArchitecture.uNet(UNetGenerator(inputChannels: 4, width: 1, downsamplings: 8)),
    GeneratorArchitecture.uNet(UNetGenerator(inputChannels: 2, width: 1, downsamplings: 6, residualPairs: true)),
    GeneratorArchitecture.mlp(MLPGenerator(latent: 5, side: 12, width: 7)),
    GeneratorArchitecture.dcgan(DCGANGenerator(latent: 6, width: 3, doublings: 3)),
    GeneratorArchitecture.dcgan(DCGANGenerator(latent: 1, width: 2, doublings: 1)),
  ]) func recognisedWithoutACard(_ architecture: GeneratorArchitecture) throws {
    let arena = random(architecture)
    var writer = SafetensorsWriter()
    arena.write(arena.values, to: &writer)
    try writer.write(to: path("strange name.safetensors"))
    let read = try GeneratorCheckpoint(path: path("strange name.safetensors"))
    #expect(read.card.architecture == architecture)
    #expect(read.card.domain == "strange name")
    #expect(read.parameters.values.array == arena.values.array)
  }

  @Test func wrongTensorsAreNamed() throws {
    let arena = random(card.architecture)
    var json = SafetensorsWriter()
    arena.write(arena.values, to: &json)
    try json.write(to: path())
    let whole = try SafetensorsFile(path: path())
    func rewrite(_ change: (String, [Int]) -> [Int]?) throws -> String {
      var writer = SafetensorsWriter()
      for (name, entry) in whole.entries.sorted(by: { $0.key < $1.key }) {
        guard let shape = change(name, entry.shape) else { continue }
        writer.add(name, shape: shape, [Float](repeating: 0.5, count: shape.reduce(1, *)))
      }
      try writer.write(to: path("changed.safetensors"))
      let error = #expect(throws: CheckpointError.self) {
        _ = try GeneratorCheckpoint(path: path("changed.safetensors"))
      }
      return error?.description ?? ""
    }
    let missing = try rewrite { name, shape in name == "model.5.weight" ? nil : shape }
    #expect(missing.contains("tensor model.5.weight: is missing; expected shape [8]"))
    let shaped = try rewrite { name, shape in name == "model.7.weight" ? [16, 8, 3, 1] : shape }
    #expect(shaped.contains("tensor model.7.weight: has shape [16, 8, 3, 1], expected [16, 8, 3, 3]"))
    let foreign = try rewrite { name, shape in name == "model.1.weight" ? nil : shape }
    #expect(foreign.contains("no generator we know"))
  }

  @Test func cardsAreNotBelieved() throws {
    let arena = random(card.architecture)
    func message(_ card: String) throws -> String {
      var writer = SafetensorsWriter()
      arena.write(arena.values, to: &writer)
      writer.metadata["model_card"] = card
      try writer.write(to: path())
      let error = #expect(throws: CheckpointError.self) { _ = try GeneratorCheckpoint(path: path()) }
      return error?.description ?? ""
    }
    #expect(try message("{").contains("model card that cannot be read"))
    #expect(try message("{}").contains("no \"architecture\""))
    let encoded = String(decoding: try JSONEncoder().encode(card), as: UTF8.self)
    #expect(try message(encoded.replacingOccurrences(of: "\"width\":4", with: "\"width\":400000")).contains("width"))
    for palettes in [[["#ffffff"]], [["red", "green", "blue"]], [["#ffffff", "#ffffff", "#fffffg"]]] {
      var coloured = card
      coloured.palettes = palettes
      #expect(try message(String(decoding: try JSONEncoder().encode(coloured), as: UTF8.self)).contains("palettes"))
    }
    #expect(try message(encoded.replacingOccurrences(of: "\"width\":4", with: "\"width\":8")).contains("expected ["))
  }
}

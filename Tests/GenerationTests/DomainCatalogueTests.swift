import Foundation
import Generation
import Kernels
import Networks
import Pictures
import Support
import Testing

/// Checkpoints with random weights.
enum SmallGenerators {
  static func checkpoint(
    _ architecture: GeneratorArchitecture, layout: InputLayout? = nil, nativeSize: Int? = 32, domain: String = "test"
  ) -> GeneratorCheckpoint {
    let network = Network(architecture.graph)
    var random = SeededGenerator(seed: 9)
    network.initialize(using: &random)
    return GeneratorCheckpoint(
      card: ModelCard(
        architecture: architecture, inputLayout: layout, nativeSize: nativeSize, domain: domain,
        titles: ModelCard.Titles(en: "Test", ko: "시험")),
      parameters: network.parameters)
  }

  static func checkpoint(
    inputs: Int, layout: InputLayout? = nil, nativeSize: Int? = 32, domain: String = "test"
  ) -> GeneratorCheckpoint {
    checkpoint(
      .resNet(ResNetGenerator(inputChannels: inputs, width: 4, blocks: 1)), layout: layout, nativeSize: nativeSize,
      domain: domain)
  }
}

@Suite(.ownThread) final class DomainCatalogueTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "catalogue-\(UUID())").path

  init() throws {
    for name in ["built", "own"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private var catalogue: DomainCatalogue { DomainCatalogue(builtIn: folder + "/built", own: folder + "/own") }

  private func write(_ checkpoint: GeneratorCheckpoint, _ path: String) throws {
    try checkpoint.write(to: "\(folder)/\(path).safetensors", half: true)
  }

  private func write(_ text: String, _ path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(path)"))
  }

  @Test func aClassifierIsNoDomain() throws {
    let card = ClassifierCard(
      inputChannels: 10, width: 2, size: 16, classes: [.init(name: "a", words: ["a"]), .init(name: "b", words: [])],
      steps: 1, data: [])
    let parameters = ParameterArena(card.network.graph)
    try ClassifierCheckpoint(card: card, parameters: parameters).write(to: folder + "/built/classifier.safetensors")
    try write(SmallGenerators.checkpoint(inputs: 5, domain: "panda"), "built/panda")
    #expect(catalogue.domains.map(\.name) == ["panda"])
    #expect(catalogue.classifier == folder + "/built/classifier.safetensors")
    #expect(try catalogue.loadClassifier()?.card == card)
    #expect(DomainCatalogue(builtIn: nil, own: folder + "/own").classifier == nil)
  }

  @Test func findsCheckpointsAndPrefersTheUsersOwn() throws {
    try write(SmallGenerators.checkpoint(inputs: 5, domain: "panda"), "built/panda")
    try write(SmallGenerators.checkpoint(inputs: 1, domain: "hero"), "built/hero")
    try write(SmallGenerators.checkpoint(inputs: 5, nativeSize: 64, domain: "panda"), "own/panda")
    try write("x", "built/notes.txt")
    try write("x", "built/.hidden.safetensors")
    try FileManager.default.createDirectory(
      atPath: folder + "/built/folder.safetensors", withIntermediateDirectories: true)
    #expect(catalogue.domains.map(\.name) == ["hero", "panda"])
    #expect(catalogue.domains.allSatisfy { $0.problem == nil })
    #expect(catalogue["panda"]?.path == folder + "/own/panda.safetensors")
    #expect(catalogue["panda"]?.isBuiltIn == false && catalogue["hero"]?.isBuiltIn == true)
    #expect(catalogue["panda"]?.titles == DomainTitles(english: "Test", korean: "시험"))
    #expect(catalogue["panda"]?.card?.network == "resnet width 4, 1 blocks, 64×64")
    #expect(catalogue["car"] == nil && catalogue.upscaler == nil)
  }

  @Test func oneCheckpointMayMakeSeveralDomains() throws {
    let architecture = GeneratorArchitecture.skipResNet(
      SkipResNetGenerator(inputChannels: 7, width: 2, blocks: 1, coreWidth: 4, styleWidth: 3))
    let plain = SmallGenerators.checkpoint(architecture, layout: InputLayout([.ink, .hints, .domain(2)]))
    var card = plain.card
    card.domains = ["hero", "panda"].map { ModelCard.Domain(name: $0, titles: .init(en: $0 + "!", ko: $0)) }
    try write(GeneratorCheckpoint(card: card, parameters: plain.parameters), "built/all")
    try write(SmallGenerators.checkpoint(inputs: 5), "own/panda")
    #expect(catalogue.domains.map(\.name) == ["hero", "panda"] && catalogue.domains.allSatisfy { $0.problem == nil })
    #expect(catalogue["hero"]?.path == folder + "/built/all.safetensors")
    #expect(catalogue["hero"]?.titles.english == "hero!" && catalogue["panda"]?.isBuiltIn == false)
    let line = Stroke(points: [Point(0.2, 0.2), Point(0.8, 0.7)])
    let library = GeneratorLibrary(catalogue)
    #expect(try library.picture(domain: "hero", .strokes([line]), size: 32).width == 32)
    #expect(throws: GenerationError.self) { try library.picture(domain: "all", .strokes([line]), size: 32) }
    // In one folder a domain's own checkpoint comes first, whatever the files' names.
    for name in ["aaa", "hero", "zzz"] { try write(SmallGenerators.checkpoint(inputs: 5), "built/\(name)") }
    #expect(catalogue["hero"]?.path == folder + "/built/hero.safetensors")
  }

  @Test func theUpscalerIsKnownByWhatItReads() throws {
    try write(SmallGenerators.checkpoint(inputs: 5), "built/panda")
    try write(SmallGenerators.checkpoint(inputs: 8), "built/any-name")
    #expect(catalogue.domains.map(\.name) == ["panda"])
    #expect(catalogue.upscaler == folder + "/built/any-name.safetensors")
    #expect(try catalogue.loadUpscaler() != nil)
  }

  @Test func whatFitsNoDrawingIsToldAndCannotBeUsed() throws {
    try write(SmallGenerators.checkpoint(inputs: 3), "own/three")
    try write(SmallGenerators.checkpoint(inputs: 3, layout: InputLayout([.ink, .noise(2)])), "own/dream")
    try write(SmallGenerators.checkpoint(inputs: 5, layout: InputLayout([.ink, .hints])), "own/good")
    try write("rubbish", "own/rubbish.safetensors")
    #expect(catalogue["good"]?.problem == nil)
    for (name, words) in [
      ("three", "takes 3 input channels"), ("dream", "something else than a drawing"), ("rubbish", "whole checkpoint"),
    ] {
      let problem = try #require(catalogue[name]?.problem, "\(name)")
      #expect("\(problem)".contains(words) && "\(problem)".contains("\(name).safetensors"))
      let error = #expect(throws: GenerationError.self) {
        _ = try GeneratorLibrary(catalogue).picture(domain: name, .strokes([]), size: 32)
      }
      #expect(error?.description == "\(problem)")
    }
    #expect(catalogue["rubbish"]?.titles.english == "Rubbish" && catalogue["rubbish"]?.card == nil)
  }

  /// Cards and tensors of a U-Net that is too shallow to be built.
  @Test func aUNetOfFourLevelsIsTold() throws {
    let good = SmallGenerators.checkpoint(.uNet(UNetGenerator(inputChannels: 5, width: 2, downsamplings: 5)))
    try write(good, "own/deep")
    let path = folder + "/own/deep.safetensors"
    let file = try SafetensorsFile(path: path)
    func zeros(_ shape: [Int]) -> [Float] { [Float](repeating: 0, count: shape.reduce(1, *)) }
    var shallow = SafetensorsWriter()
    for (key, value) in file.metadata { shallow.metadata[key] = value.replacing("\"blocks\":5", with: "\"blocks\":4") }
    for (name, entry) in file.entries { shallow.add(name, shape: entry.shape, zeros(entry.shape)) }
    try shallow.write(to: folder + "/own/shallow.safetensors")
    // The same without a card, to be recognised by its tensors.
    let inner = "model.model.1.model.3.model.3.model.3.model"
    var bare = SafetensorsWriter()
    for (name, entry) in file.entries where !name.hasPrefix(inner) {
      bare.add(name, shape: entry.shape, zeros(entry.shape))
    }
    try bare.write(to: folder + "/own/bare.safetensors")
    #expect(catalogue["deep"]?.problem == nil)
    for name in ["shallow", "bare"] {
      #expect("\(try #require(catalogue[name]?.problem))".contains("4 downsamplings, expected 5…10"))
    }
  }

  /// A size that the network cannot make ended the program when a picture was asked for.
  @Test func aSizeThatTheNetworkCannotMakeIsTold() throws {
    try write(SmallGenerators.checkpoint(inputs: 5, nativeSize: 17), "own/odd")
    try write(
      SmallGenerators.checkpoint(.uNet(UNetGenerator(inputChannels: 5, width: 1, downsamplings: 8)), nativeSize: 128),
      "own/deep")
    #expect("\(try #require(catalogue["odd"]?.problem))".contains("native size 17, expected a multiple of 4"))
    #expect("\(try #require(catalogue["deep"]?.problem))".contains("native size 128, expected a multiple of 256"))
  }

  @Test func anUpscalerOfTooManyLevelsIsTold() throws {
    try write(SmallGenerators.checkpoint(inputs: 8), "built/upscaler")
    try write(
      SmallGenerators.checkpoint(.uNet(UNetGenerator(inputChannels: 8, width: 1, downsamplings: 9)), nativeSize: nil),
      "own/upscaler")
    #expect(catalogue.upscaler == folder + "/built/upscaler.safetensors")
    #expect("\(try #require(catalogue["upscaler"]?.problem))".contains("doubles pictures"))
    #expect(throws: GenerationError.self) {
      try Upscaler(GeneratorCheckpoint(path: folder + "/own/upscaler.safetensors"))
    }
  }

  /// A file with holes takes no room on the disk, whatever it claims.
  @Test func moreWeightsThanMemoryHasAreRefused() {
    let fault = #expect(throws: ArchitectureError.self) {
      try GeneratorArchitecture.resNet(ResNetGenerator(inputChannels: 5, width: 512, blocks: 64)).validate()
    }
    #expect(fault?.description.contains("weights, expected at most") == true)
  }

  @Test func sixtyFourChannelsAreTold() throws {
    try write(SmallGenerators.checkpoint(inputs: 64), "own/many")
    let channels = InputLayout(Array(repeating: .ink, count: 64))
    try write(SmallGenerators.checkpoint(inputs: 64, layout: channels), "own/inky")
    #expect("\(try #require(catalogue["many"]?.problem))".contains("takes 64 input channels"))
    #expect(catalogue["inky"]?.problem == nil)
    #expect(try GeneratorLibrary(catalogue).picture(domain: "inky", .strokes([]), size: 32).width == 32)
  }

  @Test func aStrangersWordsAreCutAndHarmless() {
    var card = ModelCard(
      architecture: .resNet(ResNetGenerator(inputChannels: 5, width: 4, blocks: 2)), nativeSize: 64,
      domain: "kite", titles: ModelCard.Titles(en: "\u{1B}[31m" + String(repeating: "k", count: 100_000), ko: "연"))
    card.limitations = (0..<1000).map { "\($0)" + String(repeating: "w", count: 100_000) }
    card.scores = [String(repeating: "s", count: 100_000): 1e300]
    let words = DomainCard(card)
    #expect(words.titles.english.count == 60 && words.titles.english.hasPrefix("?[31mk"))
    #expect(words.limitations.count == 50 && words.limitations.allSatisfy { $0.count <= 500 })
    #expect(words.figures.allSatisfy { $0.title.count <= 60 })
  }

  @Test func cardsArePutIntoWords() {
    var card = ModelCard(
      architecture: .resNet(ResNetGenerator(inputChannels: 5, width: 4, blocks: 2)), nativeSize: 64,
      domain: "kite", titles: ModelCard.Titles(en: "Kite", ko: "연"), steps: 300)
    card.data = [ModelCard.DataSource(name: "Kites", licence: "CC0", credit: "somebody")]
    card.scores = ["zeal": 1, "pairs": 12, "l1": 0.25, "aim": 2]
    card.limitations = ["Strings vanish."]
    let words = DomainCard(card)
    #expect(words.titles == DomainTitles(english: "Kite", korean: "연"))
    #expect(words.network == "resnet width 4, 2 blocks, 64×64")
    #expect(words.steps == 300)
    #expect(words.data.map(\.line) == ["Kites, CC0: somebody"])
    #expect(words.figures.map(\.line) == ["L1 0.2500", "fresh pairs 12", "aim 2.0000", "zeal 1.0000"])
    #expect(words.limitations == ["Strings vanish."])
  }

  @Test func missingFoldersAreEmpty() {
    #expect(DomainCatalogue(builtIn: folder + "/no", own: nil).domains.isEmpty)
  }
}

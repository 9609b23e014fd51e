import Foundation
import Kernels
import Networks
import Pictures
import Support
import Testing

/// One network that makes several domains, and the networks of one domain that are made of it.
@Suite(.ownThread) final class SeveralDomainsTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "domains-\(UUID())").path

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private let architecture = GeneratorArchitecture.skipResNet(
    SkipResNetGenerator(inputChannels: 8, width: 4, blocks: 1, coreWidth: 6, styleWidth: 5))

  private var card: ModelCard {
    ModelCard(
      architecture: architecture, inputLayout: InputLayout([.ink, .hints, .domain(3)]), nativeSize: 32, domain: "all",
      titles: .init(en: "All", ko: "모두"), steps: 4,
      domains: ["cat", "dog", "owl"].map { name in
        ModelCard.Domain(
          name: name, titles: .init(en: name.uppercased(), ko: name),
          data: [ModelCard.DataSource(name: "drawn \(name)", licence: "MIT", credit: "us")],
          palettes: [["#102030", "#405060", "#708090"]], makesFaces: name == "owl" ? true : nil,
          coloursRegions: name == "cat" ? true : nil)
      })
  }

  private func write(_ card: ModelCard) throws -> String {
    let network = Network(card.architecture.graph)
    var random = SeededGenerator(seed: 5)
    network.initialize(using: &random)
    // Biases begin at zero; the test wants them to matter.
    for index in 0..<network.parameters.count { network.parameters.values.data[index] += Float(random.normal()) * 0.05 }
    let path = "\(folder)/all.safetensors"
    try GeneratorCheckpoint(card: card, parameters: network.parameters).write(to: path, half: false)
    return path
  }

  @Test(arguments: 0..<3) func oneDomainsNetworkIsTheWholeOneWithItsChannelsSet(domain: Int) throws {
    let path = try write(card)
    let whole = try GeneratorCheckpoint(path: path)
    let single = try GeneratorCheckpoint(path: path, domain: ["cat", "dog", "owl"][domain])
    #expect(single.card.architecture.inputChannels == 5 && single.card.layout == .sketch)
    #expect(single.card.titles.en == ["CAT", "DOG", "OWL"][domain] && single.card.steps == 4)
    #expect(single.card.data.map(\.name) == ["drawn \(["cat", "dog", "owl"][domain])"])
    #expect(single.card.palettes?.count == 1 && single.card.domains == nil)
    #expect(single.card.makesFaces == [nil, nil, true][domain])
    #expect(single.card.coloursRegions == [true, nil, nil][domain])
    let side = 24
    let (large, small) = (
      InferencePlan(whole, height: side, width: side), InferencePlan(single, height: side, width: side)
    )
    var random = SeededGenerator(seed: 8)
    for pixel in 0..<(side * side) {
      for channel in 0..<8 {
        let value = channel < 5 ? Float(random.normal()) : (channel - 5 == domain ? 1 : 0)
        large.input.values[pixel * 8 + channel] = value
        if channel < 5 { small.input.values[pixel * 5 + channel] = value }
      }
    }
    try large.run()
    try small.run()
    let difference = zip(large.output.values, small.output.values).map { abs($0 - $1) }.max() ?? 1
    #expect(difference < 1e-4)
    let other = try GeneratorCheckpoint(path: path, domain: ["dog", "owl", "cat"][domain])
    #expect(other.parameters.value("stem.bias").array != single.parameters.value("stem.bias").array)
  }

  @Test func aDomainMustBeNamed() throws {
    let path = try write(card)
    for name in [nil, "cow"] {
      let error = #expect(throws: CheckpointError.self) { _ = try GeneratorCheckpoint(path: path, domain: name) }
      #expect(error?.description.contains("cat, dog, owl") == true)
    }
  }

  @Test func whatIsRecordedOfOneDomainLeavesTheOthersAlone() throws {
    let path = try write(card)
    try GeneratorCheckpoint.changeCard(path: path) { card in
      card.change("dog") { scores, limitations in
        scores["l1"] = 0.5
        limitations = ["barks"]
      }
    }
    let domains = try #require(try GeneratorCheckpoint.card(path: path).domains)
    #expect(domains.map(\.scores) == [[:], ["l1": 0.5], [:]])
    #expect(domains[1].limitations == ["barks"] && domains[2].limitations.isEmpty)
  }

  @Test func impossibleDomainsAreAnError() throws {
    let spoilt: [(inout ModelCard) -> Void] = [
      { $0.domains = nil }, { $0.domains = [] }, { $0.domains?.removeLast() },
      { $0.domains?[1].name = "cat" }, { $0.domains?[1].name = "../cat" },
      { $0.domains?[0].palettes = [["red", "#000000", "#ffffff"]] },
      { $0.inputLayout = InputLayout([.domain(3), .ink, .hints]) },
      // Its first layer has no bias, so that nothing could take the channels' place.
      { $0.architecture = .uNet(UNetGenerator(inputChannels: 8, width: 2, downsamplings: 5)) },
    ]
    for (number, spoil) in spoilt.enumerated() {
      var card = card
      spoil(&card)
      let path = try write(card)
      let error = #expect(throws: CheckpointError.self, "\(number)") { _ = try GeneratorCheckpoint(path: path) }
      #expect(error?.reason == .card, "\(number)")
    }
  }
}

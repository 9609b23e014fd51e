import Foundation
import Generation
import Kernels
import Networks
import Pictures
import Support
import Testing

@Suite(.ownThread) final class SurpriseGeneratorTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "surprise-\(UUID())").path

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func checkpoint() -> GeneratorCheckpoint {
    let architecture = GeneratorArchitecture.dcgan(DCGANGenerator(latent: 5, width: 3, doublings: 2))
    let network = Network(architecture.graph)
    var random = SeededGenerator(seed: 6)
    network.initialize(using: &random)
    return GeneratorCheckpoint(
      card: ModelCard(
        architecture: architecture, inputLayout: InputLayout([.noise(5)]), nativeSize: 16, domain: "face-test",
        titles: ModelCard.Titles(en: "Test", ko: "시험")), parameters: network.parameters)
  }

  @Test func aSeedStandsForOnePicture() throws {
    let generator = try SurpriseGenerator(checkpoint())
    let seeds = (0..<4).map { SurpriseGenerator.seed(7, number: $0) }
    #expect(Set(seeds).count == 4 && SurpriseGenerator.seed(8, number: 0) != seeds[0])
    let noise = generator.noise(seed: seeds[0])
    #expect(noise.count == 5 && noise == generator.noise(seed: seeds[0]))
    let picture = try generator.picture(noise: noise)
    #expect(try picture.width == 16 && picture == generator.picture(noise: noise))
    #expect(try picture != generator.picture(noise: generator.noise(seed: seeds[1])))
    #expect(throws: CancellationError.self) { try generator.picture(noise: noise, isCancelled: { true }) }
  }

  @Test func walksAreSmoothAndComeBack() {
    let places: [[Float]] = [[3, 0], [0, 3], [0, -3]]
    let way = SurpriseGenerator.walk(places, frames: 30)
    #expect(way.count == 30 && way[0] == places[0] && way[10] == places[1])
    func length(_ a: [Float]) -> Float { (a[0] * a[0] + a[1] * a[1]).squareRoot() }
    // On a quarter of a circle all places are equally far out.
    for place in way[0...10] { #expect(abs(length(place) - 3) < 1e-4) }
    #expect(abs(way[5][0] - way[5][1]) < 1e-4)
    for (a, b) in zip(way[20...], way[21...] + [way[0]]) { #expect(length([a[0] - b[0], a[1] - b[1]]) < 0.6) }
    // Opposite places have no circle between them.
    #expect(SurpriseGenerator.between([0, 3], [0, -3], share: 0.5) == [0, 0])
    #expect(SurpriseGenerator.between([1, 2], [1, 2], share: 0.3) == [1, 2])
    #expect(SurpriseGenerator.between([0, 0], [2, 0], share: 0.5) == [1, 0])
    #expect(SurpriseGenerator.walk([[1, 1]], frames: 3) == [[1, 1], [1, 1], [1, 1]])
  }

  @Test func generatorsFromNoiseAreNoDomains() throws {
    try checkpoint().write(to: folder + "/face-test.safetensors", half: true)
    let catalogue = DomainCatalogue(builtIn: folder, own: nil)
    #expect(catalogue.domains.isEmpty && catalogue.surprises.map(\.name) == ["face-test"])
    #expect(
      catalogue.surprises[0].isBuiltIn && catalogue.surprises[0].card?.network == "dcgan width 3, from noise 5, 16×16")
    let read = try GeneratorCheckpoint(path: catalogue.surprises[0].path)
    #expect(try SurpriseGenerator(read).side == 16)
    let error = #expect(throws: GenerationError.self) { _ = try PictureGenerator(read, upscaler: nil) }
    #expect(error?.description.contains("aicanvas surprise") == true)
    #expect(throws: GenerationError.self) {
      try GeneratorLibrary(catalogue).picture(domain: "face-test", .strokes([]), size: 16)
    }
    // One of the user's own takes its place.
    #expect(DomainCatalogue(builtIn: folder, own: folder).surprises.map(\.isBuiltIn) == [false])
  }

  @Test func othersMakeNoSurprises() {
    let error = #expect(throws: GenerationError.self) {
      _ = try SurpriseGenerator(SmallGenerators.checkpoint(inputs: 5))
    }
    #expect(error?.description.contains("makes no pictures of noise") == true)
  }

  /// A card that says something else than its network reads is refused.
  @Test func aCardMustSayNoise() throws {
    var card = checkpoint().card
    card.inputLayout = .sketch
    let path = folder + "/bad.safetensors"
    try GeneratorCheckpoint(card: card, parameters: checkpoint().parameters).write(to: path, half: true)
    let error = #expect(throws: CheckpointError.self) { _ = try GeneratorCheckpoint(path: path) }
    #expect(error?.description.contains("from noise that reads something else") == true)
  }
}

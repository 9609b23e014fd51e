import Foundation
import Generation
import Networks
import Pictures
import Support
import Testing

@Suite(.ownThread) struct CartoonArtistTests {
  private static let network = GeneratorArchitecture.resNet(ResNetGenerator(inputChannels: 3, width: 2, blocks: 1))

  private func checkpoint() -> GeneratorCheckpoint {
    SmallGenerators.checkpoint(Self.network, layout: .picture, domain: "cartoon")
  }

  private func photograph(_ width: Int, _ height: Int) -> Image {
    Image(
      width: width, height: height, pixels: (0..<(width * height * 3)).map { UInt8(truncatingIfNeeded: $0 &* 37 / 5) })
  }

  @Test(arguments: [(64, 64), (50, 31), (31, 50), (17, 16)]) func theShapeIsThePhotographs(_ width: Int, _ height: Int)
    throws
  {
    let artist = try CartoonArtist(checkpoint())
    let cartoon = try artist.cartoon(of: photograph(width, height), side: max(width, height))
    #expect(cartoon.width == width && cartoon.height == height)
    let larger = try artist.cartoon(of: photograph(width, height), side: 2 * max(width, height))
    #expect(larger.width == 2 * width && larger.height == 2 * height)
    #expect(try artist.cartoon(of: photograph(width, height), side: max(width, height)) == cartoon)
  }

  @Test func whatIsTooNarrowIsRefused() throws {
    let artist = try CartoonArtist(checkpoint())
    #expect(throws: GenerationError.self) { try artist.cartoon(of: photograph(300, 3), side: 300) }
    #expect(throws: GenerationError.self) { try artist.cartoon(of: photograph(1, 1), side: 8) }
    #expect(throws: GenerationError.self) { try CartoonArtist(SmallGenerators.checkpoint(inputs: 5)) }
    #expect(throws: CancellationError.self) {
      try artist.cartoon(of: photograph(64, 64), side: 64, isCancelled: { true })
    }
  }

  @Test func theCatalogueKnowsItAndOffersItNoDrawing() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/cartoon-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try checkpoint().write(to: folder + "/cartoon.safetensors", half: true)
    let catalogue = DomainCatalogue(builtIn: folder, own: nil)
    #expect(catalogue.domains.isEmpty && catalogue.cartoonArtist?.path == folder + "/cartoon.safetensors")
    // Another one beside it takes nobody's place.
    try checkpoint().write(to: folder + "/zebra.safetensors", half: true)
    let more = DomainCatalogue(builtIn: nil, own: folder)
    #expect(more.cartoonArtist?.path == catalogue.cartoonArtist?.path && more.pictureArtists.map(\.name) == ["zebra"])
    #expect(more.domains.isEmpty)
    #expect(try catalogue.loadCartoonArtist()?.card.domain == "cartoon")
    // Files of photographs go through the same door as sketches.
    try photograph(40, 24).write(to: folder + "/photo.png")
    let translation = try SketchFileTranslation(checkpoint(), size: nil)
    let cartoon = try translation.picture(forSketchAt: folder + "/photo.png")
    #expect(cartoon.width == 40 && cartoon.height == 24)
    #expect(throws: GenerationError.self) { try SketchFileTranslation(checkpoint(), size: 2000) }
    #expect(throws: GenerationError.self) { try SketchFileTranslation(checkpoint(), size: 10) }
  }
}

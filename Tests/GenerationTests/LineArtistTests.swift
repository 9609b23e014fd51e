import Foundation
import Generation
import Networks
import Pictures
import Support
import Testing

@Suite(.ownThread) struct LineArtistTests {
  private static let network = GeneratorArchitecture.uNet(
    UNetGenerator(inputChannels: 3, outputChannels: 1, width: 2, downsamplings: 5))

  private func artist() throws -> LineArtist {
    try LineArtist(SmallGenerators.checkpoint(Self.network, layout: .picture, domain: "colouring-page"))
  }

  @Test(arguments: [(32, 32), (33, 70), (1, 1), (100, 31)])
  func linesHaveThePicturesSize(_ width: Int, _ height: Int) throws {
    let picture = Image(
      width: width, height: height, pixels: (0..<(width * height * 3)).map { UInt8($0 * 31 % 251) })
    let lines = try artist().lines(of: picture)
    #expect(lines.width == width && lines.height == height)
    #expect(lines.values.allSatisfy { (0...1).contains($0) })
    #expect(lines == (try artist().lines(of: picture)))
  }

  @Test func isToldApartFromGenerators() throws {
    #expect(throws: GenerationError.self) { try LineArtist(SmallGenerators.checkpoint(inputs: 5)) }
    let checkpoint = SmallGenerators.checkpoint(Self.network, layout: .picture)
    #expect(throws: GenerationError.self) { try PictureGenerator(checkpoint, upscaler: nil) }
    let folder = FileManager.default.temporaryDirectory.appending(path: "lines-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try checkpoint.write(to: folder + "/colouring-page.safetensors", half: true)
    let catalogue = DomainCatalogue(builtIn: folder, own: nil)
    #expect(catalogue.domains.isEmpty && catalogue.lineArtist != nil)
    #expect(try catalogue.loadLineArtist()?.card.architecture == Self.network)
  }

  @Test func drawingsOfEachMethod() throws {
    // A dark disc on a pale ground: a ring for Canny, nothing for an even picture.
    var disc = Image(width: 120, height: 90, red: 240, green: 240, blue: 230)
    for y in 0..<90 {
      for x in 0..<120 where (Point(Double(x), Double(y)) - Point(60, 45)).length < 30 {
        for channel in 0..<3 { disc.pixels[(y * 120 + x) * 3 + channel] = 40 }
      }
    }
    for method in [LineDrawing.Method.canny, .dodge] {
      for detail in LineDrawing.Detail.allCases {
        let drawing = try LineDrawing(method, detail: detail, artist: nil)
        let curves = try drawing.curves(of: disc)
        #expect(!curves.isEmpty && curves.width == 1600 && curves.height == 1200)
        #expect(try drawing.curves(of: Image(width: 50, height: 70, red: 200, green: 200, blue: 199)).isEmpty)
        #expect(try drawing.curves(of: Image(width: 1, height: 1)).isEmpty)
      }
    }
    #expect(throws: GenerationError.self) { try LineDrawing(.learned, artist: nil) }
    let learned = try LineDrawing(.learned, artist: artist())
    _ = try learned.curves(of: disc)
    #expect(try learned.curves(of: Image(width: 90, height: 40)).isEmpty)
  }
}

import Foundation
import Generation
import Networks
import Pictures
import Support
import Testing

@Suite(.ownThread) struct PictureUpscalerTests {
  private func checkpoint(_ upscaler: CompactUpscaler) -> GeneratorCheckpoint {
    let checkpoint = SmallGenerators.checkpoint(
      .compact(upscaler), layout: .unitPicture, nativeSize: 64, domain: "larger")
    // Weights of the usual first size would change next to nothing.
    var random = SeededGenerator(seed: 3)
    for parameter in checkpoint.parameters.descriptions where parameter.name.hasSuffix(".weight") {
      guard case .convolution = parameter.kind else { continue }
      checkpoint.parameters.value(parameter.name).fillNormal(mean: 0, deviation: 0.2, using: &random)
    }
    return checkpoint
  }

  private func picture(_ width: Int, _ height: Int) -> Image {
    var random = SeededGenerator(seed: 8)
    return Image(
      width: width, height: height, pixels: (0..<(width * height * 3)).map { _ in UInt8(random.next() & 255) })
  }

  @Test(arguments: [(1, 1), (3, 5), (40, 17)]) func sizes(_ width: Int, _ height: Int) throws {
    let upscaler = try PictureUpscaler(checkpoint(CompactUpscaler(features: 4, convolutions: 1)))
    for factor in PictureUpscaler.Factor.allCases {
      let large = try upscaler.upscaled(picture(width, height), by: factor)
      #expect(large.width == factor.rawValue * width && large.height == factor.rawValue * height)
    }
  }

  /// What a network makes in tiles is what it makes at once, to rounding.
  @Test(arguments: [(2, 16), (0, 8), (3, 20)]) func tilesLeaveNoTrace(_ convolutions: Int, _ tile: Int) throws {
    for scale in [2, 4] {
      let checkpoint = checkpoint(CompactUpscaler(features: 16, convolutions: convolutions, scale: scale))
      let whole = try PictureUpscaler(checkpoint)
      let tiled = try PictureUpscaler(checkpoint, tile: tile)
      for (width, height) in [(61, 43), (21, 70), (tile, tile + 1), (7, 90)] {
        let small = picture(width, height)
        for factor in PictureUpscaler.Factor.allCases where whole.canEnlarge(by: factor) {
          let (a, b) = (try whole.upscaled(small, by: factor), try tiled.upscaled(small, by: factor))
          let most = zip(a.pixels, b.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 0
          #expect(most <= 1, "\(width)×\(height) ×\(factor.rawValue)")
          let differing = zip(a.pixels, b.pixels).count { $0 != $1 }
          #expect(differing * 100 <= a.pixels.count)
        }
      }
    }
  }

  /// Twice the side is four times the side, of which each pixel is the mean of four.
  @Test func twiceIsTheMeanOfFourTimes() throws {
    let upscaler = try PictureUpscaler(checkpoint(CompactUpscaler(features: 4, convolutions: 0)))
    let small = picture(9, 6)
    let (two, four) = (try upscaler.upscaled(small, by: .two), try upscaler.upscaled(small, by: .four))
    for y in 0..<two.height {
      for x in 0..<two.width {
        for channel in 0..<3 {
          let sum = (0..<4).reduce(0) {
            $0 + Int(four.pixels[((2 * y + $1 / 2) * four.width + 2 * x + $1 % 2) * 3 + channel])
          }
          #expect(abs(4 * Int(two.pixels[(y * two.width + x) * 3 + channel]) - sum) <= 4)
        }
      }
    }
  }

  /// A network that adds nothing repeats each pixel.
  @Test func withoutWeightsPixelsAreRepeated() throws {
    let architecture = GeneratorArchitecture.compact(CompactUpscaler(features: 2, convolutions: 0))
    let card = ModelCard(
      architecture: architecture, inputLayout: .unitPicture, nativeSize: nil, domain: "same",
      titles: ModelCard.Titles(en: "Same", ko: "같음"))
    let upscaler = try PictureUpscaler(
      GeneratorCheckpoint(card: card, parameters: ParameterArena(architecture.graph)))
    let small = picture(5, 4)
    #expect(try upscaler.upscaled(small, by: .four) == small.resampled(width: 20, height: 16, by: .box))
    #expect(try upscaler.upscaled(small, by: .two) == small.resampled(width: 10, height: 8, by: .box))
  }

  @Test func anySizeIsReached() throws {
    let upscaler = try PictureUpscaler(checkpoint(CompactUpscaler(features: 4, convolutions: 0)))
    let small = picture(12, 9)
    let (two, four) = (try upscaler.upscaled(small, by: .two), try upscaler.upscaled(small, by: .four))
    #expect(try upscaler.enlarged(small, width: 24, height: 18) == two)
    #expect(try upscaler.enlarged(small, width: 48, height: 36) == four)
    #expect(try upscaler.enlarged(small, width: 40, height: 30) == four.resized(width: 40, height: 30))
    #expect(try upscaler.enlarged(small, width: 15, height: 11) == two.resized(width: 15, height: 11))
    #expect(try upscaler.enlarged(small, width: 96, height: 72) == four.resized(width: 96, height: 72))
    // What does not grow has no need of a network.
    #expect(try upscaler.enlarged(small, width: 12, height: 9) == small)
    #expect(try upscaler.enlarged(small, width: 6, height: 4) == small.resized(width: 6, height: 4))
    let twice = try PictureUpscaler(checkpoint(CompactUpscaler(features: 4, convolutions: 0, scale: 2)))
    #expect(try twice.enlarged(small, width: 48, height: 36).width == 48)
  }

  @Test func progressRisesAndStopping() throws {
    let upscaler = try PictureUpscaler(checkpoint(CompactUpscaler(features: 4, convolutions: 0)), tile: 16)
    var shares: [Double] = []
    _ = try upscaler.upscaled(picture(50, 40), by: .two, progress: { shares.append($0) })
    #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 < $1 } && abs((shares.last ?? 0) - 1) < 1e-9)
    var asked = 0
    #expect(throws: CancellationError.self) {
      try upscaler.upscaled(
        picture(50, 40), by: .two,
        isCancelled: {
          asked += 1
          return asked > 9
        })
    }
    #expect(asked == 10)
  }

  @Test func whatCannotBeMadeIsSaidInASentence() throws {
    let twice = try PictureUpscaler(checkpoint(CompactUpscaler(features: 2, convolutions: 0, scale: 2)))
    #expect(!twice.canEnlarge(by: .four))
    #expect(throws: GenerationError.self) { try twice.upscaled(picture(4, 4), by: .four) }
    let four = try PictureUpscaler(checkpoint(CompactUpscaler(features: 2, convolutions: 0)))
    try four.check(width: 2000, height: 2000, by: .four)
    let error = #expect(throws: GenerationError.self) { try four.check(width: 3000, height: 2000, by: .four) }
    #expect(error.map { "\($0)".contains("12000×8000") && "\($0)".contains("64 million") } == true)
    let other = SmallGenerators.checkpoint(inputs: 5)
    #expect(throws: GenerationError.self) { _ = try PictureUpscaler(other) }
    #expect(throws: GenerationError.self) {
      _ = try PictureGenerator(checkpoint(CompactUpscaler(features: 2, convolutions: 0)), upscaler: nil)
    }
  }

  @Test func theCatalogueKnowsItForWhatItIs() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/larger-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/larger.safetensors"
    try checkpoint(CompactUpscaler(features: 2, convolutions: 0)).write(to: path, half: true)
    let catalogue = DomainCatalogue(builtIn: folder, own: nil)
    #expect(catalogue.domains.isEmpty && catalogue.pictureUpscaler == path && catalogue.upscaler == nil)
    #expect(try catalogue.loadPictureUpscaler()?.card.domain == "larger")
  }
}

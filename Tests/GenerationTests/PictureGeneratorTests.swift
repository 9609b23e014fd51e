import Kernels
import Networks
import Pictures
import Support
import Testing
import Training

@Suite(.ownThread) struct PictureGeneratorTests {
  private func checkpoint(inputs: Int, nativeSize: Int?) -> GeneratorCheckpoint {
    let architecture = GeneratorArchitecture(.resnet, width: 4, blocks: 1, inputChannels: inputs)
    let network = Network(architecture.layers)
    var random = SeededGenerator(seed: 9)
    network.initialize(using: &random)
    return GeneratorCheckpoint(
      card: ModelCard(
        architecture: architecture, nativeSize: nativeSize, domain: "test",
        titles: ModelCard.Titles(en: "Test", ko: "시험")),
      parameters: network.parameters)
  }

  private let stroke = Stroke(.pencil, width: 0.03, points: [Point(0.2, 0.3), Point(0.7, 0.8)])

  private func picture(_ generator: PictureGenerator, _ side: Int, channels: Int = 5) throws -> (Image, [Int]) {
    var sides: [Int] = []
    let picture = try generator.picture(side: side) { side in
      sides.append(side)
      return SketchRaster.networkInput([stroke], size: side, channels: channels)
    }
    return (picture, sides)
  }

  @Test func picturesAreDoubledFromTheGeneratorsOwnSize() throws {
    let generator = PictureGenerator(
      checkpoint(inputs: 5, nativeSize: 32), enlarger: checkpoint(inputs: 8, nativeSize: 64))
    #expect(generator.bestSide == 64 && generator.suitableSide(512) == 512)
    for (side, expected) in [(32, [32]), (64, [32, 64]), (128, [32, 64, 128]), (48, [48]), (16, [16])] {
      let (picture, sides) = try picture(generator, side)
      #expect(picture.width == side && sides == expected)
    }
    #expect(!generator.canMake(side: 30) && !generator.canMake(side: 4) && generator.canMake(side: 256))
  }

  @Test func withoutAnEnlargerThereIsOneStep() throws {
    for (inputs, native, enlarger) in [(5, 32, nil), (1, 32, 8), (5, nil, 8), (5, 32, 5)] as [(Int, Int?, Int?)] {
      let generator = PictureGenerator(
        checkpoint(inputs: inputs, nativeSize: native),
        enlarger: enlarger.map { checkpoint(inputs: $0, nativeSize: 64) })
      #expect(generator.bestSide == native && generator.suitableSide(512) == 256 && generator.suitableSide(64) == 64)
      #expect(try picture(generator, 64, channels: inputs).1 == [64])
    }
  }

  @Test func itCanBeCancelledBetweenTheSteps() {
    let generator = PictureGenerator(
      checkpoint(inputs: 5, nativeSize: 32), enlarger: checkpoint(inputs: 8, nativeSize: 64))
    var share = 0.0
    #expect(throws: CancellationError.self) {
      try generator.picture(side: 64, isCancelled: { share > 0.3 }, progress: { share = $0 }) {
        SketchRaster.networkInput([], size: $0, channels: 5)
      }
    }
    #expect(share > 0.3 && share < 1)
  }
}

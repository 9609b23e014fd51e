import Dispatch
import Foundation
import Generation
import Networks
import Pictures
import Support
import Synchronization
import Testing

@Suite(.ownThread) struct PictureGeneratorTests {
  private let stroke = Stroke(.pencil, width: 0.03, points: [Point(0.2, 0.3), Point(0.7, 0.8)])

  private func generator(_ inputs: Int, native: Int?, upscaler: Bool) throws -> PictureGenerator {
    try PictureGenerator(
      SmallGenerators.checkpoint(inputs: inputs, nativeSize: native),
      upscaler: upscaler ? try Upscaler(SmallGenerators.checkpoint(inputs: 8, nativeSize: 64)) : nil)
  }

  /// How often progress begins anew tells how many networks ran.
  private func networksRun(_ generator: PictureGenerator, side: Int) throws -> Int {
    var shares: [Double] = []
    let picture = try generator.picture(.strokes([stroke]), side: side, progress: { shares.append($0) })
    #expect(picture.width == side && abs((shares.last ?? 0) - 1) < 1e-9)
    #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
    let single = try stepCount(generator, side: generator.card.nativeSize ?? side)
    return shares.count == single ? 1 : 1 + (shares.count - single) / single
  }

  private func stepCount(_ generator: PictureGenerator, side: Int) throws -> Int {
    var count = 0
    _ = try generator.picture(.strokes([stroke]), side: min(side, 32), progress: { _ in count += 1 })
    return count
  }

  @Test func picturesAreDoubledFromTheGeneratorsOwnSize() throws {
    let generator = try generator(5, native: 32, upscaler: true)
    #expect(generator.bestSide == 64 && generator.suitableSide(512) == 512)
    for (side, networks) in [(32, 1), (64, 2), (128, 3), (16, 1)] {
      #expect(try networksRun(generator, side: side) == networks, "\(side)")
    }
    #expect(!generator.canMake(side: 30) && !generator.canMake(side: 4) && generator.canMake(side: 256))
  }

  /// A network that must see the whole runs at its own size; what is asked for is made of that.
  @Test func picturesOfAFixedSizeAreResized() throws {
    var checkpoint = SmallGenerators.checkpoint(inputs: 5, nativeSize: 32)
    var card = checkpoint.card
    card.hasFixedSize = true
    checkpoint = GeneratorCheckpoint(card: card, parameters: checkpoint.parameters)
    let upscaler = try Upscaler(SmallGenerators.checkpoint(inputs: 8))
    let generator = try PictureGenerator(checkpoint, upscaler: upscaler)
    #expect(generator.bestSide == 64 && generator.suitableSide(512) == 64 && generator.suitableSide(3) == 16)
    let input = GenerationInput.strokes([Stroke(points: [Point(0.2, 0.3), Point(0.8, 0.7)])])
    let native = try generator.picture(input, side: 32)
    for side in [16, 30, 32, 64, 75] {
      #expect(try generator.canMake(side: side) && networksRun(generator, side: side) == 1)
      #expect(try generator.picture(input, side: side) == native.resized(width: side, height: side))
    }
    #expect(!generator.canMake(side: 15))
    let error = #expect(throws: GenerationError.self) { try generator.check(side: 2000, most: 1024) }
    #expect(error?.description.contains("16 to 1024 pixels wide; 2000") == true)
    #expect(throws: CancellationError.self) { try generator.picture(input, side: 64, isCancelled: { true }) }
  }

  /// Their steps are of 256 to 1024 pixels; nothing else can be made.
  @Test(arguments: [8, 9, 10]) func deepUNetsMakeTheNearestSizeThereIs(_ levels: Int) throws {
    let checkpoint = SmallGenerators.checkpoint(
      .uNet(UNetGenerator(inputChannels: 1, width: 1, downsamplings: levels)), nativeSize: nil)
    let generator = try PictureGenerator(checkpoint, upscaler: nil)
    for wanted in [1, 128, 256] {
      let side = generator.suitableSide(wanted)
      #expect(side == 1 << levels && generator.canMake(side: side))
    }
    let path = NSTemporaryDirectory() + "/deep-\(UUID()).png"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try SketchRaster.picture([Stroke(points: [Point(0.2, 0.3), Point(0.8, 0.7)])], size: 40).write(to: path)
    let translation = try SketchFileTranslation(checkpoint, size: nil)
    #expect(try translation.picture(forSketchAt: path).width == 1 << levels)
  }

  @Test func withoutAnUpscalerThereIsOneStep() throws {
    for (inputs, native, upscaler) in [(5, 32, false), (1, 32, true), (5, nil, true)] as [(Int, Int?, Bool)] {
      let generator = try generator(inputs, native: native, upscaler: upscaler)
      #expect(generator.bestSide == (inputs == 5 && native != nil && upscaler ? 64 : native))
      #expect(generator.suitableSide(512) == 256 && generator.suitableSide(64) == 64)
      #expect(try networksRun(generator, side: 64) == 1)
    }
  }

  @Test func itCanBeCancelledBetweenTheSteps() throws {
    let generator = try generator(5, native: 32, upscaler: true)
    var share = 0.0
    #expect(throws: CancellationError.self) {
      try generator.picture(.strokes([]), side: 64, isCancelled: { share > 0.3 }, progress: { share = $0 })
    }
    #expect(share > 0.3 && share < 1)
  }

  @Test func whatNobodyCanFillIsASentence() {
    #expect(throws: GenerationError.self) {
      try PictureGenerator(SmallGenerators.checkpoint(inputs: 3), upscaler: nil)
    }
    #expect(throws: GenerationError.self) {
      try PictureGenerator(SmallGenerators.checkpoint(inputs: 8), upscaler: nil)
    }
    #expect(throws: GenerationError.self) { try Upscaler(SmallGenerators.checkpoint(inputs: 5)) }
  }

  /// A second caller makes its picture while the first is still at work: no lock is held through inference.
  @Test func callersRunAtOnce() throws {
    let generator = try generator(5, native: 32, upscaler: true)
    let alone = try generator.picture(.strokes([stroke]), side: 64)
    var inner: Image?
    let outer = try generator.picture(
      .strokes([stroke]), side: 64,
      isCancelled: {
        // From within the first one's run: a lock held there would deadlock here.
        if inner == nil { inner = try? generator.picture(.strokes([stroke]), side: 64) }
        return false
      })
    #expect(outer == alone && inner == alone)
    let results = Mutex<[Image?]>([])
    DispatchQueue.concurrentPerform(iterations: 6) { _ in
      let picture = try? generator.picture(.strokes([stroke]), side: 64)
      results.withLock { $0.append(picture) }
    }
    #expect(results.withLock { $0 } == Array(repeating: alone, count: 6))
  }
}

import Support
import Testing
import Training

@Suite(.ownThread) struct MetricsTests {
  private let golden: Golden

  init() throws { golden = try Golden("metrics") }

  private func scalar(_ name: String) throws -> Double { Double(try golden.floats(name)[0]) }

  @Test func frechetDistance() throws {
    let value = FrechetDistance.value(
      try golden.floats("frechet.a"), try golden.floats("frechet.b"), features: 16)
    let wanted = try scalar("frechet.distance")
    #expect(abs(value - wanted) / wanted < 1e-4)
  }

  @Test func frechetDistanceToItselfIsZero() throws {
    let rows = try golden.floats("frechet.a")
    #expect(abs(FrechetDistance.value(rows, rows, features: 16)) < 1e-6)
  }

  @Test func inceptionScore() throws {
    let wanted = try scalar("inception.score")
    let value = InceptionScore.value(logits: try golden.floats("inception.logits"), classes: 10)
    #expect(abs(value - wanted) / wanted < 1e-4)
  }

  @Test func structuralSimilarity() throws {
    let value = StructuralSimilarity.value(
      try golden.floats("ssim.x"), try golden.floats("ssim.y"), width: 40, height: 48, channels: 3)
    let wanted = try scalar("ssim.value")
    #expect(abs(value - wanted) / wanted < 1e-4)
  }

  @Test func spreadOfPictures() {
    var spread = PictureSpread()
    #expect(spread.value == 0)
    spread.add([0.25, 0, 1])
    #expect(spread.value == 0)
    for values: [Float] in [[0.25, 1, 0], [0.25, 0, 1], [0.25, 1, 0]] { spread.add(values) }
    // Deviations of 0, a half and a half.
    #expect(abs(spread.value - 1.0 / 3) < 1e-12)
  }

  @Test func peakSignalToNoise() throws {
    let value = PixelDifference.peakSignalToNoise(try golden.floats("ssim.x"), try golden.floats("ssim.y"))
    let wanted = try scalar("psnr.value")
    #expect(abs(value - wanted) / wanted < 1e-4)
  }
}

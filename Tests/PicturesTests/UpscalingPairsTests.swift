import Pictures
import Support
import Testing

@Suite(.ownThread) struct UpscalingPairsTests {
  @Test(arguments: [16, 64])
  func upscalingPairsTellTheDifference(size: Int) {
    let domains = DrawnDomains.all.map { $0.init() }
    for step in 0..<8 {
      let sample = UpscalingPairs(domains).sample(seed: 3, step: step, index: 0, size: size)
      #expect(sample.input.count == size * size * 8 && sample.target.count == size * size * 3)
      let whole = sample.target.withUnsafeBufferPointer { target in
        target.baseAddress.map { UpscalingPairs.picture(input: sample.input, output: $0, size: size) }
      }
      // The picture that both halves make is one of those that the same arguments draw.
      let pictures = domains.map { SyntheticPairs($0).pair(seed: 3, step: step, index: 0, size: size).picture.pixels }
      let nearest = pictures.map { picture in
        zip(picture, whole?.pixels ?? []).map { abs(Int($0) - Int($1)) }.max() ?? 255
      }
      #expect(nearest.min() ?? 255 <= 1)
    }
  }
}

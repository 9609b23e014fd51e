import Generation
import Networks
import Pictures

/// Sketches as a generator reads them, and their pictures.
package struct SketchDataset: Dataset {
  private let pairs: any PairedDataset
  private let encoder: InputEncoder
  private let domain: Int?
  private let closeUps: Double

  /// - Parameters:
  ///   - layout: of what a sketch and its picture can fill: ink, hints, palette, inside mask, domain.
  ///   - domain: the number of the pairs' domain, for a layout that reads one.
  ///   - closeUps: share of the examples that are a quarter of a picture of twice the side: what a network learns from
  ///     them serves pictures of that side, at a quarter of the work.
  package init(_ pairs: any PairedDataset, layout: InputLayout, domain: Int? = nil, closeUps: Double = 0) {
    self.pairs = pairs
    encoder = InputEncoder(layout)
    self.domain = domain
    self.closeUps = closeUps
  }

  package func example(seed: UInt64, step: Int, index: Int, size: Int) -> Example {
    var random = SeededGenerator(seed: seed ^ 0xC105_E0, step, index)
    guard random.chance(closeUps) else {
      let (input, target) = values(pairs.pair(seed: seed, step: step, index: index, size: size))
      return Example(input: input, target: target, size: size)
    }
    let whole = 2 * size
    let (input, target) = values(pairs.pair(seed: seed, step: step, index: index, size: whole))
    // Even places, so that what a network halves it halves alike everywhere.
    let left = 2 * Int(random.next() % UInt64(size / 2 + 1))
    let top = 2 * Int(random.next() % UInt64(size / 2 + 1))
    func cropped(_ values: [Float]) -> [Float] {
      let channels = values.count / (whole * whole)
      var part: [Float] = []
      part.reserveCapacity(size * size * channels)
      for y in top..<(top + size) {
        let start = (y * whole + left) * channels
        part += values[start..<(start + size * channels)]
      }
      return part
    }
    return Example(input: cropped(input), target: cropped(target), size: size)
  }

  /// What a network reads of a pair, and the picture; NHWC.
  private func values(_ pair: SketchedPicture) -> (input: [Float], target: [Float]) {
    let palette = encoder.layout.contains(.palette) ? pair.shownPalette : nil
    var material = InputMaterial(ink: pair.ink, hints: pair.hints, palette: palette, domain: domain)
    material.closing = pair.closing
    return (encoder.values(material, side: pair.picture.width), pair.picture.activations())
  }
}

/// Sketches with a smaller picture of themselves, and what that lacks.
package struct UpscalingDataset: Dataset {
  private let pairs: UpscalingPairs

  package init(_ pairs: UpscalingPairs) {
    self.pairs = pairs
  }

  package func example(seed: UInt64, step: Int, index: Int, size: Int) -> Example {
    let (pair, coarse) = pairs.pair(seed: seed, step: step, index: index, size: size)
    let input = InputEncoder(.upscaling).values(
      InputMaterial(ink: pair.ink, hints: pair.hints, coarsePicture: coarse), side: size)
    return Example(
      input: input, target: Upscaler.target(input: input, picture: pair.picture.activations()), size: size)
  }
}

/// Examples of several datasets in fixed proportions.
package struct MixedDataset: Dataset {
  private let datasets: [any Dataset]
  private let shares: [Double]

  /// - Parameter parts: at least one, each with its share above 0; all with the same tensors.
  package init(_ parts: [(dataset: any Dataset, share: Double)]) {
    precondition(!parts.isEmpty && parts.allSatisfy { $0.share > 0 }, "nothing to mix")
    datasets = parts.map(\.dataset)
    shares = parts.map(\.share)
  }

  package func example(seed: UInt64, step: Int, index: Int, size: Int) -> Example {
    var random = SeededGenerator(seed: seed ^ 0x5_0A2C_E5, step, index)
    return datasets[random.index(weights: shares)].example(seed: seed, step: step, index: index, size: size)
  }
}

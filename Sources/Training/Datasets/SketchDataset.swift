import Generation
import Networks
import Pictures

/// Sketches as a generator reads them, and their pictures.
package struct SketchDataset: Dataset {
  private let pairs: any PairedDataset
  private let encoder: InputEncoder

  /// - Parameter layout: of what a sketch and its picture can fill: ink, hints, palette, inside mask.
  package init(_ pairs: any PairedDataset, layout: InputLayout) {
    self.pairs = pairs
    encoder = InputEncoder(layout)
  }

  package func example(seed: UInt64, step: Int, index: Int, size: Int) -> Example {
    let pair = pairs.pair(seed: seed, step: step, index: index, size: size)
    let palette = encoder.layout.contains(.palette) ? pair.shownPalette : nil
    return Example(
      input: encoder.values(InputMaterial(ink: pair.ink, hints: pair.hints, palette: palette), side: size),
      target: pair.picture.activations(), size: size)
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

import Networks
import Pictures

/// What the judges of colours and surfaces say of the pictures that training shows: as near to them as a generator that
/// learns from them can be expected to come.
package enum ExampleFigures {
  /// - Parameters:
  ///   - dataset: of pairs whose input has ink in it.
  ///   - count: number of examples.
  /// - Returns: nil where no example has ink that encloses anything.
  package static func judge(
    _ dataset: any Dataset, name: String, layout: InputLayout, seed: UInt64, count: Int
  ) -> JudgeScores.Figures? {
    guard let offset = layout.offset(of: .ink) else { return nil }
    let side = PictureFigures.side
    let figures = (0..<count).compactMap { step -> PictureFigures? in
      let example = dataset.example(seed: seed, step: step, index: 0, size: side)
      let input = example[.input].values
      var ink = BinaryMask(width: side, height: side)
      for pixel in ink.bits.indices { ink.bits[pixel] = input[pixel * layout.channels + offset] >= 0.5 }
      return PictureFigures(
        Image(activations: example[.target].values, width: side, height: side), ink: ink, figure: ink.drawnFigure)
    }
    return JudgeScores.Figures(name: name, figures)
  }
}

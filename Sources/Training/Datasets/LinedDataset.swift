import Networks
import Pictures

/// Pictures in whatever light and sharpness, and their lines: what a network that draws colouring pages learns from.
///
/// Inputs have the layout ``InputLayout/picture``; targets one channel, −1 on a line and 1 on paper.
package struct LinedDataset: Dataset {
  private let pictures: any LinedPictures
  private let smears: Bool

  /// - Parameter smears: whether the damage ends in a blur or a dilation at times.
  package init(_ pictures: any LinedPictures, smears: Bool = false) {
    self.pictures = pictures
    self.smears = smears
  }

  package func example(seed: UInt64, step: Int, index: Int, size: Int) -> Example {
    let lined = pictures.linedPicture(seed: seed, step: step, index: index, size: size)
    var random = SeededGenerator(seed: seed ^ 0xDA_3A6E, step, index)
    let damaged = PictureDamage(using: &random, smears: smears).applied(to: lined.picture)
    return Example(
      input: damaged.activations(), target: lined.lines.values.map { 1 - 2 * $0 }, size: size)
  }
}

import Networks
import Pictures

/// Pictures in whatever light and sharpness, and their lines: what a network that draws colouring pages learns from.
///
/// Inputs have the layout ``InputLayout/picture``; targets one channel, −1 on a line and 1 on paper.
package struct LinedDataset: Dataset {
  private let pictures: any LinedPictures

  package init(_ pictures: any LinedPictures) {
    self.pictures = pictures
  }

  package func example(seed: UInt64, step: Int, index: Int, size: Int) -> Example {
    let lined = pictures.linedPicture(seed: seed, step: step, index: index, size: size)
    var random = SeededGenerator(seed: seed ^ 0xDA_3A6E, step, index)
    let damaged = PictureDamage(using: &random).applied(to: lined.picture)
    return Example(
      input: damaged.activations(), target: lined.lines.values.map { 1 - 2 * $0 }, size: size)
  }
}

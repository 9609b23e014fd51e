/// Endless training pairs of a drawn domain. The arguments alone decide each pair: nothing is kept between calls.
package struct DrawnPairs: Sendable {
  package let domain: any DrawnDomain

  /// Share of the pairs without any colour hint. They show only what the lines let one expect.
  package static let shareWithoutHints = 1.0 / 3

  package init(_ domain: any DrawnDomain) {
    self.domain = domain
  }

  /// Input (size · size · 5, ink and hints) and target (size · size · 3, −1…1), both NHWC with one picture.
  package func sample(seed: UInt64, step: Int, index: Int, size: Int) -> (input: [Float], target: [Float]) {
    let pair = pair(seed: seed, step: step, index: index, size: size)
    return (pair.input(), pair.picture.activations())
  }

  /// The same pair before it becomes numbers.
  package func pair(seed: UInt64, step: Int, index: Int, size: Int) -> TrainingPair {
    var random = SeededGenerator(seed: seed, step, index)
    let isHinted = !random.chance(Self.shareWithoutHints)
    let drawn = domain.draw(size: size, isUsual: !isHinted, using: &random)
    // Without hints only a line can tell that there is a bow or a bamboo.
    let sketch = Sketcher().sketch(
      drawn.strokes, keeping: isHinted ? [] : [.clothing, .prop, .background], using: &random)
    let hints =
      isHinted ? ColourHints.random(for: drawn.image, covering: drawn.surprises, using: &random) : ColourHints()
    let picture = drawn.image.keeping(SketchRaster.ink(sketch, size: size))
    return TrainingPair(picture: picture, sketch: sketch, hints: hints, hasHardInk: random.chance(0.15))
  }
}

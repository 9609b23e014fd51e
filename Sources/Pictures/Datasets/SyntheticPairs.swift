/// Endless training pairs of a drawn domain. The arguments alone decide each pair: nothing is kept between calls.
package struct SyntheticPairs: PairedDataset {
  package let domain: any DrawnDomain
  package let style: PairStyle

  /// Share of the pairs without any colour hint. They show only what the lines let one expect.
  package static let shareWithoutHints = 1.0 / 3
  /// The same where a palette tells the colours.
  package static let shareWithPaletteAlone = 0.5

  /// What nothing but its line tells of.
  private static let unguessable: Set<StrokeRole> = [.clothing, .prop, .background]
  /// Parts that may have another colour of the palette than what they are a part of: left out of the sketch, they would
  /// be learnt as patches at likely places of whatever is drawn without them.
  private static let ownColoured = unguessable.union([.feature, .ear, .arm, .leg, .tail])

  private let drawer: LineDrawer?

  /// - Parameter linesBy: who draws the lines where the style wants learned ones.
  package init(_ domain: any DrawnDomain, style: PairStyle = PairStyle(), linesBy: LineDrawer? = nil) {
    precondition(style.lines != .learned || linesBy != nil, "learned lines need who has learned to draw them")
    self.domain = domain
    self.style = style
    drawer = linesBy
  }

  package func pair(seed: UInt64, step: Int, index: Int, size: Int) -> SketchedPicture {
    strokePair(seed: seed, step: step, index: index, size: size).rasterised()
  }

  /// The same pair with its sketch as strokes.
  package func strokePair(seed: UInt64, step: Int, index: Int, size: Int) -> TrainingPair {
    var random = SeededGenerator(seed: seed, step, index)
    let mayBeHinted = !random.chance(style.hasPalette ? Self.shareWithPaletteAlone : Self.shareWithoutHints)
    let isHinted = mayBeHinted && style.hasHints
    let drawn = domain.draw(
      DrawnStyle(
        size: size, colours: isHinted ? .any : (style.hasPalette ? .anyThing : .usual), look: style.look),
      using: &random)
    let palette = style.hasPalette ? Palette(of: drawn.thing.colours, figure: drawn.thing.figure) : nil
    // Who finds lines in the picture does not know how it was drawn.
    let outlines =
      switch style.lines {
      case .sketched: drawn.strokes
      case .edges: PictureTrace(drawn.image).strokes
      case .learned: PictureTrace(drawn.image, by: drawer).strokes
      }
    // Without hints only a line can tell that there is a bow or a bamboo.
    let kept = style.hasPalette ? Self.ownColoured : isHinted ? [] : Self.unguessable
    return TrainingPair(
      picture: drawn.image, outlines: outlines, keeping: kept,
      hintPlaces: isHinted ? drawn.surprises : nil, style: style, palette: palette, using: &random)
  }
}

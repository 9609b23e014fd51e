/// A picture, the sketch that a person might make of it, and a few dabs of its colours.
package struct TrainingPair: Sendable {
  package var picture: Image
  package var sketch: [Stroke]
  package var hints: ColourHints
  /// Whether the ink is as hard as in a scanned line drawing, black or white only.
  package var hasHardInk: Bool
  /// Of the things in the picture, where they are known.
  package var palette: Palette?

  /// The same with the sketch as pixels.
  package func rasterised() -> SketchedPicture {
    var ink = SketchRaster.ink(sketch, size: picture.width)
    if hasHardInk { ink.values = ink.values.map { $0 >= 0.5 ? 1 : 0 } }
    var sketched = SketchedPicture(ink: ink, hints: hints, picture: picture)
    sketched.palette = palette
    let missing = OutlineClosing.strokes(closing: sketch)
    if !missing.isEmpty { sketched.closing = SketchRaster.ink(missing, size: picture.width) }
    return sketched
  }
}

extension TrainingPair {
  /// A picture with the sketch that a person makes of its outlines, or with the outlines themselves.
  ///
  /// Where somebody sketches, the picture keeps every line of the sketch, or at least those that belong to nothing:
  /// all of them with the style's outlines, else only the distractors.
  ///
  /// - Parameters:
  ///   - keeping: roles that are never left out, because nothing else tells that they are there.
  ///   - hintPlaces: places that get a dab of colour in any case; nil for no hints at all.
  ///   - palette: of the things in the picture, where they are known.
  init(
    picture: Image, outlines: [SemanticStroke], keeping: Set<StrokeRole> = [], hintPlaces: [Point]?, style: PairStyle,
    palette: Palette? = nil, using random: inout SeededGenerator
  ) {
    var sketch: [Stroke]
    switch style.lines {
    case .sketched: sketch = Sketcher().sketch(outlines, keeping: keeping, using: &random)
    case .edges, .learned:
      sketch = outlines.plainStrokes
    }
    var hints = hintPlaces.map { ColourHints.random(for: picture, covering: $0, using: &random) } ?? ColourHints()
    if style.coloursRegions {
      hints.marks = RegionColours.hints(for: sketch, of: picture, using: &random).marks + hints.marks
    }
    let own = sketch.count
    if style.distractors > 0 && random.chance(style.distractors) {
      sketch += DistractorStrokes.doodles(width: sketch.first?.width ?? Stroke.pencilWidth, using: &random)
    }
    guard style.lines == .sketched else {
      // Lines that were found in the picture lie on its own already.
      self.init(picture: picture, sketch: sketch, hints: hints, hasHardInk: false, palette: palette)
      return
    }
    let kept = style.look == .outlined ? sketch : Array(sketch.dropFirst(own))
    self.init(
      picture: picture.keeping(SketchRaster.ink(kept, size: picture.width)), sketch: sketch, hints: hints,
      hasHardInk: random.chance(0.15), palette: palette)
  }
}

/// A picture, the sketch that a person might make of it, and a few dabs of its colours.
package struct TrainingPair: Sendable {
  package var picture: Image
  package var sketch: [Stroke]
  package var hints: ColourHints
  /// Whether the ink is as hard as in a scanned line drawing, black or white only.
  package var hasHardInk: Bool

  /// What the generator reads: size · size · 5 values, see ``SketchRaster/networkInput(_:size:channels:)``.
  package func input() -> [Float] {
    var ink = SketchRaster.ink(sketch, size: picture.width)
    if hasHardInk { ink.values = ink.values.map { $0 >= 0.5 ? 1 : 0 } }
    return SketchRaster.interleave(ink: ink, hints: hints)
  }
}

import Pictures

/// How well a picture keeps to the drawing that it was made from, measured at 256 × 256 pixels whatever its size.
package struct Measures: Hashable, Sendable {
  /// Share of the ink that the picture follows, 0…1; nil where there is no ink.
  package let lines: Double?
  /// Share of the crayon's dabs whose colour the picture has, 0…1; nil where there is no crayon.
  package let hints: Double?

  package init(_ strokes: [Stroke], _ picture: Image, _ lineMeasure: Gallery.LineMeasure) {
    let side = 256
    let scaled = picture.width == side && picture.height == side ? picture : picture.scaled(width: side, height: side)
    lines = lineMeasure(SketchRaster.ink(strokes, size: side), scaled).map { min(max($0, 0), 1) }
    hints = HintFollowing.share(strokes, picture: scaled)
  }

  /// One to three; see ``Score``.
  package var stars: Int { Score.stars(lineFollowing: lines, hintFollowing: hints) }
}

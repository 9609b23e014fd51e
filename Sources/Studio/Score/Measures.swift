import Pictures

/// How well a picture keeps to the drawing that it was made from, measured at 256 × 256 pixels whatever its size.
package struct Measures: Hashable, Sendable {
  /// Share of the ink that the picture follows, 0…1; nil where there is no ink.
  package let lines: Double?
  /// Share of the crayon's dabs whose colour the picture has, 0…1; nil where there is no crayon.
  package let hints: Double?
  /// Whether there is hardly anything on the page that a picture could keep to.
  package let isAlmostNothing: Bool

  package init(lines: Double?, hints: Double?, isAlmostNothing: Bool = false) {
    self.lines = lines
    self.hints = hints
    self.isAlmostNothing = isAlmostNothing
  }

  package init(_ strokes: [Stroke], _ picture: Image, _ lineMeasure: Gallery.LineMeasure) {
    let side = 256
    let scaled = picture.width == side && picture.height == side ? picture : picture.scaled(width: side, height: side)
    self.init(
      lines: lineMeasure(SketchRaster.ink(strokes, size: side), scaled).map { min(max($0, 0), 1) },
      hints: HintFollowing.share(strokes, picture: scaled), isAlmostNothing: InkFacts(strokes).isAlmostNothing)
  }

  /// One to three by today's rule; see ``Score``.
  package var stars: Int { stars(by: .current) }

  /// One to three; see ``Score``.
  package func stars(by rule: StarRule) -> Int { Score.stars(lineFollowing: lines, hintFollowing: hints, rule: rule) }

  /// The stars to be seen: none where there was nothing to keep to.
  package var shownStars: Int { isAlmostNothing ? 0 : stars }

  /// Whether the magic did as it was told: it kept to the lines, and to the crayon where there is some.
  package var hasListened: Bool {
    !isAlmostNothing && (lines != nil || hints != nil) && (lines ?? 1) >= Score.listening.lines
      && (hints ?? 1) >= Score.listening.hints
  }
}

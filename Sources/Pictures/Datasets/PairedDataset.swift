/// Endless training pairs of a sketch and its picture. The arguments alone decide a pair, so that a resumed run sees what
/// an uninterrupted one would have seen.
package protocol PairedDataset: Sendable {
  /// One pair.
  ///
  /// - Parameters:
  ///   - seed: of the run.
  ///   - step: of the run.
  ///   - index: within the step's batch.
  ///   - size: side in pixels.
  func pair(seed: UInt64, step: Int, index: Int, size: Int) -> SketchedPicture
}

/// A picture, the ink of a sketch of it, and dabs of its colours.
package struct SketchedPicture: Sendable {
  /// 0…1, of the picture's size.
  package var ink: Plane
  /// What closes its outlines, of the same size; nil where that is not known or nothing is open.
  package var closing: Plane?
  package var hints: ColourHints
  package var picture: Image
  /// Of the things in the picture, where they are known.
  package var palette: Palette?

  package init(ink: Plane, hints: ColourHints, picture: Image) {
    self.ink = ink
    self.hints = hints
    self.picture = picture
  }

  /// The palette of what the picture shows: of its things where they are known, or of what the sketch encloses.
  package var shownPalette: Palette {
    palette ?? Palette(of: picture, figure: InsideMask(ink, closing: closing).inside)
  }
}

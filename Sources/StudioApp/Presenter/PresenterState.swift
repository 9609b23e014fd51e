import Studio
import Terminal

/// What the presenter's screen knows besides the drawing.
package struct PresenterState: Equatable, Sendable {
  /// The demonstration under way.
  package var demo: DemoRun?
  /// How long the newest whole picture took, in milliseconds.
  package var milliseconds: Double?

  package init() {}
}

/// A demonstration: recorded drawings through every domain, over and over.
package struct DemoRun: Equatable, Sendable {
  /// Which drawing of the library it has come to.
  package var index = 0
  /// Seconds since this drawing began.
  package var position = 0.0
  /// How many strokes, and how many places of the next one, are on the paper.
  package var strokes = 0
  package var points = 0
  package var shows = Shows.drawing

  /// What there is to be seen.
  package enum Shows: Hashable, Sendable {
    case drawing
    /// The finished picture, then the drawing at its place, then the picture again.
    case picture, before, after
  }

  package init() {}
}

import Pictures
import Studio
import Terminal

/// What moves on the drawing screen, and what stands in the picture's place for a while.
package struct StageState: Equatable, Sendable {
  /// Nothing glides or sparkles for people whom movement disturbs.
  package var reducedMotion = false
  /// The drawing that draws itself again, if it does.
  package var replay: RunningReplay?
  /// The picture that is just arriving.
  package var reveal: Reveal?
  /// The drawing in the picture's place, to compare the two.
  package var sketch: Image?

  package init(reducedMotion: Bool = false) {
    self.reducedMotion = reducedMotion
  }
}

/// A replay and how far it has come.
package struct RunningReplay: Equatable, Sendable {
  package var replay: StrokeReplay
  /// Seconds since it began.
  package var position = 0.0

  package init(_ strokes: [Stroke]) {
    replay = StrokeReplay(strokes)
  }

  /// The finished drawing stays for a moment before the canvas is the child's again.
  package static let rest = 0.4

  package var isOver: Bool { position >= replay.duration + Self.rest }
}

import Pictures
import Studio
import Terminal

/// A drawing that draws itself again, and how far it has come.
package struct RunningReplay: Equatable, Sendable {
  package var replay: StrokeReplay
  /// Seconds since it began.
  package var position = 0.0

  /// - Parameter longest: the most seconds it may take; as long as the strokes ask for if nil.
  package init(_ strokes: [Stroke], longest: Double? = nil) {
    replay = longest.map { StrokeReplay(strokes, longest: $0) } ?? StrokeReplay(strokes)
  }

  /// The finished drawing stays for a moment before the canvas is the child's again.
  package static let rest = 0.4

  package var isOver: Bool { position >= replay.duration + Self.rest }

  /// The strokes it has come to; with reduced motion it jumps from stroke to stroke.
  func strokes(reducedMotion: Bool = false) -> [Stroke] {
    replay.strokes(at: position, isJumping: reducedMotion)
  }
}

/// The drawing draws itself again.
extension Workbench {
  /// The strokes to be seen: while the drawing draws itself again, only those it has come to.
  var visibleStrokes: [Stroke] {
    canvas.replay?.strokes(reducedMotion: surroundings.reducedMotion) ?? canvas.drawing.strokes
  }

  mutating func startReplay() -> Outcome {
    let effects = liftPen()
    guard !canvas.drawing.isEmpty else {
      notice = Notice(.drawFirst)
      return effects
    }
    translation.isInFront = false
    canvas.replay = RunningReplay(canvas.drawing.strokes)
    notice = Notice(.replaying)
    return effects
  }

  /// Whatever somebody does ends the replay. Returns whether the event meant just that.
  ///
  /// - Parameter button: where the replay's own button is.
  mutating func interruptReplay(_ event: InputEvent, button: Rectangle?) -> Bool {
    guard canvas.replay != nil else { return false }
    switch event {
    case .key(let key):
      canvas.replay = nil
      return [.escape, .character("a"), .character(" ")].contains(key.withoutCapital)
    case .mouse(let event):
      guard event.action == .press else { return false }
      canvas.replay = nil
      return button?.contains(column: event.column, row: event.row) ?? false
    case .resize, .resumed, .paste, .focus: return false
    }
  }
}

import Pictures
import Studio
import Terminal

/// How the tools are set, and what is only shown until the next step: a shape being pulled up, a step just taken back.
package struct ToolState: Equatable, Sendable {
  package var size = PenSize.medium
  package var stamp = Stamp.heart
  /// Whether everything drawn is drawn on the other half of the page too.
  package var isMirrored = false

  /// Where a line or an ellipse began, until its other end is chosen.
  package var anchor: Point?
  /// Where the pointer went since the scribble began.
  package var path: [Point] = []
  /// Whether the mouse's button that began a shape or a scribble is still held.
  package var isPulling = false
  /// Where the pointer was last seen over the canvas; nil while it is elsewhere.
  package var pointer: Point?
  /// What the last undo or redo changed.
  package var echo: StepEcho?

  package init() {}

  /// Forgets a shape or a scribble that was begun; returns whether there was one.
  @discardableResult
  mutating func drop() -> Bool {
    let wasBusy = anchor != nil || !path.isEmpty
    anchor = nil
    path = []
    isPulling = false
    return wasBusy
  }
}

/// What an undo or a redo changed, shown on the canvas until the next step so that it can be seen to have worked.
package struct StepEcho: Equatable, Sendable {
  /// Strokes that are gone, shown faintly.
  package let gone: [Stroke]
  /// Strokes that came back, shown brightly.
  package let back: [Stroke]

  /// Compares the page before and after the step. What erasers did shows by itself.
  package init(before: [Stroke], after: [Stroke]) {
    let common = zip(before, after).prefix { $0 == $1 }.count
    let seen = { (strokes: ArraySlice<Stroke>) in
      strokes.filter { $0.kind != .eraser }.map { Stroke(.pencil, width: $0.width, points: $0.points) }
    }
    gone = seen(before[common...])
    back = seen(after[common...])
  }
}

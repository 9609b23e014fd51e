/// A drawing with all that is shown on its paper while somebody draws.
package struct DrawingScene: Equatable, Sendable {
  /// Where the pen of the keys stands.
  package struct Cursor: Equatable, Sendable {
    package var place: Point
    package var isDown: Bool
    /// Whether it is a hand with a pencil rather than a ring.
    package var isHand: Bool

    package init(place: Point, isDown: Bool, isHand: Bool = false) {
      self.place = place
      self.isDown = isDown
      self.isHand = isHand
    }
  }

  /// The colours of what is no part of the drawing, red, green and blue 0…255.
  package struct Colours: Equatable, Sendable {
    /// Lines to trace.
    package var outline: [UInt8] = [150, 175, 215]
    /// What has just gone, and the mirror's axis.
    package var faint: [UInt8] = [175, 184, 205]
    /// What would be drawn, or has just come back, and the cursor.
    package var bright: [UInt8] = [0, 90, 175]

    package init() {}
  }

  package var strokes: [Stroke]
  /// Lines to trace, under everything.
  package var outline: [Stroke] = []
  /// Shown faintly, under the ink.
  package var faint: [Stroke] = []
  /// Shown brightly, over the ink.
  package var bright: [Stroke] = []
  /// Whether the mirror's axis is marked.
  package var hasAxis = false
  package var cursor: Cursor?
  package var colours = Colours()

  package init(strokes: [Stroke] = []) {
    self.strokes = strokes
  }
}

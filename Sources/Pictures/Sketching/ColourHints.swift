/// Marks of colour that tell a generator which colour to use around them: a person's crayon, or random dabs of a
/// training picture's own colours.
package struct ColourHints: Hashable, Sendable {
  package struct Mark: Hashable, Sendable {
    /// What the crayon leaves; nil takes earlier marks away.
    package var colour: Colour?
    /// Diameter as a share of the canvas's side.
    package var width: Double
    package var points: [Point]

    package init(colour: Colour?, width: Double, points: [Point]) {
      self.colour = colour
      self.width = width
      self.points = points
    }
  }

  package var marks: [Mark]

  package init(marks: [Mark] = []) {
    self.marks = marks
  }

  /// The crayon strokes of a drawing, and the erasers that came after them.
  package init(crayonStrokesOf strokes: [Stroke]) {
    marks = strokes.compactMap { stroke in
      switch stroke.kind {
      case .pencil, .palette: nil
      case .eraser: Mark(colour: nil, width: stroke.width, points: stroke.points)
      case .crayon(let crayon): Mark(colour: Colour(crayon), width: stroke.width, points: stroke.points)
      }
    }
    if marks.allSatisfy({ $0.colour == nil }) { marks = [] }
  }
}

/// One movement of a pen over the canvas, independent of any screen's size.
package struct Stroke: Hashable, Codable, Sendable {
  /// What the pen leaves behind.
  package enum Kind: Hashable, Codable, Sendable {
    /// Black ink.
    case pencil
    /// Takes ink and crayon away.
    case eraser
    /// A hint of colour for the generator; never ink.
    case crayon(CrayonColour)
    /// No line at all: from here on the drawing has another palette than its own, which the number chooses. It stands
    /// among the strokes so that undo, the journal and the gallery know it as they know the rest of the drawing.
    case palette(UInt64)
  }

  package var kind: Kind
  /// Diameter of the pen as a share of the canvas's side.
  package var width: Double
  /// The way the pen went. One point alone is a dot; a palette has none.
  package var points: [Point]

  package init(_ kind: Kind = .pencil, width: Double = Stroke.pencilWidth, points: [Point]) {
    self.kind = kind
    self.width = width
    self.points = points
  }

  /// A choice of another palette.
  package static func palette(_ seed: UInt64) -> Stroke { Stroke(.palette(seed), points: []) }

  /// The ordinary pencil: 2.5 pixels at 256.
  package static let pencilWidth = 2.5 / 256
  package static let eraserWidth = 16.0 / 256
  package static let crayonWidth = 14.0 / 256
}

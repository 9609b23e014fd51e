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
  }

  package var kind: Kind
  /// Diameter of the pen as a share of the canvas's side.
  package var width: Double
  /// The way the pen went. One point alone is a dot.
  package var points: [Point]

  package init(_ kind: Kind = .pencil, width: Double = Stroke.pencilWidth, points: [Point]) {
    self.kind = kind
    self.width = width
    self.points = points
  }

  /// The ordinary pencil: 2.5 pixels at 256.
  package static let pencilWidth = 2.5 / 256
  package static let eraserWidth = 16.0 / 256
  package static let crayonWidth = 14.0 / 256
}

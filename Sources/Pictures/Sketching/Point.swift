/// A place on the canvas: 0…1 from left to right and from top to bottom.
package struct Point: Hashable, Codable, Sendable {
  package var x: Double
  package var y: Double

  package init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  package static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
  package static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }
  package static func * (a: Point, scale: Double) -> Point { Point(a.x * scale, a.y * scale) }

  /// Distance from the origin.
  package var length: Double { (x * x + y * y).squareRoot() }

  /// The nearest place on the canvas.
  package var onCanvas: Point { Point(min(max(x, 0), 1), min(max(y, 0), 1)) }
}

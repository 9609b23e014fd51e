import Pictures

/// Drawing on both halves of the page at once: what is left of the vertical middle appears on its right, and the reverse.
package enum Mirror {
  /// The place on the other side.
  package static func image(of point: Point) -> Point { Point(1 - point.x, point.y).onGrid }

  package static func image(of stroke: Stroke) -> Stroke {
    Stroke(stroke.kind, width: stroke.width, points: stroke.points.map(image))
  }

  /// The strokes and then their mirror images. What lies on the middle and is its own image comes once.
  package static func doubled(_ strokes: [Stroke]) -> [Stroke] {
    strokes + strokes.map { image(of: $0) }.filter { !strokes.contains($0) }
  }
}

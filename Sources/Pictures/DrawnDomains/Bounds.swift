/// The smallest upright rectangle around some points.
struct Bounds: Hashable, Sendable {
  var low: Point
  var high: Point

  init(_ points: some Sequence<Point>) {
    low = Point(.infinity, .infinity)
    high = Point(-.infinity, -.infinity)
    for point in points {
      low = Point(min(low.x, point.x), min(low.y, point.y))
      high = Point(max(high.x, point.x), max(high.y, point.y))
    }
  }

  var centre: Point { (low + high) * 0.5 }
  var size: Point { high - low }

  func contains(_ point: Point) -> Bool {
    point.x >= low.x && point.x <= high.x && point.y >= low.y && point.y <= high.y
  }
}

/// Whether a point lies inside a closed outline (even-odd rule).
func isInside(_ point: Point, _ outline: [Point]) -> Bool {
  var inside = false
  outline.withUnsafeBufferPointer { outline in
    guard var previous = outline.last else { return }
    for corner in outline {
      if (corner.y > point.y) != (previous.y > point.y) {
        let crossing = corner.x + (point.y - corner.y) / (previous.y - corner.y) * (previous.x - corner.x)
        if point.x < crossing { inside.toggle() }
      }
      previous = corner
    }
  }
  return inside
}

import Glibc

/// Geometry of lines that go through points.
package enum Polyline {
  package static func length(_ points: [Point]) -> Double {
    zip(points, points.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0).length }
  }

  /// Points at even distances along the line, both ends kept.
  package static func resampled(_ points: [Point], spacing: Double) -> [Point] {
    guard let first = points.first, let last = points.last else { return points }
    var result = [first]
    var travelled = 0.0
    for (a, b) in zip(points, points.dropFirst()) {
      let step = (b - a).length
      guard step > 0 else { continue }
      var next = spacing - travelled
      while next <= step {
        result.append(a + (b - a) * (next / step))
        next += spacing
      }
      travelled = (travelled + step).truncatingRemainder(dividingBy: spacing)
    }
    if result.last != last { result.append(last) }
    return result
  }

  /// Fewer points, none of the dropped ones further than `tolerance` from the line (Ramer 1972, Douglas and Peucker
  /// 1973).
  package static func simplified(_ points: [Point], tolerance: Double) -> [Point] {
    guard points.count > 2, tolerance > 0 else { return points }
    var keep = [Bool](repeating: false, count: points.count)
    keep[0] = true
    keep[points.count - 1] = true
    var open = [(0, points.count - 1)]
    while let (from, to) = open.popLast() {
      guard to - from > 1 else { continue }
      let a = points[from]
      let along = points[to] - a
      let length = along.length
      var furthest = from
      var distance = tolerance
      for index in (from + 1)..<to {
        let offset = points[index] - a
        // A loop starts where it ends: then the distance to that point decides.
        let d = length < 1e-9 ? offset.length : abs(offset.x * along.y - offset.y * along.x) / length
        if d > distance {
          distance = d
          furthest = index
        }
      }
      if furthest != from {
        keep[furthest] = true
        open.append((from, furthest))
        open.append((furthest, to))
      }
    }
    return points.indices.filter { keep[$0] }.map { points[$0] }
  }
}

import Pictures

/// A centripetal Catmull–Rom curve through points, as cubic Bézier pieces (Yuksel, Schaefer and Keyser, 2011).
struct CatmullRom {
  /// The curve passes through each of these; neighbours differ.
  private let points: [Point]

  init(_ points: [Point]) {
    precondition(points.count > 1, "a curve needs two points")
    self.points = points
  }

  var pieceCount: Int { points.count - 1 }

  /// Appends the points of one piece, its end included and its start not, so close that the line through them lies
  /// within the tolerance of the curve (Wang's bound for flattening Bézier curves).
  func flatten(_ piece: Int, tolerance: Double, into line: inout [Point]) {
    let (a, b, c, d) = bezier(piece)
    let bend = max((a - b * 2 + c).length, (b - c * 2 + d).length)
    let count = min(64, max(1, Int((0.75 * bend / tolerance).squareRoot().rounded(.up))))
    for step in 1..<max(count, 1) {
      let t = Double(step) / Double(count)
      let s = 1 - t
      line.append(a * (s * s * s) + b * (3 * s * s * t) + c * (3 * s * t * t) + d * (t * t * t))
    }
    line.append(d)
  }

  /// The four control points of the piece between points `piece` and `piece + 1`.
  private func bezier(_ piece: Int) -> (Point, Point, Point, Point) {
    let start = points[piece]
    let end = points[piece + 1]
    // Beyond either end the curve goes on as a mirror image, which lets it leave its first point without a hook.
    let before = piece > 0 ? points[piece - 1] : start * 2 - end
    let after = piece + 2 < points.count ? points[piece + 2] : end * 2 - start
    // Knot distances: the square roots of the distances between the points.
    let d1 = (start - before).length.squareRoot()
    let d2 = (end - start).length.squareRoot()
    let d3 = (after - end).length.squareRoot()
    return (start, control(start, before, end, d1, d2), control(end, after, start, d3, d2), end)
  }

  /// The inner control point beside `near`, whose neighbour outside the piece is `outer` and inside it `far`.
  private func control(_ near: Point, _ outer: Point, _ far: Point, _ dOuter: Double, _ d: Double) -> Point {
    guard dOuter > 1e-9, d > 1e-9 else { return near }
    let a = dOuter * dOuter
    let b = d * d
    let scale = 1 / (3 * dOuter * (dOuter + d))
    return (far * a - outer * b + near * (2 * a + 3 * dOuter * d + b)) * scale
  }
}

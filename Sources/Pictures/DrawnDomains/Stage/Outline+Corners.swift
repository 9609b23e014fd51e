import Glibc

extension Outline {
  /// A closed line that turns softly at its corners (corner cutting, Chaikin 1974).
  ///
  /// - Parameter cut: The share of each side that a corner takes, 0 for sharp ones to 0.25 for the softest.
  static func rounded(_ corners: [Point], cut: Double = 0.2) -> [Point] {
    guard cut > 0.01, corners.count > 2 else { return polygon(corners) }
    var points = corners
    var share = cut
    for _ in 0..<3 {
      points = points.indices.flatMap { index -> [Point] in
        let a = points[index]
        let b = points[(index + 1) % points.count]
        return [a + (b - a) * share, b + (a - b) * share]
      }
      share = 0.25
    }
    return polygon(points)
  }

  /// An arc of an ellipse; angles in radians, 0 to the right, clockwise on the screen.
  static func arc(_ centre: Point, _ rx: Double, _ ry: Double, from: Double, to: Double, count: Int = 24) -> [Point] {
    (0...count).map { step in
      let angle = from + (to - from) * Double(step) / Double(count)
      return Point(centre.x + rx * cos(angle), centre.y + ry * sin(angle))
    }
  }

  /// A rectangle with soft corners.
  static func box(_ low: Point, _ high: Point, cut: Double = 0.1) -> [Point] {
    rounded([low, Point(high.x, low.y), high, Point(low.x, high.y)], cut: cut)
  }
}

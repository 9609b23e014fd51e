import Foundation
import Pictures

/// What is pulled up between two places: its corners, or its ends.
package enum Shape: Hashable, Sendable, CaseIterable {
  case line, ellipse

  /// The shape as the points of one stroke.
  ///
  /// An ellipse fills the upright box between the two corners, and becomes a circle where the box is nearly square, since
  /// no hand hits a square.
  package func points(from start: Point, to end: Point) -> [Point] {
    let (start, end) = (start.onCanvas, end.onCanvas)
    switch self {
    case .line: return [start.onGrid, end.onGrid]
    case .ellipse:
      let middle = (start + end) * 0.5
      var reach = Point(abs(end.x - start.x) / 2, abs(end.y - start.y) / 2)
      if min(reach.x, reach.y) > 0.8 * max(reach.x, reach.y) {
        // The smaller of the two, so that the circle stays on the canvas as the box does.
        let radius = min(reach.x, reach.y)
        reach = Point(radius, radius)
      }
      return Shape.ellipse(about: middle, reach: reach)
    }
  }

  /// A closed ellipse, beginning at the top as most hands do.
  static func ellipse(about middle: Point, reach: Point) -> [Point] {
    let count = 48
    let ring = (0..<count).map { step in
      let angle = Double(step) / Double(count) * 2 * .pi
      return Point(middle.x + reach.x * sin(angle), middle.y - reach.y * cos(angle)).onCanvas.onGrid
    }
    return ring + ring.prefix(1)
  }
}

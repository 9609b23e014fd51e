import Foundation
import Pictures

/// A small shape that one click places.
package enum Stamp: Int, Hashable, Codable, Sendable, CaseIterable {
  case heart, star, triangle, square, eye, nose, smile, wheel

  /// The stamp's strokes about a place. Where it would hang over the edge it moves onto the canvas.
  package func strokes(at place: Point, size: PenSize, width: Double) -> [Stroke] {
    let radius = size.stampRadius
    let inside = { (value: Double) in min(max(value, radius), 1 - radius) }
    let middle = Point(inside(place.x), inside(place.y))
    return lines.map { line in
      Stroke(.pencil, width: width, points: line.map { (middle + $0 * radius).onCanvas.onGrid })
    }
  }

  /// The lines in a box from -1 to 1 each way, y downwards.
  package var lines: [[Point]] {
    switch self {
    case .heart: [Self.heartCurve]
    case .star: [Self.closed(Self.ring(10) { $0.isMultiple(of: 2) ? 1 : 0.42 })]
    case .triangle: [Self.closed([Point(0, -0.9), Point(0.95, 0.8), Point(-0.95, 0.8)])]
    case .square: [Self.closed([Point(-0.85, -0.85), Point(0.85, -0.85), Point(0.85, 0.85), Point(-0.85, 0.85)])]
    case .eye:
      [Self.circle(0.95), Self.circle(0.45), Self.circle(0.25), [Point(-0.1, 0), Point(0.1, 0)]]
    case .nose:
      [
        Self.closed([
          Point(-0.7, -0.45), Point(0, -0.6), Point(0.7, -0.45), Point(0.45, 0.1), Point(0, 0.4), Point(-0.45, 0.1),
        ]),
        [Point(0, 0.4), Point(0, 0.95)],
      ]
    case .smile: [(0...16).map { Self.polar(Double($0) / 16 * 0.5 + 0.25, 0.95) + Point(0, -0.35) }]
    case .wheel:
      [Self.circle(0.98), Self.circle(0.3)]
        + (0..<6).map { spoke in [Self.polar(Double(spoke) / 6, 0.3), Self.polar(Double(spoke) / 6, 0.98)] }
    }
  }

  /// The usual heart of sines and cosines, 32 high and wide, brought into the box.
  private static let heartCurve: [Point] = (0...40).map { step in
    let t = Double(step) / 40 * 2 * .pi
    let up = 13 * cos(t) - 5 * cos(2 * t) - 2 * cos(3 * t) - cos(4 * t)
    return Point(16 * pow(sin(t), 3) / 17, -(up + 2.5) / 17)
  }

  /// A place on the circle of that radius, counted in turns clockwise from the top.
  private static func polar(_ turn: Double, _ radius: Double) -> Point {
    Point(radius * sin(turn * 2 * .pi), -radius * cos(turn * 2 * .pi))
  }

  private static func ring(_ count: Int, radius: (Int) -> Double) -> [Point] {
    (0..<count).map { polar(Double($0) / Double(count), radius($0)) }
  }

  private static func circle(_ radius: Double) -> [Point] { closed(ring(24) { _ in radius }) }

  private static func closed(_ points: [Point]) -> [Point] { points + points.prefix(1) }
}

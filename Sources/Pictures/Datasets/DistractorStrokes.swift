import Glibc

/// Lines that belong to nothing: what children add to a drawing because it is fun. A generator that has seen them
/// shows every line in its picture.
package enum DistractorStrokes {
  private enum Kind: CaseIterable {
    case wiggle, spiral, zigzag, circle, cross, star, letters, line, heart, dots
  }

  /// One or two doodles anywhere on the canvas, drawn with one pen.
  package static func doodles(width: Double, using random: inout SeededGenerator) -> [Stroke] {
    (0..<(random.chance(0.6) ? 1 : 2)).flatMap { _ in doodle(width: width, using: &random) }
  }

  private static func doodle(width: Double, using random: inout SeededGenerator) -> [Stroke] {
    let kind = Kind.allCases[Int(random.next() % UInt64(Kind.allCases.count))]
    let size = exp(random.uniform(log(0.03), log(0.16)))
    let middle = Point(random.uniform(0.06, 0.94), random.uniform(0.06, 0.94))
    let turn = random.uniform(-0.6, 0.6)
    let squeeze = random.uniform(0.6, 1)
    return unit(kind, using: &random).map { points in
      Stroke(
        .pencil, width: width,
        points: points.map { p in
          let q = Point(p.x, p.y * squeeze)
          let jitter = Point(random.normal(), random.normal()) * 0.02
          return middle + (Point(q.x * cos(turn) - q.y * sin(turn), q.x * sin(turn) + q.y * cos(turn)) + jitter) * size
        })
    }
  }

  /// Lines within about −1…1.
  private static func unit(_ kind: Kind, using random: inout SeededGenerator) -> [[Point]] {
    switch kind {
    case .wiggle:
      let waves = random.uniform(1.5, 4)
      return [(0...28).map { Point(-1.3 + Double($0) * 2.6 / 28, 0.5 * sin(Double($0) / 28 * waves * 2 * .pi)) }]
    case .spiral:
      let turns = random.uniform(1.5, 3.5)
      let direction = random.sign()
      return [
        (0...36).map { step in
          let t = Double(step) / 36
          return polar(0.1 + 0.9 * t, direction * turns * 2 * .pi * t)
        }
      ]
    case .zigzag:
      let corners = 4 + Int(random.next() % 6)
      return [(0...corners).map { Point(-1.3 + Double($0) * 2.6 / Double(corners), $0 % 2 == 0 ? 0.6 : -0.6) }]
    case .circle:
      let start = random.uniform(0, 2 * .pi)
      let sweep = random.uniform(1.9, 2.15) * .pi
      return [(0...20).map { polar(1, start + sweep * Double($0) / 20) }]
    case .cross: return [[Point(-1, -1), Point(1, 1)], [Point(1, -1), Point(-1, 1)]]
    case .star: return [(0...5).map { polar(1.1, -.pi / 2 + Double($0) * 0.8 * .pi) }]
    case .letters:
      // Arches and loops as in somebody's name.
      return [
        (0...(24 + Int(random.next() % 24))).map { step in
          let t = Double(step) / 5
          return Point(-1.4 + t * 0.35 + 0.3 * sin(t * 2.1), 0.55 * cos(t * 2.1) + 0.2 * sin(t * 0.9))
        }
      ]
    case .line: return [[Point(-1.6, random.normal() * 0.2), Point(0, random.normal() * 0.1), Point(1.6, 0)]]
    case .heart:
      return [
        (0...24).map { step in
          let t = Double(step) / 24 * 2 * .pi
          return Point(
            pow(sin(t), 3), -(13 * cos(t) - 5 * cos(2 * t) - 2 * cos(3 * t) - cos(4 * t)) / 16)
        }
      ]
    case .dots: return (0..<3).map { _ in [Point(random.uniform(-1, 1), random.uniform(-1, 1))] }
    }
  }

  private static func polar(_ radius: Double, _ angle: Double) -> Point {
    Point(radius * cos(angle), radius * sin(angle))
  }
}

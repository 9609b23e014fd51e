import Glibc

/// A gentle bending of the plane: a turn, a shear and a squeeze, and two slow waves, which keep lines smooth.
struct SmoothWarp {
  private let turn: Double
  private let shear: Double
  private let squeeze: Double
  private let waves: [(direction: Point, push: Point, phase: Double)]

  /// - Parameter strength: 0 leaves everything in place, 1 is a clumsy hand.
  init(strength: Double, using random: inout SeededGenerator) {
    turn = random.normal() * 0.07 * strength
    shear = random.normal() * 0.09 * strength
    squeeze = exp(random.normal() * 0.13 * strength)
    waves = (0..<2).map { _ in
      let angle = random.uniform(0, 2 * Double.pi)
      let rate = random.uniform(0.7, 1.7)
      let way = random.uniform(0, 2 * Double.pi)
      let reach = random.normal() * 0.06 * strength
      return (
        Point(cos(angle) * rate, sin(angle) * rate), Point(cos(way) * reach, sin(way) * reach),
        random.uniform(0, 2 * Double.pi)
      )
    }
  }

  /// Moves a point of a drawing whose main part has about the radius 1.
  func callAsFunction(_ p: Point) -> Point {
    var q = p
    for wave in waves {
      q = q + wave.push * sin(p.x * wave.direction.x + p.y * wave.direction.y + wave.phase)
    }
    q = Point((q.x + shear * q.y) * squeeze, q.y / squeeze)
    return Point(q.x * cos(turn) - q.y * sin(turn), q.x * sin(turn) + q.y * cos(turn))
  }
}

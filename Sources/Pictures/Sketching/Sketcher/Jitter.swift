import Glibc

/// The slow waves of an unsteady hand. Points that lie together move together, so that parts stay joined.
struct Jitter: Sendable {
  private struct Wave {
    var rate: Point
    var push: Point
    var phase: Double
  }

  private let waves: [Wave]

  /// - Parameters:
  ///   - reach: about how far points move, pixels of a canvas of 256.
  ///   - lengths: the waves' lengths, shares of the canvas's side.
  init(reach: Double, lengths: ClosedRange<Double>, using random: inout SeededGenerator) {
    waves = (0..<4).map { _ in
      let angle = random.uniform(0, 2 * Double.pi)
      let rate = 2 * Double.pi / random.uniform(lengths.lowerBound, lengths.upperBound)
      return Wave(
        rate: Point(cos(angle), sin(angle)) * rate,
        push: Point(random.normal(), random.normal()) * (reach * SketchStyle.pixel * 0.5),
        phase: random.uniform(0, 2 * Double.pi))
    }
  }

  /// Where a point of the canvas goes.
  func callAsFunction(_ point: Point) -> Point { point + shift(at: point) }

  func shift(at point: Point) -> Point {
    waves.reduce(Point(0, 0)) { sum, wave in
      sum + wave.push * sin(point.x * wave.rate.x + point.y * wave.rate.y + wave.phase)
    }
  }
}

import Pictures

/// The pencil lines that are still to be seen: each stroke less what erasers took away after it.
struct VisibleInk {
  /// A line that was drawn in one go and that nothing interrupts.
  struct Line {
    let points: [Point]
    let width: Double
    let length: Double
    /// The box around it: its least and greatest x and y.
    private let least: Point
    private let greatest: Point

    init(_ points: [Point], width: Double) {
      self.points = points
      self.width = width
      length = Polyline.length(points)
      let (x, y) = (points.map(\.x), points.map(\.y))
      least = Point(x.min() ?? 0, y.min() ?? 0)
      greatest = Point(x.max() ?? 0, y.max() ?? 0)
    }

    /// The place of the line nearest to a point, unless that is further off than `reach`.
    ///
    /// - Parameter skipped: how much of the line's beginning and end, as lengths, does not count.
    func nearest(to place: Point, within reach: Double, skipping skipped: (start: Double, end: Double) = (0, 0))
      -> Point?
    {
      guard place.x > least.x - reach, place.x < greatest.x + reach, place.y > least.y - reach,
        place.y < greatest.y + reach
      else { return nil }
      var best: Point?
      var distance = reach
      var travelled = 0.0
      for (a, b) in zip(points, points.dropFirst()) {
        let step = (b - a).length
        let (from, to) = (max(skipped.start - travelled, 0), min(length - skipped.end - travelled, step))
        travelled += step
        guard step > 0, from < to else { continue }
        let along = (b - a) * (1 / step)
        let share = min(max((place - a).x * along.x + (place - a).y * along.y, from), to)
        let candidate = a + along * share
        if (candidate - place).length <= distance {
          distance = (candidate - place).length
          best = candidate
        }
      }
      return best
    }
  }

  let lines: [Line]

  init(_ strokes: [Stroke]) {
    lines = strokes.indices.flatMap { index -> [Line] in
      let stroke = strokes[index]
      // A damaged file's line to far away must not be followed there.
      let points = stroke.points.filter { $0.x.isFinite && $0.y.isFinite }.map(\.onCanvas)
      guard stroke.kind == .pencil, points.count > 1 else { return [] }
      let erasers = strokes[(index + 1)...].filter { $0.kind == .eraser }
      guard !erasers.isEmpty else { return [Line(points, width: stroke.width)] }
      let rubbers = erasers.map { Line($0.points + $0.points.suffix(1), width: $0.width) }
      let isGone = { (point: Point) in
        rubbers.contains { rubber in
          rubber.points.contains { ($0 - point).length <= rubber.width / 2 }
            || rubber.nearest(to: point, within: rubber.width / 2) != nil
        }
      }
      return Polyline.resampled(points, spacing: Self.spacing).split(whereSeparator: isGone)
        .filter { $0.count > 1 }.map { Line(Array($0), width: stroke.width) }
    }
  }

  /// How finely a line is looked at where something was rubbed out: a pixel at 256.
  private static let spacing = 1.0 / 256
}

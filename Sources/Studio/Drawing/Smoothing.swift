import Pictures

/// Turns the positions that a pointer reports into the smooth line that the hand meant.
///
/// A terminal reports a grid: cells, or pixels where it can. A reported position means "somewhere within this cell", so
/// a slanted line arrives as stairs. Of all lines through the reported cells this takes a smooth one. Everything is
/// measured in *grains*, one grid step across or down:
///
/// 1. *Relaxing.* Each position moves to where the cubic through its neighbours has it (the stencil that minimises
///    squared second differences), but never out of its cell, half a grain to either side. Neighbours are first taken
///    far apart, then nearer, which irons out long stairs in a few passes. The ends stay where they were reported.
/// 2. A centripetal Catmull–Rom curve through the relaxed positions (see `CatmullRom`).
/// 3. Points that lie on the line between their neighbours are left out (Douglas and Peucker, "Algorithms for the
///    reduction of the number of points required to represent a digitized line", 1973), so that files stay short.
///
/// The result passes every reported position within half a grain across and down: smooth for cells, faithful for
/// pixels, by the same rule.
package enum Smoothing {
  /// How far apart neighbours are taken, and how often.
  private static let strides = [16, 8, 4, 2, 1]
  private static let sweeps = 6
  /// How far a drawn line's short segments may lie from the curve, as a share of the canvas.
  private static let flatness = 1.0 / 4096

  /// The smooth line through reported positions.
  ///
  /// - Parameters:
  ///   - raw: positions on the canvas, 0…1; at least one for a result.
  ///   - grain: the grid's step across and down, as shares of the canvas; steps that are not above zero count as a
  ///     four-thousandth.
  /// - Returns: points on the curve, rounded to a hundred-thousandth of the canvas.
  package static func smooth(_ raw: [Point], grain: Point) -> [Point] {
    let step = Point(grain.x > 0 ? grain.x : flatness, grain.y > 0 ? grain.y : flatness)
    var reported: [Point] = []
    reported.reserveCapacity(raw.count)
    for point in raw {
      let inGrains = Point(point.x / step.x, point.y / step.y)
      if reported.last != inGrains { reported.append(inGrains) }
    }
    guard reported.count > 2 else { return rounded(reported, step) }

    let curve = CatmullRom(relaxed(reported))
    let tolerance = flatness / max(step.x, step.y)
    var line = [reported[0]]
    for piece in 0..<curve.pieceCount { curve.flatten(piece, tolerance: tolerance, into: &line) }
    return rounded(simplified(line, tolerance: tolerance), step)
  }

  /// Positions moved within their cells to where they make the smoothest line.
  private static func relaxed(_ reported: [Point]) -> [Point] {
    var line = reported
    let last = line.count - 1
    for stride in strides where stride <= last / 2 {
      for sweep in 0..<sweeps {
        for position in 1..<last {
          // To and fro, so that neither end of the line is favoured.
          let index = sweep.isMultiple(of: 2) ? position : last - position
          let near = min(stride, index, last - index)
          let far = 2 * near
          var target: Point
          if index >= far && index + far <= last {
            target = (line[index - near] + line[index + near]) * 4 - line[index - far] - line[index + far]
            target = target * (1.0 / 6)
          } else {
            target = (line[index - near] + line[index + near]) * 0.5
          }
          let centre = reported[index]
          line[index] = Point(
            min(max(target.x, centre.x - 0.5), centre.x + 0.5), min(max(target.y, centre.y - 0.5), centre.y + 0.5))
        }
      }
    }
    return line
  }

  /// The line without the points that lie within the tolerance of it anyway.
  private static func simplified(_ points: [Point], tolerance: Double) -> [Point] {
    var keep = [Bool](repeating: false, count: points.count)
    keep[0] = true
    keep[points.count - 1] = true
    var open = [(0, points.count - 1)]
    while let (first, last) = open.popLast() {
      var worst = tolerance
      var split: Int?
      for index in (first + 1)..<max(last, first + 1) {
        let distance = points[index].distance(toSegment: points[first], points[last])
        if distance > worst {
          worst = distance
          split = index
        }
      }
      if let split {
        keep[split] = true
        open.append((first, split))
        open.append((split, last))
      }
    }
    return points.indices.filter { keep[$0] }.map { points[$0] }
  }

  private static func rounded(_ line: [Point], _ step: Point) -> [Point] {
    var result: [Point] = []
    result.reserveCapacity(line.count)
    for point in line {
      let place = Point((point.x * step.x * 1e5).rounded() / 1e5, (point.y * step.y * 1e5).rounded() / 1e5)
      if result.last != place { result.append(place) }
    }
    return result
  }
}

extension Point {
  /// Distance to the nearest place on the segment from `a` to `b`.
  func distance(toSegment a: Point, _ b: Point) -> Double {
    let along = b - a
    let square = along.x * along.x + along.y * along.y
    guard square > 0 else { return (self - a).length }
    let offset = self - a
    let share = min(max((offset.x * along.x + offset.y * along.y) / square, 0), 1)
    return (offset - along * share).length
  }
}

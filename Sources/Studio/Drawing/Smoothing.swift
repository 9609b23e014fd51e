import Pictures

/// Turns the positions that a pointer reports into the smooth line that the hand meant.
///
/// A terminal reports a grid: cells, or pixels where it can. A reported position therefore means "somewhere within this
/// cell", and a slanted line arrives as stairs. Everything here is measured in *grains*, one grid step across or down:
///
/// 1. Douglas and Peucker, "Algorithms for the reduction of the number of points required to represent a digitized line"
///    (1973), with a tolerance of ¾ grain: the stairs of a straight line become its two ends.
/// 2. A centripetal Catmull–Rom curve through what is left (Yuksel, Schaefer and Keyser, "Parameterization and
///    applications of Catmull–Rom curves", 2011), which neither loops nor forms cusps between its points.
/// 3. Wherever that curve strays further than one grain from a reported position, the worst such position becomes a point
///    of the curve, and step 2 repeats. A square's edges stay straight although its corners are far apart.
///
/// The result begins and ends where the pointer did and passes every reported position within one grain: smooth for
/// cells, faithful for pixels, by the same rule.
package enum Smoothing {
  /// How far a reported position may lie from the simplified line, in grains.
  private static let simplification = 0.75
  /// How far it may lie from the curve, in grains.
  private static let strayLimit = 1.0
  /// How far the drawn line's short segments may lie from the exact curve, as a share of the canvas.
  private static let flatness = 1.0 / 4096

  /// The smooth line through reported positions.
  ///
  /// - Parameters:
  ///   - raw: positions on the canvas, 0…1; at least one for a result.
  ///   - grain: the grid's step across and down, as shares of the canvas; steps that are not above zero count as a
  ///     four-thousandth.
  /// - Returns: points on the curve, rounded to a hundred-thousandth of the canvas so that files stay short.
  package static func smooth(_ raw: [Point], grain: Point) -> [Point] {
    let step = Point(grain.x > 0 ? grain.x : flatness, grain.y > 0 ? grain.y : flatness)
    var inGrains: [Point] = []
    inGrains.reserveCapacity(raw.count)
    for point in raw {
      let scaled = Point(point.x / step.x, point.y / step.y)
      if inGrains.last != scaled { inGrains.append(scaled) }
    }
    guard inGrains.count > 2 else { return rounded(inGrains, step) }

    var kept = simplified(inGrains)
    var curve = CatmullRom(kept.map { inGrains[$0] })
    while let more = strays(from: curve, kept: kept, inGrains) {
      kept = (kept + more).sorted()
      curve = CatmullRom(kept.map { inGrains[$0] })
    }
    var line = [inGrains[0]]
    for piece in 0..<curve.pieceCount {
      curve.flatten(piece, tolerance: flatness / max(step.x, step.y), into: &line)
    }
    return rounded(line, step)
  }

  /// Indices of the points that Douglas and Peucker keep, ascending, both ends included.
  private static func simplified(_ points: [Point]) -> [Int] {
    var keep = [Bool](repeating: false, count: points.count)
    keep[0] = true
    keep[points.count - 1] = true
    var open = [(0, points.count - 1)]
    while let (first, last) = open.popLast() {
      var worst = simplification
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
    return keep.indices.filter { keep[$0] }
  }

  /// For each piece of the curve, the position that lies furthest beyond the limit; nil where none does.
  private static func strays(from curve: CatmullRom, kept: [Int], _ points: [Point]) -> [Int]? {
    var found: [Int] = []
    var line: [Point] = []
    for piece in 0..<curve.pieceCount where kept[piece + 1] - kept[piece] > 1 {
      line.removeAll(keepingCapacity: true)
      line.append(points[kept[piece]])
      curve.flatten(piece, tolerance: 0.05, into: &line)
      var worst = strayLimit
      var stray: Int?
      for index in (kept[piece] + 1)..<kept[piece + 1] {
        var nearest = Double.infinity
        for segment in 1..<line.count {
          nearest = min(nearest, points[index].distance(toSegment: line[segment - 1], line[segment]))
        }
        if nearest > worst {
          worst = nearest
          stray = index
        }
      }
      if let stray { found.append(stray) }
    }
    return found.isEmpty ? nil : found
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

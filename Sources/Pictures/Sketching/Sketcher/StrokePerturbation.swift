import Glibc

/// The hand that follows one outline: not quite on it, not quite closed, or scribbling.
struct StrokePerturbation {
  let style: SketchStyle

  /// The visible runs of an outline, sometimes all of it, drawn as a person would.
  func outline(_ stroke: SemanticStroke, using random: inout SeededGenerator) -> [[Point]] {
    let runs =
      random.chance(style.keepsHidden)
      ? [stroke.points + (stroke.isClosed ? [stroke.points[0]] : [])]
      : visibleRuns(stroke, using: &random)
    let shift = Point(random.normal(), random.normal()) * (style.offset * 0.7)
    var lines: [[Point]] = []
    for run in runs {
      let length = Polyline.length(run)
      // A crumb of an outline is nothing anybody draws.
      guard length > 0.025 || runs.count == 1 else { continue }
      let isLoop = stroke.isClosed && runs.count == 1 && (run[0] - run[run.count - 1]).length < 1e-9
      let times = random.chance(style.doubled) ? 2 : 1
      for time in 0..<times {
        let extra = time == 0 ? Point(0, 0) : Point(random.normal(), random.normal()) * (2 * SketchStyle.pixel)
        let way = isLoop ? loop(run, using: &random) : reaching(run, using: &random)
        lines.append(wobbled(way, by: shift + extra, using: &random))
      }
    }
    return lines
  }

  /// A dot, or a tiny mark, in the middle of the part.
  func dot(_ stroke: SemanticStroke, using random: inout SeededGenerator) -> [Point] {
    let bounds = Bounds(stroke.points)
    let centre = bounds.centre + Point(random.normal(), random.normal()) * style.offset
    guard random.chance(0.5) else { return [centre] }
    let reach = min(bounds.size.x, bounds.size.y) * random.uniform(0.05, 0.35)
    let angle = random.uniform(0, 2 * Double.pi)
    let arm = Point(cos(angle), sin(angle)) * reach
    return [centre - arm, centre + Point(-arm.y, arm.x) * random.uniform(-0.6, 0.6), centre + arm]
  }

  /// One line along the longer way of a part: a stick limb.
  func stick(_ stroke: SemanticStroke, using random: inout SeededGenerator) -> [Point] {
    let points = stroke.points
    let centre = points.reduce(Point(0, 0), +) * (1 / Double(max(1, points.count)))
    var xx = 0.0
    var xy = 0.0
    var yy = 0.0
    for p in points.map({ $0 - centre }) {
      xx += p.x * p.x
      xy += p.x * p.y
      yy += p.y * p.y
    }
    // The direction of the largest spread.
    let angle = 0.5 * atan2(2 * xy, xx - yy)
    let way = Point(cos(angle), sin(angle))
    let reaches = points.map { ($0 - centre).x * way.x + ($0 - centre).y * way.y }
    let low = (reaches.min() ?? 0) * 0.9
    let high = (reaches.max() ?? 0) * 0.9
    return wobbled([centre + way * low, centre, centre + way * high], by: Point(0, 0), using: &random)
  }

  /// Scribbled in: a zigzag, a spiral, or so dense that it is a black patch.
  func scribble(_ stroke: SemanticStroke, using random: inout SeededGenerator) -> [Point] {
    let visible = zip(stroke.points, stroke.isHidden).filter { !$0.1 }.map(\.0)
    let area = visible.count * 5 > stroke.points.count * 2 ? visible : stroke.points
    if random.chance(0.45) { return spiral(area, using: &random) }
    let isSolid = random.chance(0.4)
    let spacing =
      isSolid ? max(style.penWidth * 0.75, SketchStyle.pixel) : random.uniform(2.5, 7) * SketchStyle.pixel
    return zigzag(area, spacing: spacing, jitter: isSolid ? 0.3 : 1, using: &random)
  }

  // MARK: Lines

  /// Pieces of the outline that nothing hides, in order along it.
  private func visibleRuns(_ stroke: SemanticStroke, using random: inout SeededGenerator) -> [[Point]] {
    let points = stroke.points
    let n = points.count
    guard stroke.isHidden.contains(true) else {
      guard stroke.isClosed else { return [points] }
      // A person begins anywhere, mostly near the top.
      let top = points.indices.min { points[$0].y < points[$1].y } ?? 0
      let start =
        random.chance(0.6) ? (top + Int(random.next() % UInt64(max(1, n / 6)))) % n : Int(random.next() % UInt64(n))
      let turned = Array(points[start...] + points[..<start]) + [points[start]]
      return [random.chance(0.5) ? turned : turned.reversed()]
    }
    guard let gap = stroke.isClosed ? stroke.isHidden.firstIndex(of: true) : 0 else { return [points] }
    var runs: [[Point]] = []
    var run: [Point] = []
    for step in 0..<(stroke.isClosed ? n + 1 : n) {
      let index = (gap + step) % n
      if stroke.isHidden[index] {
        if run.count > 1 { runs.append(run) }
        run = []
      } else {
        run.append(points[index])
      }
    }
    if run.count > 1 { runs.append(run) }
    return runs
  }

  /// Ends a closed line too early or too late.
  private func loop(_ points: [Point], using random: inout SeededGenerator) -> [Point] {
    let count = Double(points.count)
    let slip = Int((random.normal() * style.gap * count).rounded())
    if slip < 0 { return Array(points.dropLast(min(-slip, points.count / 3))) }
    return points + points.dropFirst().prefix(min(slip, points.count / 3))
  }

  /// Lets an open line end a little short of its end, or go on beyond.
  private func reaching(_ points: [Point], using random: inout SeededGenerator) -> [Point] {
    var points = points
    for _ in 0..<2 {
      points.reverse()
      guard points.count > 2 else { continue }
      let reach = random.normal() * style.gap * Polyline.length(points) * 0.7
      if reach < 0 {
        points.removeLast(
          min(points.count - 2, Int(-reach / max(1e-6, Polyline.length(points)) * Double(points.count))))
      } else {
        let end = points[points.count - 1]
        let slope = end - points[points.count - 2]
        points.append(end + slope * (reach / max(slope.length, 1e-6)))
      }
    }
    return points
  }

  /// Adds the hand's slow jitter, then keeps only the corners that the person minds.
  private func wobbled(_ points: [Point], by shift: Point, using random: inout SeededGenerator) -> [Point] {
    let even = Polyline.resampled(points, spacing: 3 * SketchStyle.pixel)
    let waves = (0..<3).map { _ in
      (
        rate: 2 * Double.pi * 3 / random.uniform(28, 110), phase: random.uniform(0, 2 * Double.pi),
        push: Point(random.normal(), random.normal()) * (style.wobble * 0.6)
      )
    }
    let moved = even.enumerated().map { index, point in
      waves.reduce(point + shift) { $0 + $1.push * sin(Double(index) * $1.rate + $1.phase) }
    }
    // A small part keeps its shape: the tolerance is never more than a tenth of its extent.
    let extent = Bounds(moved).size
    return Polyline.simplified(moved, tolerance: min(style.simplification, max(extent.x, extent.y) * 0.1))
  }

  // MARK: Scribbles

  private func spiral(_ area: [Point], using random: inout SeededGenerator) -> [Point] {
    let bounds = Bounds(area)
    let reach = bounds.size * 0.5
    let turns = random.uniform(2.5, 9)
    let steps = max(8, Int(turns * 11))
    let direction = random.sign()
    let start = random.uniform(0, 2 * Double.pi)
    let innermost = random.uniform(0.05, 0.6)
    let drift = random.uniform(0.05, 0.22)
    var points: [Point] = []
    var noise = Point(0, 0)
    for step in 0...steps {
      let t = Double(step) / Double(steps)
      let angle = start + direction * turns * 2 * Double.pi * t
      noise = noise * 0.8 + Point(random.normal(), random.normal()) * (0.35 * drift)
      let share = 1 - (1 - innermost) * t
      points.append(
        bounds.centre + Point((cos(angle) * share + noise.x) * reach.x, (sin(angle) * share + noise.y) * reach.y))
    }
    return points
  }

  private func zigzag(_ area: [Point], spacing: Double, jitter: Double, using random: inout SeededGenerator) -> [Point]
  {
    let angle = random.uniform(-0.9, 0.9)
    let c = cos(angle)
    let s = sin(angle)
    let turned = area.map { Point($0.x * c + $0.y * s, -$0.x * s + $0.y * c) }
    let bounds = Bounds(turned)
    var points: [Point] = []
    var forward = true
    var y = bounds.low.y + spacing * 0.5
    while y < bounds.high.y && points.count < 400 {
      var left = Double.infinity
      var right = -Double.infinity
      var previous = turned[turned.count - 1]
      for corner in turned {
        if (corner.y > y) != (previous.y > y) {
          let x = corner.x + (y - corner.y) / (previous.y - corner.y) * (previous.x - corner.x)
          left = min(left, x)
          right = max(right, x)
        }
        previous = corner
      }
      if left < right {
        let slack = jitter * 1.5 * SketchStyle.pixel
        let row = [
          Point(left + random.normal() * slack, y + random.normal() * slack * 0.5),
          Point(right + random.normal() * slack, y + random.normal() * slack * 0.5),
        ]
        points += forward ? row : row.reversed()
        forward.toggle()
      }
      y += spacing
    }
    return points.map { Point($0.x * c - $0.y * s, $0.x * s + $0.y * c) }
  }
}

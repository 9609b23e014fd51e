/// A line of a picture as somebody could draw it in one movement. Points are pixels of a picture of ``EdgeMap/side``.
struct TracedLine {
  var points: [Point]
  /// Whether the last point joins the first.
  var isClosed: Bool
  var relation: Background.Relation

  /// Lines from the pieces of a graph: at each junction, pieces that go straight on belong together.
  static func lines(of graph: SkeletonGraph, background: Background) -> [TracedLine] {
    let segments = graph.segments
    let relations = segments.map { background.relation(of: $0.points) }
    var partner = [End: End]()
    var ends = [[End]](repeating: [], count: graph.nodeCount)
    for (index, segment) in segments.enumerated() {
      if let node = segment.nodes.first { ends[node].append(End(segment: index, isLast: false)) }
      if let node = segment.nodes.last { ends[node].append(End(segment: index, isLast: true)) }
    }
    for meeting in ends {
      for (a, b) in pairs(meeting, segments, relations) {
        partner[a] = b
        partner[b] = a
      }
    }
    var isUsed = [Bool](repeating: false, count: segments.count)
    var lines: [TracedLine] = []
    for index in segments.indices where !isUsed[index] {
      let (chain, returns) = chain(from: index, segments.count, partner)
      var points: [Point] = []
      for end in chain {
        isUsed[end.segment] = true
        let way = segments[end.segment].points
        points += end.isLast ? way.reversed() : way
      }
      lines.append(
        TracedLine(
          points: points, isClosed: returns || segments[index].isLoop, relation: relations[index]))
    }
    return lines.map(\.tidied)
  }

  /// One end of a segment.
  private struct End: Hashable {
    var segment: Int
    var isLast: Bool
    var other: End { End(segment: segment, isLast: !isLast) }
  }

  /// The ends at a junction that go on into each other, the straightest first.
  private static func pairs(
    _ ends: [End], _ segments: [SkeletonGraph.Segment], _ relations: [Background.Relation]
  ) -> [(End, End)] {
    var candidates: [(straightness: Double, a: End, b: End)] = []
    for (index, a) in ends.enumerated() {
      for b in ends[(index + 1)...] where a.segment != b.segment || ends.count == 2 {
        let outward = [a, b].map { direction(segments[$0.segment].points, atLast: $0.isLast) }
        let straightness = -(outward[0].x * outward[1].x + outward[0].y * outward[1].y)
        // An outline goes on as outline, even around a corner.
        let isOutline = relations[a.segment] == .outline && relations[b.segment] == .outline
        guard ends.count == 2 || relations[a.segment] == relations[b.segment] else { continue }
        guard ends.count == 2 || isOutline || straightness > 0.5 else { continue }
        candidates.append((straightness + (isOutline ? 2 : 0), a, b))
      }
    }
    var taken: Set<End> = []
    var result: [(End, End)] = []
    for candidate in candidates.sorted(by: { $0.straightness > $1.straightness }) {
      guard !taken.contains(candidate.a), !taken.contains(candidate.b) else { continue }
      taken.insert(candidate.a)
      taken.insert(candidate.b)
      result.append((candidate.a, candidate.b))
    }
    return result
  }

  /// Where a segment leads away from its end.
  private static func direction(_ points: [Point], atLast: Bool) -> Point {
    let reach = min(7, points.count - 1)
    let way = atLast ? points[points.count - 1 - reach] - points[points.count - 1] : points[reach] - points[0]
    return way * (1 / max(way.length, 1e-9))
  }

  /// The segments that belong together, each entered at the given end, and whether they come back to the beginning.
  private static func chain(from index: Int, _ count: Int, _ partner: [End: End]) -> ([End], returns: Bool) {
    var start = End(segment: index, isLast: false)
    for _ in 0..<count {
      guard let before = partner[start] else { break }
      start = before.other
      if start.segment == index { break }
    }
    var chain = [start]
    while let next = partner[chain[chain.count - 1].other], next.segment != start.segment, chain.count < count {
      chain.append(next)
    }
    return (chain, partner[chain[chain.count - 1].other] == start)
  }

  /// Without the stairs of pixels, at even distances; nearly closed lines are closed.
  private var tidied: TracedLine {
    var result = self
    let gap = (points[0] - points[points.count - 1]).length
    if !isClosed && gap < 5 && Polyline.length(points) > 24 { result.isClosed = true }
    for _ in 0..<2 { result.points = result.smoothed }
    result.points = Polyline.resampled(result.points, spacing: 3)
    if result.isClosed && result.points.count > 3
      && (result.points[0] - result.points[result.points.count - 1]).length < 1.5
    {
      result.points.removeLast()
    }
    return result
  }

  /// Each point in the middle of its neighbours; ends of an open line stay.
  private var smoothed: [Point] {
    let n = points.count
    guard n > 4 else { return points }
    return points.indices.map { index in
      if !isClosed && (index == 0 || index == n - 1) { return points[index] }
      func at(_ offset: Int) -> Point {
        isClosed ? points[(index + offset + n) % n] : points[min(max(index + offset, 0), n - 1)]
      }
      return (at(-2) + at(-1) * 2 + at(0) * 3 + at(1) * 2 + at(2)) * (1.0 / 9)
    }
  }
}

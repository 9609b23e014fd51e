import Pictures

/// Joins pencil lines whose ends nearly meet, so that an outline closes and its colour cannot run out.
///
/// Only new strokes are made. Ends are joined in pairs first, the nearest first, also the two ends of one line; an end
/// that remains is led to the nearest line beside it. What meets already stays alone.
package enum GapClosing {
  /// How far apart two ends may be, and an end and the middle of a line; shares of the canvas's side.
  package static let endReach = 0.06
  package static let lineReach = 0.035
  /// Lines shorter than this are dots and ticks that stand for themselves.
  private static let shortestLine = 0.02

  /// The strokes that close the gaps, one a gap; none where all lines meet.
  package static func bridges(for strokes: [Stroke]) -> [Stroke] {
    var bridges: [Stroke] = []
    // A bridge may bring one line near another: then there is one more round.
    for _ in 0..<4 {
      let more = round(VisibleInk(strokes + bridges).lines)
      if more.isEmpty { break }
      bridges += more
    }
    return bridges
  }

  /// One end of a line.
  private struct End {
    let line: Int
    let isStart: Bool
    let place: Point
  }

  private static func round(_ lines: [VisibleInk.Line]) -> [Stroke] {
    let ends = lines.indices.flatMap { index -> [End] in
      let line = lines[index]
      guard line.length >= shortestLine, let first = line.points.first, let last = line.points.last else { return [] }
      return [
        End(line: index, isStart: true, place: first), End(line: index, isStart: false, place: last),
      ].filter { !isMet($0, lines) }
    }
    var pairs: [(a: Int, b: Int, distance: Double)] = []
    for a in ends.indices {
      for b in ends.indices where b > a {
        let distance = (ends[a].place - ends[b].place).length
        guard distance <= endReach else { continue }
        // A short line is not bent into a ring.
        if ends[a].line == ends[b].line && lines[ends[a].line].length < 2.5 * distance { continue }
        pairs.append((a, b, distance))
      }
    }
    pairs.sort { $0.distance < $1.distance }
    var isUsed = [Bool](repeating: false, count: ends.count)
    var bridges: [Stroke] = []
    for pair in pairs where !isUsed[pair.a] && !isUsed[pair.b] {
      isUsed[pair.a] = true
      isUsed[pair.b] = true
      let width = min(lines[ends[pair.a].line].width, lines[ends[pair.b].line].width)
      bridges.append(Stroke(.pencil, width: width, points: [ends[pair.a].place, ends[pair.b].place].map(\.onGrid)))
    }
    for index in ends.indices where !isUsed[index] {
      let end = ends[index]
      let target = lines.indices.compactMap { nearest($0, to: end, within: lineReach, lines) }
        .min { ($0 - end.place).length < ($1 - end.place).length }
      guard let target else { continue }
      let width = lines[end.line].width
      bridges.append(Stroke(.pencil, width: width, points: [end.place, target].map(\.onGrid)))
    }
    return bridges
  }

  /// Whether an end touches another line, or its own line further on.
  private static func isMet(_ end: End, _ lines: [VisibleInk.Line]) -> Bool {
    lines.indices.contains { index in
      // Half of each pen's width, and a little for the eye.
      let touch = (lines[index].width + lines[end.line].width) / 2 + 0.002
      return nearest(index, to: end, within: touch, lines) != nil
    }
  }

  /// The place of a line nearest to an end. Of the end's own line only what is far along it counts.
  private static func nearest(_ index: Int, to end: End, within reach: Double, _ lines: [VisibleInk.Line]) -> Point? {
    guard index == end.line else { return lines[index].nearest(to: end.place, within: reach) }
    let skipped = max(3 * reach, 0.05)
    return lines[index].nearest(
      to: end.place, within: reach, skipping: end.isStart ? (skipped, 0) : (0, skipped))
  }
}

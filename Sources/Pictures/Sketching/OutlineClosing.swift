/// The pieces of outline that a hurried hand left out: from one free end of a line to another, where together they would
/// close a shape.
///
/// An outline is taken for closed when what is missing is short beside what is there. A mouth or a moustache, whose ends
/// lie as far apart as the line is long, stays open.
package enum OutlineClosing {
  /// What is missing is at most this share of the line, or of the shorter of two lines.
  private static let mostShare = 0.3
  /// The longest piece that is joined, a share of the canvas's side.
  private static let longest = 0.5
  /// An end that is nearer than this to another line has met it, and is not free. A share of the canvas's side.
  private static let touch = 0.03
  /// Shorter lines are details. A share of the canvas's side.
  private static let shortest = 0.05
  /// A page with more free ends than this is hatched or written on rather than outlined.
  private static let mostEnds = 120
  /// Longer lines together, in sides of the canvas, are hatching too.
  private static let mostInk = 60.0
  /// Lines are looked at point by point, so far apart. A share of the canvas's side.
  private static let spacing = 0.01

  private struct End {
    let line: Int
    let place: Point
  }

  /// - Returns: straight pencil strokes of two points each, as wide as the line that they go on from; none where nothing
  ///   is open.
  package static func strokes(closing drawing: [Stroke]) -> [Stroke] {
    let pencilled = drawing.enumerated().filter { _, stroke in
      // Places far from the canvas, or that are no numbers, belong to no outline.
      stroke.kind == .pencil && stroke.points.count > 1 && stroke.points.allSatisfy { abs($0.x) < 2 && abs($0.y) < 2 }
    }
    var lengths = pencilled.map { Polyline.length($0.element.points) }
    guard lengths.reduce(0, +) <= mostInk else { return [] }
    let lines = pencilled.map { order, stroke in
      (order: order, stroke: stroke, points: Polyline.resampled(stroke.points, spacing: spacing))
    }
    // A detail that an outline ends at is no line that it has met.
    let outlines = lines.indices.map { lengths[$0] >= shortest ? lines[$0].points : [] }
    let erasers = drawing.enumerated().filter { $0.element.kind == .eraser }
    var ends: [End] = []
    for (line, own) in lines.enumerated() where lengths[line] >= shortest {
      for isLast in [false, true] {
        let place = isLast ? own.points[own.points.count - 1] : own.points[0]
        let isErased = erasers.contains { eraser in
          eraser.offset > own.order && isNear(place, eraser.element.points, eraser.element.width)
        }
        guard !isErased, isFree(place, isLast: isLast, of: line, among: outlines) else { continue }
        ends.append(End(line: line, place: place))
        if ends.count > mostEnds { return [] }
      }
    }
    return joined(ends, &lengths).map { Stroke(.pencil, width: lines[$0.line].stroke.width, points: [$0.from, $0.to]) }
  }

  /// Joins the nearest two ends again and again. Lines that were joined are one, and as long as both.
  private static func joined(_ ends: [End], _ lengths: inout [Double]) -> [(line: Int, from: Point, to: Point)] {
    var ends = ends
    var chain = Array(lengths.indices)
    var joints: [(line: Int, from: Point, to: Point)] = []
    while true {
      var best: (gap: Double, a: Int, b: Int)?
      for a in ends.indices {
        for b in ends.indices where b > a {
          let gap = (ends[a].place - ends[b].place).length
          let (lineA, lineB) = (chain[ends[a].line], chain[ends[b].line])
          let most = min(mostShare * min(lengths[lineA], lengths[lineB]), longest)
          if gap < min(most, best?.gap ?? .infinity) { best = (gap, a, b) }
        }
      }
      guard let (gap, a, b) = best else { return joints }
      joints.append((ends[a].line, ends[a].place, ends[b].place))
      let (lineA, lineB) = (chain[ends[a].line], chain[ends[b].line])
      if lineA != lineB {
        for line in chain.indices where chain[line] == lineB { chain[line] = lineA }
        lengths[lineA] += lengths[lineB] + gap
      }
      ends.remove(at: b)
      ends.remove(at: a)
    }
  }

  /// Whether a line ends there without having met another one, or itself.
  private static func isFree(_ place: Point, isLast: Bool, of line: Int, among lines: [[Point]]) -> Bool {
    lines.enumerated().allSatisfy { number, points in
      guard number == line else { return !isNear(place, points, touch) }
      // What lies next to the end along the line is near it in any case.
      let beside = Int(3 * touch / spacing)
      return !isNear(place, isLast ? Array(points.dropLast(beside)) : Array(points.dropFirst(beside)), touch)
    }
  }

  private static func isNear(_ place: Point, _ points: [Point], _ distance: Double) -> Bool {
    points.contains { ($0 - place).length < distance }
  }
}

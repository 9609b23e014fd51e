import Pictures

/// A drawing that draws itself again: which of its lines are on the paper at which time.
///
/// The pen keeps a child's pace, but a long drawing is drawn faster, so that nobody waits for the end.
package struct StrokeReplay: Equatable, Sendable {
  package let strokes: [Stroke]
  /// Seconds from the first touch of the paper to the last.
  package let duration: Double
  /// When each stroke begins and ends, in seconds from the start.
  private let times: [ClosedRange<Double>]

  /// Canvas sides that the pen travels in a second.
  private static let pace = 1.0
  /// Seconds between two strokes.
  private static let pause = 0.18
  /// Even a dot takes a moment.
  private static let leastStroke = 0.06

  /// - Parameter longest: the most seconds that the whole may take.
  package init(_ strokes: [Stroke], longest: Double = 8) {
    var natural: [ClosedRange<Double>] = []
    var now = 0.0
    for stroke in strokes {
      let length = Polyline.length(stroke.points)
      let end = now + max(length.isFinite ? length / Self.pace : 0, Self.leastStroke)
      natural.append(now...end)
      now = end + Self.pause
    }
    let total = natural.last?.upperBound ?? 0
    let scale = total > longest ? longest / total : 1
    self.strokes = strokes
    duration = total * scale
    times = natural.map { ($0.lowerBound * scale)...($0.upperBound * scale) }
  }

  /// The lines that are on the paper after so many seconds, the last of them perhaps unfinished.
  ///
  /// - Parameter isJumping: every stroke appears whole at the moment it begins, for people whom movement disturbs.
  package func strokes(at seconds: Double, isJumping: Bool = false) -> [Stroke] {
    guard seconds < duration else { return strokes }
    var shown: [Stroke] = []
    for (stroke, time) in zip(strokes, times) {
      if seconds < time.lowerBound { break }
      let span = time.upperBound - time.lowerBound
      if isJumping || seconds >= time.upperBound || span <= 0 {
        shown.append(stroke)
      } else {
        shown.append(Self.beginning(of: stroke, share: (seconds - time.lowerBound) / span))
      }
    }
    return shown
  }

  /// The first part of a stroke's way, `share` of its length.
  private static func beginning(of stroke: Stroke, share: Double) -> Stroke {
    guard let first = stroke.points.first else { return stroke }
    var rest = Polyline.length(stroke.points) * share
    guard rest.isFinite else { return stroke }
    var points = [first]
    for (a, b) in zip(stroke.points, stroke.points.dropFirst()) {
      let step = (b - a).length
      if step >= rest {
        if step > 0 { points.append(a + (b - a) * (rest / step)) }
        break
      }
      points.append(b)
      rest -= step
    }
    return Stroke(stroke.kind, width: stroke.width, points: points)
  }
}

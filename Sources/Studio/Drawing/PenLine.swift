import Pictures

/// The line under a pen that is down: the pointer's positions, and the smooth line through them.
struct PenLine: Equatable, Codable, Sendable {
  /// Smooth points of the part that no longer changes.
  private var settled: [Point] = []
  /// The pointer's positions since then.
  private var recent: [Point]
  let grain: Point
  /// Whether a mirror image is drawn along.
  let isMirrored: Bool
  /// Where the pen is.
  var last: Point? { recent.last }
  /// The smooth line so far.
  private(set) var points: [Point]

  /// How many positions are smoothed anew at each movement. A bound keeps a scribble of minutes as quick as a short
  /// line; the joint between two parts lies on a reported position and shows no gap.
  private static let window = 768

  init(start: Point, grain: Point, isMirrored: Bool = false) {
    self.grain = grain
    self.isMirrored = isMirrored
    recent = [start]
    points = Smoothing.smooth([start], grain: grain)
  }

  /// Adds a position; returns whether the line changed.
  mutating func extend(to point: Point) -> Bool {
    guard recent.last != point else { return false }
    if recent.count >= Self.window, let last = recent.last {
      settled = points
      recent = [last]
    }
    recent.append(point)
    let smooth = Smoothing.smooth(recent, grain: grain)
    points = settled.isEmpty ? smooth : settled + smooth.dropFirst()
    return true
  }

  /// The point moved onto the canvas, 0…1; nil where it is not finite.
  static func onCanvas(_ point: Point) -> Point? {
    guard point.x.isFinite, point.y.isFinite else { return nil }
    return Point(min(max(point.x, 0), 1), min(max(point.y, 0), 1))
  }
}

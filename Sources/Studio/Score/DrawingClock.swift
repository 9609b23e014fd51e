/// Adds up the time spent drawing a page. Pauses are not drawing: of a longer one only `longestPause` counts.
package struct DrawingClock: Hashable, Sendable {
  /// Seconds between two strokes that still count as drawing.
  package static let longestPause = 30.0

  /// Seconds drawn so far; nil before the first stroke has ended.
  package private(set) var seconds: Double?
  private var last: Double?

  package init() {}

  /// A stroke begins or ends, `now` seconds after any fixed moment.
  package mutating func penMoved(at now: Double) {
    if let last, now > last { seconds = (seconds ?? 0) + min(now - last, Self.longestPause) }
    last = now
  }

  /// A new page.
  package mutating func reset() { self = DrawingClock() }
}

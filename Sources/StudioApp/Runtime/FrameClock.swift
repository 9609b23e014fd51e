/// When the studio is to be told that time has passed.
package struct FrameClock {
  /// The last tick, or when something began to move; nil while nothing does.
  private var last: ContinuousClock.Instant?

  package init() {}

  /// How long the loop may wait for events; nil for ever.
  ///
  /// - Parameter interval: seconds between ticks; nil while nothing moves.
  package mutating func timeout(interval: Double?, now: ContinuousClock.Instant) -> Duration? {
    guard let interval else {
      last = nil
      return nil
    }
    let start = last ?? now
    last = start
    return max(start + .seconds(interval) - now, .zero)
  }

  /// The seconds since the last tick if it is time for the next one.
  package mutating func tick(interval: Double?, now: ContinuousClock.Instant) -> Double? {
    guard let interval, let start = last, now - start >= .seconds(interval) else { return nil }
    last = now
    return (now - start) / .seconds(1)
  }
}

import StudioApp
import Support
import Terminal
import Testing

@Suite("The studio's clock", .ownThread) struct FrameClockTests {
  private let start = ContinuousClock.now

  @Test("While nothing moves the loop may wait for ever, and no tick comes") func still() {
    var clock = FrameClock()
    #expect(clock.timeout(interval: nil, now: start) == nil)
    #expect(clock.tick(interval: nil, now: start + .seconds(9)) == nil)
  }

  @Test("A tick comes once its time is over, and says how much that was") func ticks() throws {
    var clock = FrameClock()
    #expect(clock.timeout(interval: 0.1, now: start) == .seconds(0.1))
    #expect(clock.tick(interval: 0.1, now: start + .seconds(0.05)) == nil)
    // An event in between does not make the tick come later.
    #expect(clock.timeout(interval: 0.1, now: start + .seconds(0.06)) == .seconds(0.04))
    let late = clock.tick(interval: 0.1, now: start + .seconds(0.25))
    let elapsed = try #require(late)
    #expect(abs(elapsed - 0.25) < 1e-6)
    #expect(clock.timeout(interval: 0.1, now: start + .seconds(0.25)) == .seconds(0.1))
    // Late already: no waiting at all.
    #expect(clock.timeout(interval: 0.1, now: start + .seconds(2)) == .zero)
  }

  @Test("What begins to move after a rest begins at that moment") func again() {
    var clock = FrameClock()
    _ = clock.timeout(interval: 0.1, now: start)
    _ = clock.timeout(interval: nil, now: start + .seconds(1))
    #expect(clock.tick(interval: 0.1, now: start + .seconds(50)) == nil)
    _ = clock.timeout(interval: 0.1, now: start + .seconds(60))
    #expect(clock.tick(interval: 0.1, now: start + .seconds(60.05)) == nil)
  }
}

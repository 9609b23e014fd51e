import Foundation
import Pictures
import Studio
import Support
import Testing

@Suite("The score", .ownThread) struct ScoreTests {
  @Test(
    "Stars rate the magic: line following, hint following, or both",
    arguments: [
      (nil, nil, 1), (0.89, nil, 1), (0.9, nil, 2), (0.97, nil, 2), (0.98, nil, 3), (1, nil, 3),
      (nil, 0.89, 1), (nil, 0.98, 3),
      // Lines count twice as much as colours.
      (1.0, 0.71, 2), (1.0, 0.69, 1), (0.9, 0.92, 2), (0.99, 0.97, 3), (0.0, 1.0, 1),
    ] as [(Double?, Double?, Int)])
  func stars(lines: Double?, hints: Double?, expected: Int) {
    #expect(Score.stars(lineFollowing: lines, hintFollowing: hints) == expected)
  }

  @Test(
    "Pictures of the first rule go on by it",
    arguments: [(0.49, nil, 1), (0.5, nil, 2), (0.74, nil, 2), (0.75, nil, 3), (0.6, 0.3, 2), (0.8, 0.65, 3)]
      as [(Double?, Double?, Int)])
  func firstRule(lines: Double?, hints: Double?, expected: Int) {
    #expect(Score.stars(lineFollowing: lines, hintFollowing: hints, rule: .first) == expected)
    #expect(Measures(lines: lines, hints: hints).stars(by: .first) == expected)
  }

  @Test("A page with almost nothing on it gets no stars, and the magic listened only where it did") func honest() {
    let tick = InkFacts([Stroke(points: [Point(0.4, 0.4), Point(0.5, 0.5)])])
    let line = InkFacts([Stroke(points: [Point(0.1, 0.4), Point(0.9, 0.5)])])
    let rain = InkFacts((0..<12).map { Stroke(points: [Point(Double($0) / 12, 0.5)]) })
    let dab = [Stroke(.crayon(.red), points: [Point(0.5, 0.5)])]
    #expect(tick.isAlmostNothing && !line.isAlmostNothing && !rain.isAlmostNothing)
    #expect(InkFacts(dab).isAlmostNothing && !InkFacts(dab + dab + dab + dab).isAlmostNothing)
    #expect(InkFacts([]).isAlmostNothing)
    let nothing = Measures(lines: 1, hints: nil, isAlmostNothing: true)
    #expect(nothing.shownStars == 0 && !nothing.hasListened)
    #expect(Measures(lines: 0.9, hints: nil).shownStars == 2 && Measures(lines: 0.9, hints: nil).hasListened)
    #expect(!Measures(lines: 0.9, hints: 0.6).hasListened && Measures(lines: 0.9, hints: 0.8).hasListened)
    #expect(!Measures(lines: 0.8, hints: nil).hasListened && !Measures(lines: nil, hints: nil).hasListened)
  }

  @Test("A picture in the crayon's colour follows the hint, one in another does not") func hints() throws {
    let strokes = [Stroke(.crayon(.red), width: 0.1, points: [Point(0.2, 0.5), Point(0.8, 0.5)])]
    func share(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Double? {
      HintFollowing.share(strokes, picture: Image(width: 64, height: 64, red: red, green: green, blue: blue))
    }
    #expect(share(220, 40, 44) == 1)
    #expect(share(160, 40, 40) == 1, "a red in the shade is red")
    #expect(share(60, 125, 215) == 0 && share(255, 255, 255) == 0)
    var half = Image(width: 64, height: 64, red: 220, green: 50, blue: 47)
    for y in 0..<64 { for x in 32..<64 { half.pixels[(y * 64 + x) * 3 + 1] = 255 } }
    #expect(abs(try #require(HintFollowing.share(strokes, picture: half)) - 0.5) < 0.05)
    #expect(HintFollowing.share([Stroke(points: [Point(0.5, 0.5)])], picture: half) == nil)
    let erased = strokes + [Stroke(.eraser, width: 1, points: [Point(0, 0.5), Point(1, 0.5)])]
    #expect(HintFollowing.share(erased, picture: half) == nil)
  }

  @Test("Strokes are counted and measured") func inkFacts() {
    let facts = InkFacts([
      Stroke(points: [Point(0.1, 0.1), Point(0.9, 0.1), Point(0.9, 0.7)]),
      Stroke(points: [Point(0.5, 0.5)]),
      Stroke(.eraser, points: [Point(0, 0), Point(1, 1)]),
      Stroke(.crayon(.pink), points: [Point(0, 0), Point(1, 1)]),
      Stroke(.crayon(.red), points: [Point(0, 0)]),
      Stroke(.crayon(.pink), points: [Point(0, 0)]),
    ])
    #expect(facts.strokes == 6 && facts.dots == 1 && facts.erasings == 1)
    #expect(abs(facts.length - 1.4) < 1e-9 && abs(facts.longestLine - 1.4) < 1e-9)
    #expect(abs(facts.spread - 0.6) < 1e-9)
    #expect(facts.colours == [.red, .pink])
    #expect(InkFacts([]) == InkFacts())
    var other = facts
    other.length += 1e-9
    #expect(other.agrees(with: facts))
    other.dots += 1
    #expect(!other.agrees(with: facts))
  }

  @Test("The clock leaves long pauses out and begins anew with a page") func clock() {
    var clock = DrawingClock()
    #expect(clock.seconds == nil)
    for now in [100.0, 104, 106, 1_000] { clock.penMoved(at: now) }
    #expect(clock.seconds == 4 + 2 + DrawingClock.longestPause)
    clock.penMoved(at: 990)
    #expect(clock.seconds == 4 + 2 + DrawingClock.longestPause, "time does not run backwards")
    clock.reset()
    #expect(clock.seconds == nil)
  }

  @Test("A page's story names each tool once") func story() {
    var story = PageStory(tools: ["pencil", "crayon", "pencil"])
    story.used("eraser")
    story.used("crayon")
    #expect(story.tools == ["crayon", "eraser", "pencil"])
  }
}

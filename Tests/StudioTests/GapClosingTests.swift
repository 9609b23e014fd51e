import Foundation
import Pictures
import Studio
import Support
import Testing

@Suite("Closing gaps", .ownThread) struct GapClosingTests {
  private func arc(from: Double, to: Double, radius: Double = 0.3) -> Stroke {
    Stroke(
      points: (0...40).map { step in
        let turn = (from + (to - from) * Double(step) / 40) * 2 * .pi
        return Point(0.5 + radius * sin(turn), 0.5 - radius * cos(turn)).onGrid
      })
  }

  @Test("A circle that does not quite close is closed by one stroke between its ends") func circle() throws {
    let circle = arc(from: 0.01, to: 0.985)
    let bridges = GapClosing.bridges(for: [circle])
    #expect(bridges.count == 1)
    let ends = Set([try #require(circle.points.first), try #require(circle.points.last)])
    #expect(Set(bridges[0].points) == ends)
    #expect(bridges[0].kind == .pencil && bridges[0].width == circle.width)
  }

  @Test("Two lines that nearly meet are joined; lines far apart and lines that meet are left alone") func pairs() {
    let line = Stroke(points: [Point(0.1, 0.5), Point(0.4, 0.5)])
    #expect(GapClosing.bridges(for: [line, Stroke(points: [Point(0.44, 0.51), Point(0.8, 0.5)])]).count == 1)
    #expect(GapClosing.bridges(for: [line, Stroke(points: [Point(0.5, 0.5), Point(0.8, 0.5)])]).isEmpty)
    #expect(GapClosing.bridges(for: [line, Stroke(points: [Point(0.405, 0.5), Point(0.4, 0.8)])]).isEmpty)
    #expect(GapClosing.bridges(for: []).isEmpty)
  }

  @Test("An end is led to a line beside it") func tee() {
    let beam = Stroke(points: [Point(0.1, 0.2), Point(0.9, 0.2)])
    let post = Stroke(points: [Point(0.5, 0.9), Point(0.5, 0.225)])
    let bridges = GapClosing.bridges(for: [beam, post])
    #expect(bridges.map(\.points) == [[Point(0.5, 0.225), Point(0.5, 0.2)]])
  }

  @Test("Dots, crayon and short ticks stand for themselves") func dots() {
    let strokes = [
      Stroke(points: [Point(0.5, 0.5)]), Stroke(points: [Point(0.52, 0.5)]),
      Stroke(.crayon(.red), points: [Point(0.1, 0.1), Point(0.3, 0.1)]),
      Stroke(points: [Point(0.32, 0.1), Point(0.335, 0.1)]),
    ]
    #expect(GapClosing.bridges(for: strokes).isEmpty)
  }

  @Test("Where something was rubbed out the ends are those that are still to be seen") func erased() throws {
    let line = Stroke(points: [Point(0.1, 0.5), Point(0.9, 0.5)])
    let thin = Stroke(.eraser, width: 8.0 / 256, points: [Point(0.5, 0.4), Point(0.5, 0.6)])
    let bridge = try #require(GapClosing.bridges(for: [line, thin]).first)
    #expect(bridge.points.allSatisfy { abs($0.x - 0.5) < 0.025 && $0.y == 0.5 })
    let wide = Stroke(.eraser, width: 32.0 / 256, points: [Point(0.5, 0.4), Point(0.5, 0.6)])
    #expect(GapClosing.bridges(for: [line, wide]).isEmpty, "a wide gap was meant")
    let gone = Stroke(.eraser, width: 2, points: [Point(0.5, 0.5)])
    #expect(GapClosing.bridges(for: [line, gone]).isEmpty)
  }

  @Test("Only short pencil strokes are added, and then nothing is left to close", arguments: 1...20)
  func properties(_ seed: UInt64) {
    let strokes = ToolsTests.random(15, seed: seed)
    let bridges = GapClosing.bridges(for: strokes)
    for bridge in bridges {
      #expect(bridge.kind == .pencil && bridge.points.count == 2)
      #expect((bridge.points[1] - bridge.points[0]).length <= GapClosing.endReach + 1e-4)
    }
    #expect(GapClosing.bridges(for: strokes + bridges).isEmpty)
  }

  @Test("Damaged strokes do no harm") func rubbish() {
    let strokes = [
      Stroke(points: []), Stroke(width: .nan, points: [Point(.nan, 0), Point(0.2, .infinity)]),
      Stroke(width: -1, points: [Point(0.2, 0.2), Point(0.2, 0.2), Point(1e300, -1e300)]),
      Stroke(.eraser, width: .infinity, points: [Point(.nan, .nan)]), Stroke(.eraser, points: []),
    ]
    #expect(GapClosing.bridges(for: strokes).count <= 4)
  }
}

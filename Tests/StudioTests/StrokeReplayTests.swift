import Pictures
import Studio
import Support
import Testing

@Suite("A drawing draws itself again", .ownThread) struct StrokeReplayTests {
  private let line = Stroke(points: [Point(0, 0.5), Point(0.5, 0.5), Point(1, 0.5)])
  private let dot = Stroke(points: [Point(0.2, 0.2)])

  @Test("A line is drawn at the pen's pace") func pace() {
    let replay = StrokeReplay([line])
    #expect(replay.duration == 1)
    #expect(replay.strokes(at: 0).map(\.points) == [[Point(0, 0.5), Point(0, 0.5)]])
    #expect(replay.strokes(at: 0.25).map(\.points) == [[Point(0, 0.5), Point(0.25, 0.5)]])
    #expect(replay.strokes(at: 0.75).map(\.points) == [[Point(0, 0.5), Point(0.5, 0.5), Point(0.75, 0.5)]])
    #expect(replay.strokes(at: 1) == [line])
    #expect(replay.strokes(at: 100) == [line])
  }

  @Test("Lines come in their order, with a pause between them") func order() {
    let replay = StrokeReplay([line, dot])
    #expect(replay.strokes(at: 1.01).count == 1)
    #expect(replay.strokes(at: 1.2).count == 2)
    #expect(replay.strokes(at: replay.duration) == [line, dot])
  }

  @Test("However much there is, it takes eight seconds at most", arguments: [1, 40, 900])
  func longest(_ count: Int) {
    let strokes = [Stroke](repeating: line, count: count)
    let replay = StrokeReplay(strokes)
    #expect(replay.duration <= 8 + 1e-9)
    #expect(replay.strokes(at: 8.0001) == strokes)
    // Never less than before, as time goes on.
    var last = 0.0
    for step in 0...80 {
      let length = replay.strokes(at: Double(step) * 0.1).reduce(0) { $0 + Polyline.length($1.points) }
      #expect(length >= last - 1e-9)
      last = length
    }
  }

  @Test("Without motion a stroke appears whole") func jumps() {
    let replay = StrokeReplay([line, dot])
    #expect(replay.strokes(at: 0.01, isJumping: true) == [line])
    #expect(replay.strokes(at: 1.19, isJumping: true) == [line, dot])
  }

  @Test("Kinds and widths stay") func kinds() {
    let crayon = Stroke(.crayon(.pink), width: 0.1, points: line.points)
    let part = StrokeReplay([crayon]).strokes(at: 0.5)
    #expect(part.first?.kind == .crayon(.pink))
    #expect(part.first?.width == 0.1)
  }

  @Test("Empty pages, empty strokes and places that are no numbers do no harm") func rubbish() {
    #expect(StrokeReplay([]).strokes(at: 0).isEmpty)
    #expect(StrokeReplay([]).duration == 0)
    let odd = [
      Stroke(points: []), Stroke(points: [Point(.nan, 0), Point(1, 1)]),
      Stroke(points: [Point(.infinity, 0), Point(1, 1)]),
    ]
    let replay = StrokeReplay(odd)
    #expect(replay.duration.isFinite)
    for step in 0...10 { _ = replay.strokes(at: Double(step) * 0.05) }
    #expect(replay.strokes(at: replay.duration).count == 3)
  }
}

import Foundation
import Pictures
import Studio
import Support
import Testing

@Suite("Filling in", .ownThread) struct ScribbleTests {
  private func ring(_ x: Double, _ y: Double, _ radius: Double, width: Double = Stroke.pencilWidth, share: Double = 1)
    -> Stroke
  {
    Stroke(
      width: width,
      points: (0...60).map { step in
        let turn = Double(step) / 60 * share * 2 * .pi
        return Point(x + radius * sin(turn), y - radius * cos(turn))
      })
  }

  private func inkShare(_ strokes: [Stroke], within radius: Double, of middle: Point) -> Double {
    let plane = SketchRaster.ink(strokes, size: 128)
    var (ink, count) = (0.0, 0.0)
    for y in 0..<128 {
      for x in 0..<128 where (Point((Double(x) + 0.5) / 128, (Double(y) + 0.5) / 128) - middle).length < radius {
        ink += Double(plane.values[y * 128 + x])
        count += 1
      }
    }
    return ink / count
  }

  @Test(
    "A click fills a closed area and nothing beyond it", arguments: PenSize.allCases.map { $0.width(of: .pencil) })
  func closed(_ width: Double) {
    let ear = ring(0.3, 0.3, 0.12, width: width)
    let scribble = Scribble(in: [ear], along: [Point(0.33, 0.28)], width: width)
    #expect(scribble.extent == .area)
    #expect(scribble.strokes.count <= 5, "an ear is scribbled in one go, or nearly")
    let points = scribble.strokes.flatMap(\.points)
    #expect(points.allSatisfy { ($0 - Point(0.3, 0.3)).length < 0.12 })
    #expect(inkShare(scribble.strokes, within: 0.1, of: Point(0.3, 0.3)) > 0.25)
    #expect(scribble.strokes.allSatisfy { $0.kind == .pencil && $0.width == width })
  }

  @Test("A small gap does not let the scribble out") func gap() {
    let ear = ring(0.3, 0.3, 0.12, share: 0.965)
    let scribble = Scribble(in: [ear], along: [Point(0.3, 0.3)], width: Stroke.pencilWidth)
    #expect(scribble.extent == .area)
    #expect(scribble.strokes.flatMap(\.points).allSatisfy { ($0 - Point(0.3, 0.3)).length < 0.14 })
  }

  @Test("An open area and an empty page get a patch only") func open() {
    for page in [[], [ring(0.3, 0.3, 0.12, share: 0.7)]] {
      let scribble = Scribble(in: page, along: [Point(0.3, 0.3)], width: Stroke.pencilWidth)
      #expect(scribble.extent == .patch)
      #expect(!scribble.strokes.isEmpty)
      #expect(scribble.strokes.flatMap(\.points).allSatisfy { ($0 - Point(0.3, 0.3)).length < 0.13 })
    }
  }

  @Test("A pull fills where it went, and never across a line") func path() {
    let wall = Stroke(points: [Point(0.5, 0), Point(0.5, 1)])
    let path = (0...10).map { Point(0.2 + Double($0) * 0.025, 0.5) }
    let scribble = Scribble(in: [wall], along: path, width: Stroke.pencilWidth)
    #expect(scribble.extent == .path)
    let points = scribble.strokes.flatMap(\.points)
    #expect(points.allSatisfy { $0.x < 0.5 && abs($0.y - 0.5) < 0.08 })
    #expect(points.contains { $0.x > 0.42 } && points.contains { $0.x < 0.2 })
  }

  @Test("Where all is inked already nothing is drawn") func dark() {
    let blot = Stroke(width: 0.5, points: [Point(0.5, 0.5)])
    let scribble = Scribble(in: [blot], along: [Point(0.5, 0.5)], width: Stroke.pencilWidth)
    #expect(scribble.extent == .nothing && scribble.strokes.isEmpty)
    #expect(Scribble(in: [], along: [Point(.nan, 0.5)], width: Stroke.pencilWidth).extent == .nothing)
  }

  @Test("Any page and any place give a scribble in little time that stays on the canvas", arguments: 1...12)
  func anything(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let page = ToolsTests.random(25, seed: seed)
    let place = Point(Double.random(in: -0.2...1.2, using: &random), Double.random(in: -0.2...1.2, using: &random))
    let start = Self.processorTime
    let scribble = Scribble(in: page, along: [place], width: Stroke.pencilWidth)
    #expect(Self.processorTime - start < 2)
    #expect(scribble.strokes.flatMap(\.points).allSatisfy { (0...1).contains($0.x) && (0...1).contains($0.y) })
    #expect(scribble.strokes.reduce(0) { $0 + $1.points.count } < 4000)
  }

  /// Seconds that this thread has computed: what other programs do meanwhile does not count.
  private static var processorTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

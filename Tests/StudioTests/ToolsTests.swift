import Foundation
import Pictures
import Studio
import Support
import Testing

@Suite("Mirror, sizes, shapes and stamps", .ownThread) struct ToolsTests {
  /// Strokes as the studio makes them: on the canvas, rounded to its grid.
  static func random(_ count: Int, seed: UInt64) -> [Stroke] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      var place = Point(Double.random(in: 0...1, using: &random), Double.random(in: 0...1, using: &random))
      let points = (0..<Int.random(in: 1...30, using: &random)).map { _ in
        let step = Point(
          Double.random(in: -0.06...0.06, using: &random), Double.random(in: -0.06...0.06, using: &random))
        place = (place + step).onCanvas
        return place.onGrid
      }
      let kinds: [Stroke.Kind] = [.pencil, .pencil, .pencil, .eraser, .crayon(.blue)]
      let kind = kinds[Int.random(in: 0..<kinds.count, using: &random)]
      return Stroke(kind, width: kind.usualWidth, points: points)
    }
  }

  @Test("The mirror image of a mirror image is the stroke itself", arguments: 1...20) func mirror(_ seed: UInt64) {
    for stroke in Self.random(10, seed: seed) {
      let image = Mirror.image(of: stroke)
      #expect(Mirror.image(of: image) == stroke)
      #expect(image.kind == stroke.kind && image.width == stroke.width)
      #expect(zip(image.points, stroke.points).allSatisfy { abs($0.x + $1.x - 1) < 1e-9 && $0.y == $1.y })
    }
  }

  @Test("What lies on the middle has no second image") func axis() {
    let upright = Stroke(points: [Point(0.5, 0.1), Point(0.5, 0.9)])
    let left = Stroke(points: [Point(0.2, 0.1)])
    #expect(Mirror.doubled([upright, left]) == [upright, left, Stroke(points: [Point(0.8, 0.1)])])
  }

  @Test("There are three sizes; the middle one is the usual one") func sizes() {
    #expect(PenSize.allCases.map(\.next) == [.medium, .large, .small])
    for kind: Stroke.Kind in [.pencil, .eraser, .crayon(.red)] {
      let widths = PenSize.allCases.map { $0.width(of: kind) }
      #expect(widths[0] < widths[1] && widths[1] < widths[2])
      #expect(widths[1] == kind.usualWidth)
    }
  }

  @Test("A line has two ends; an ellipse fills its box and becomes a circle in a box that is nearly square")
  func shapes() throws {
    #expect(Shape.line.points(from: Point(0.1, 0.2), to: Point(2, 0.7)) == [Point(0.1, 0.2), Point(1, 0.7)])
    let ellipse = Shape.ellipse.points(from: Point(0.8, 0.6), to: Point(0.2, 0.4))
    #expect(ellipse.first == ellipse.last)
    #expect(try #require(ellipse.map(\.x).min()) == 0.2 && ellipse.map(\.x).max() == 0.8)
    #expect(ellipse.map(\.y).min() == 0.4 && ellipse.map(\.y).max() == 0.6)
    let circle = Shape.ellipse.points(from: Point(0.2, 0.2), to: Point(0.6, 0.55))
    #expect(circle.allSatisfy { abs(($0 - Point(0.4, 0.375)).length - 0.175) < 1e-4 })
  }

  @Test("Every stamp of every size stays on the canvas wherever it is placed", arguments: Stamp.allCases)
  func stamps(_ stamp: Stamp) {
    for size in PenSize.allCases {
      for place in [Point(0.5, 0.5), Point(0, 0), Point(1, 0.5), Point(1, 1)] {
        let strokes = stamp.strokes(at: place, size: size, width: 0.01)
        let points = strokes.flatMap(\.points)
        #expect(!strokes.isEmpty && strokes.allSatisfy { $0.points.count > 1 && $0.width == 0.01 })
        #expect(points.allSatisfy { (0...1).contains($0.x) && (0...1).contains($0.y) })
        let (x, y) = (points.map(\.x), points.map(\.y))
        let reach = max((x.max() ?? 0) - (x.min() ?? 0), (y.max() ?? 0) - (y.min() ?? 0))
        // As large as its size says: neither a dot nor cut off.
        #expect((1.4...2.01).contains(reach / size.stampRadius), "\(stamp) \(size): \(reach)")
      }
    }
  }
}

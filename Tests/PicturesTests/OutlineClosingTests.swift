import Foundation
import Pictures
import Support
import Testing

@Suite(.ownThread) struct OutlineClosingTests {
  /// Part of a circle of radius 0.3 in the middle, in degrees.
  private func arc(_ degrees: ClosedRange<Double>, radius: Double = 0.3) -> Stroke {
    Stroke(
      points: (0...90).map { step in
        let share = Double(step) / 90
        let angle = (degrees.lowerBound + (degrees.upperBound - degrees.lowerBound) * share) * Double.pi / 180
        return Point(0.5 + radius * cos(angle), 0.5 + radius * sin(angle))
      })
  }

  @Test func anArcThatNearlyEndsWhereItBeganIsClosed() throws {
    let open = arc(20...340)
    let missing = OutlineClosing.strokes(closing: [open])
    let joint = try #require(missing.first)
    #expect(missing.count == 1 && joint.kind == .pencil && joint.width == open.width)
    #expect(Set(joint.points) == [open.points[0], open.points[90]])
  }

  @Test func mouthsAndClosedShapesStayAsTheyAre() {
    #expect(OutlineClosing.strokes(closing: [arc(20...160)]).isEmpty)
    #expect(OutlineClosing.strokes(closing: [arc(0...240)]).isEmpty)
    #expect(OutlineClosing.strokes(closing: [arc(0...358)]).isEmpty)
    #expect(OutlineClosing.strokes(closing: []).isEmpty)
    #expect(OutlineClosing.strokes(closing: [Stroke(points: [Point(0.5, 0.5)])]).isEmpty)
  }

  @Test func severalLinesAreJoinedToOneOutline() {
    // Three sides of a square and a fourth, with a gap at each of two corners.
    let three = Stroke(points: [Point(0.3, 0.2), Point(0.8, 0.2), Point(0.8, 0.8), Point(0.2, 0.8)])
    let fourth = Stroke(points: [Point(0.2, 0.7), Point(0.2, 0.25)])
    let missing = OutlineClosing.strokes(closing: [three, fourth])
    #expect(missing.count == 2)
    let mask = InsideMask(
      SketchRaster.ink([three, fourth], size: 128), closing: SketchRaster.ink(missing, size: 128))
    #expect(mask.inside.values[64 * 128 + 64] == 1 && mask.inside.values[10 * 128 + 10] == 0)
  }

  @Test func whatMeetsAnotherLineIsNotJoined() {
    // A handle whose ends stand on a bag.
    let bag = Stroke(
      points: [Point(0.2, 0.5), Point(0.8, 0.5), Point(0.8, 0.9), Point(0.2, 0.9), Point(0.2, 0.5)])
    let handle = Stroke(points: [Point(0.35, 0.5), Point(0.35, 0.2), Point(0.5, 0.15), Point(0.5, 0.5)])
    #expect(OutlineClosing.strokes(closing: [bag, handle]).isEmpty)
  }

  @Test func aTickAtTheEndOfALineChangesNothing() {
    let open = arc(20...340)
    let end = open.points[0]
    let tick = Stroke(points: [end, Point(end.x + 0.01, end.y + 0.01)])
    #expect(OutlineClosing.strokes(closing: [tick, open]).count == 1)
  }

  @Test func anErasedEndAsksForNothing() {
    let open = arc(20...340)
    let eraser = Stroke(.eraser, width: Stroke.eraserWidth, points: [open.points[0]])
    #expect(OutlineClosing.strokes(closing: [open, eraser]).isEmpty)
    #expect(OutlineClosing.strokes(closing: [eraser, open]).count == 1)
  }

  @Test func crayonsHatchingAndPlacesFarAwayAreNoOutlines() {
    let open = arc(20...340)
    #expect(OutlineClosing.strokes(closing: [Stroke(.crayon(.red), points: open.points)]).isEmpty)
    let hatching = (0..<100).map { line in
      Stroke(points: [Point(0.1, Double(line) / 100), Point(0.9, Double(line) / 100)])
    }
    #expect(OutlineClosing.strokes(closing: [open] + hatching).isEmpty)
    for place in [Point(.nan, 0.5), Point(1e300, 0.5), Point(.infinity, -.infinity)] {
      let insane = Stroke(points: [place, Point(0.2, 0.2), Point(0.3, 0.2)])
      #expect(OutlineClosing.strokes(closing: [insane, open]).count == 1)
    }
  }
}

import Foundation
import Pictures
import Support
import Testing

@Suite(.ownThread) struct InsideMaskTests {
  /// A ring of radius 0.3 in the middle, with a gap on the right.
  ///
  /// - Parameter gap: in pixels at 256.
  private func ring(gap: Double, size: Int = 256) -> InsideMask {
    let open = gap / 256 / 0.3
    let points = (0...200).map { step in
      let angle = open / 2 + (2 * Double.pi - open) * Double(step) / 200
      return Point(0.5 + 0.3 * cos(angle), 0.5 + 0.3 * sin(angle))
    }
    return InsideMask(SketchRaster.ink([Stroke(points: points)], size: size))
  }

  private func value(_ plane: Plane, _ x: Double, _ y: Double) -> Float {
    plane.values[Int(y * Double(plane.height)) * plane.width + Int(x * Double(plane.width))]
  }

  @Test func aClosedOutlineHasAnInside() {
    let mask = ring(gap: 0)
    for (x, y) in [(0.5, 0.5), (0.3, 0.5), (0.5, 0.75)] { #expect(value(mask.inside, x, y) == 1, "\(x) \(y)") }
    for (x, y) in [(0.05, 0.05), (0.9, 0.5), (0.5, 0.95), (0.0, 0.0)] {
      #expect(value(mask.inside, x, y) == 0, "\(x) \(y)")
    }
    // A line is inside, and its two sides differ.
    #expect(value(mask.inside, 0.2, 0.5) == 1 && value(mask.inside, 0.18, 0.5) == 0)
  }

  @Test func gapsAreJumpedTheMoreSurelyTheSmallerTheyAre() {
    let middles = [0.0, 6, 11, 22, 60].map { value(ring(gap: $0).inside, 0.5, 0.5) }
    #expect(middles == [1, 0.75, 0.5, 0.25, 0])
    #expect(value(ring(gap: 11).inside, 0.9, 0.5) == 0)
  }

  @Test func whatIsMissingBoundsTheInsideAndIsNoLine() {
    let size = 256
    let points = (0...200).map { step in
      let angle = 0.45 + (2 * Double.pi - 0.9) * Double(step) / 200
      return Point(0.5 + 0.3 * cos(angle), 0.5 + 0.3 * sin(angle))
    }
    let ring = [Stroke(points: points)]
    let ink = SketchRaster.ink(ring, size: size)
    let closing = SketchRaster.ink(OutlineClosing.strokes(closing: ring), size: size)
    let open = InsideMask(ink)
    let closed = InsideMask(ink, closing: closing)
    #expect(value(open.inside, 0.5, 0.5) == 0 && value(closed.inside, 0.5, 0.5) == 1)
    #expect(value(closed.inside, 0.85, 0.5) == 0)
    #expect(closed.distance.values == open.distance.values)
  }

  @Test func distancesAreThoseToTheNearestLine() {
    let mask = ring(gap: 0)
    #expect(value(mask.distance, 0.2, 0.5) == 0)
    // From the middle it is 0.3 to the ring: far.
    #expect(value(mask.distance, 0.5, 0.5) == 1)
    #expect(abs(value(mask.distance, 0.2 + 1.0 / 16, 0.5) - 0.5) < 0.06)
    #expect(abs(value(mask.distance, 0.2 - 1.0 / 16, 0.5) - 0.5) < 0.06)
  }

  @Test func theSizeHardlyMatters() {
    let (small, large) = (ring(gap: 8, size: 96), ring(gap: 8, size: 512))
    for (x, y) in [(0.5, 0.5), (0.3, 0.4), (0.1, 0.1), (0.9, 0.5)] {
      #expect(abs(value(small.inside, x, y) - value(large.inside, x, y)) <= 0.25)
      #expect(abs(value(small.distance, x, y) - value(large.distance, x, y)) < 0.1)
    }
  }

  @Test func nothingIsInsideOfNothing() {
    let mask = InsideMask(Plane(width: 32, height: 32))
    #expect(mask.inside.values.allSatisfy { $0 == 0 } && mask.distance.values.allSatisfy { $0 == 1 })
    let all = InsideMask(Plane(width: 16, height: 16, repeating: 1))
    #expect(all.inside.values.allSatisfy { $0 == 1 } && all.distance.values.allSatisfy { $0 == 0 })
  }
}

import Pictures
import Support
import Testing

@Suite(.ownThread) struct PolylineTests {
  private func wave(seed: UInt64, count: Int) -> [Point] {
    var random = SeededGenerator(seed: seed)
    var place = Point(0, 0)
    return (0..<count).map { _ in
      place = place + Point(random.uniform(0, 0.02), random.uniform(-0.02, 0.02))
      return place
    }
  }

  @Test(arguments: [0.001, 0.01, 0.05])
  func simplifyingStaysWithinTheTolerance(tolerance: Double) {
    let line = wave(seed: 4, count: 200)
    let simple = Polyline.simplified(line, tolerance: tolerance)
    #expect(simple.first == line.first && simple.last == line.last)
    #expect(simple.count < line.count)
    for point in line {
      let nearest = zip(simple, simple.dropFirst()).map { distance(point, $0, $1) }.min() ?? .infinity
      #expect(nearest <= tolerance + 1e-12)
    }
  }

  private func distance(_ p: Point, _ a: Point, _ b: Point) -> Double {
    let along = b - a
    let t = min(max(((p - a).x * along.x + (p - a).y * along.y) / (along.length * along.length), 0), 1)
    return (p - (a + along * t)).length
  }

  @Test func loopsKeepTheirShape() {
    let square = [Point(0, 0), Point(1, 0), Point(1, 1), Point(0, 1), Point(0, 0)]
    let dense = Polyline.resampled(square, spacing: 0.03)
    let simple = Polyline.simplified(dense, tolerance: 0.05)
    #expect(simple.count >= 5 && simple.count < 12)
  }

  @Test func resamplingIsEven() {
    let line = wave(seed: 6, count: 60)
    let even = Polyline.resampled(line, spacing: 0.01)
    #expect(even.first == line.first && even.last == line.last)
    // Cutting corners makes steps shorter than along the line, never longer.
    #expect(zip(even, even.dropFirst()).allSatisfy { ($1 - $0).length <= 0.01 + 1e-9 })
    #expect(abs(Double(even.count - 2) - Polyline.length(line) / 0.01) <= 2)
  }

  @Test func degenerateLinesComeBack() {
    #expect(Polyline.simplified([], tolerance: 1).isEmpty)
    #expect(Polyline.resampled([], spacing: 1).isEmpty)
    let dot = [Point(0.5, 0.5)]
    #expect(Polyline.resampled(dot, spacing: 0.1) == dot)
    #expect(Polyline.simplified([dot[0], dot[0], dot[0]], tolerance: 0.1).count == 2)
  }
}

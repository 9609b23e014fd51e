import Glibc
import Pictures
import Support
import Testing

@Suite(.ownThread) struct SketcherTests {
  private func circle(
    _ role: StrokeRole, _ centre: Point, _ radius: Double, isDark: Bool = false, hiddenHalf: Bool = false
  )
    -> SemanticStroke
  {
    let angles = (0..<60).map { Double($0) / 60 * 2 * Double.pi }
    return SemanticStroke(
      role: role, points: angles.map { centre + Point(cos($0), sin($0)) * radius }, isClosed: true,
      isHidden: angles.map { hiddenHalf && sin($0) > 0 }, isDark: isDark)
  }

  @Test func aHeadStaysWhereItIs() {
    let head = circle(.head, Point(0.5, 0.5), 0.3)
    var errors: [Double] = []
    for seed in 0..<100 {
      var random = SeededGenerator(seed: 31, seed)
      let strokes = Sketcher().sketch([head], using: &random)
      // A slip of the pen may follow, the head comes first.
      guard let first = strokes.first else { continue }
      #expect(first.kind == .pencil)
      #expect(first.width >= 0.99 / 256 && first.width <= 6.01 / 256)
      errors.append(first.points.map { abs(($0 - Point(0.5, 0.5)).length - 0.3) }.max() ?? 1)
    }
    errors.sort()
    #expect(errors.count == 100)
    #expect(errors[50] * 256 < 3.5)
    #expect(errors[99] * 256 < 24)
    #expect(errors[99] * 256 > 4, "some sketches are clumsy")
  }

  @Test func hiddenPartsAreMostlyLeftOut() {
    var ear = circle(.ear, Point(0.5, 0.5), 0.2, hiddenHalf: true)
    ear.isDark = true
    var whole = 0
    var drawn = 0
    for seed in 0..<200 {
      var random = SeededGenerator(seed: 32, seed)
      let low = Sketcher().sketch([ear], using: &random).flatMap(\.points).map(\.y).max()
      guard let low else { continue }
      drawn += 1
      if low > 0.6 { whole += 1 }
    }
    #expect(drawn > 150 && drawn < 200)
    #expect(whole > 3 && Double(whole) < 0.3 * Double(drawn))
  }

  @Test func keptRolesAreNeverLeftOut() {
    let bow = circle(.clothing, Point(0.5, 0.5), 0.1)
    var without = 0
    for seed in 0..<100 {
      var random = SeededGenerator(seed: 33, seed)
      #expect(!Sketcher().sketch([bow], keeping: [.clothing], using: &random).isEmpty)
      if Sketcher().sketch([bow], using: &random).isEmpty { without += 1 }
    }
    #expect(without > 5)
  }

  @Test func darkPartsAreSometimesScribbledIn() {
    let ear = circle(.ear, Point(0.5, 0.5), 0.15, isDark: true)
    var filled = 0
    for seed in 0..<200 {
      var random = SeededGenerator(seed: 34, seed)
      let ink = SketchRaster.ink(Sketcher().sketch([ear], using: &random), size: 64)
      var sum: Float = 0
      for y in 28..<36 {
        for x in 28..<36 { sum += ink.values[y * 64 + x] }
      }
      let middle = sum / 64
      if middle > 0.25 { filled += 1 }
    }
    #expect(filled > 30 && filled < 150)
  }

  @Test func sketchesDoNotDependOnAnythingElse() {
    let head = circle(.head, Point(0.4, 0.5), 0.3)
    var a = SeededGenerator(seed: 35)
    var b = SeededGenerator(seed: 35)
    #expect(Sketcher().sketch([head], using: &a) == Sketcher().sketch([head], using: &b))
    #expect(Sketcher().sketch([], using: &a).count <= 1)
  }
}

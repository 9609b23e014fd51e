import Foundation
import Pictures
import Support
import Testing

@Suite(.ownThread) struct SurpriseColoursTests {
  private let square = Stroke(points: [
    Point(0.3, 0.3), Point(0.7, 0.3), Point(0.7, 0.7), Point(0.3, 0.7), Point(0.3, 0.3),
  ])

  /// The square with one side left out: it encloses nothing.
  private var open: Stroke { Stroke(points: Array(square.points.dropLast())) }

  @Test func oneColourRulesAndIsAnotherFiveTimes() throws {
    var random = SeededGenerator(seed: 8)
    var recent: [CrayonColour] = []
    var backgrounds = 0
    for _ in 0..<200 {
      let surprise = try #require(SurpriseColours(for: [open], after: recent, using: &random))
      #expect(!recent.suffix(5).contains(surprise.colour) && !surprise.fillsRegions)
      recent.append(surprise.colour)
      #expect((3...5).contains(surprise.strokes.count))
      #expect(surprise.strokes.filter { $0.kind == .crayon(surprise.colour) }.count == 3)
      #expect(Set(surprise.strokes.map { "\($0.kind)" }).count == surprise.strokes.count - 2, "the others differ")
      let isInside = surprise.strokes.map { dab in
        dab.points.allSatisfy { (0.25...0.75).contains($0.x) && (0.25...0.75).contains($0.y) }
      }
      #expect(isInside.prefix(3).allSatisfy { $0 })
      backgrounds += isInside.contains(false) ? 1 : 0
    }
    #expect((60...140).contains(backgrounds))
  }

  @Test func regionsAreFilledAndTwinsAlike() throws {
    func ring(_ x: Double, _ radius: Double) -> Stroke {
      Stroke(
        points: (0...40).map { step in
          let turn = Double(step) / 40 * 2 * Double.pi
          return Point(x + radius * sin(turn), 0.85 + radius * cos(turn))
        })
    }
    let drawing = [square, ring(0.35, 0.06), ring(0.65, 0.06)]
    var random = SeededGenerator(seed: 9)
    for _ in 0..<20 {
      let surprise = try #require(SurpriseColours(for: drawing, using: &random))
      #expect(surprise.fillsRegions)
      func colour(at x: Double, _ y: Double) throws -> CrayonColour {
        let dot = try #require(
          surprise.strokes.last { stroke in
            stroke.points.contains { ($0 - Point(x, y)).length < 0.06 }
          })
        guard case .crayon(let colour) = dot.kind else { throw PictureError.unreadable(path: "", reason: "no crayon") }
        return colour
      }
      #expect(try colour(at: 0.31, 0.5) == surprise.colour, "the largest has the colour that rules")
      #expect(try colour(at: 0.35, 0.85) == colour(at: 0.65, 0.85))
      #expect(try colour(at: 0.35, 0.85) != surprise.colour)
    }
  }

  @Test func withoutInkThereIsNone() {
    var random = SeededGenerator(seed: 8)
    #expect(SurpriseColours(for: [], using: &random) == nil)
    let crayon = Stroke(.crayon(.red), width: 0.1, points: [Point(0.5, 0.5)])
    #expect(SurpriseColours(for: [crayon], using: &random) == nil)
  }

  @Test func aFullPageKeepsItsBackground() throws {
    var random = SeededGenerator(seed: 8)
    let corners = [Point(0.05, 0.05), Point(0.95, 0.05), Point(0.95, 0.95), Point(0.05, 0.95)].map {
      Stroke(points: [$0])
    }
    for _ in 0..<50 {
      #expect(try #require(SurpriseColours(for: corners, using: &random)).strokes.count <= 4)
    }
  }
}

import Pictures
import Support
import Testing

@Suite(.ownThread) struct SurpriseColoursTests {
  private let square = Stroke(points: [
    Point(0.3, 0.3), Point(0.7, 0.3), Point(0.7, 0.7), Point(0.3, 0.7), Point(0.3, 0.3),
  ])

  @Test func oneColourRulesAndIsAnotherFiveTimes() throws {
    var random = SeededGenerator(seed: 8)
    var recent: [CrayonColour] = []
    var backgrounds = 0
    for _ in 0..<200 {
      let surprise = try #require(SurpriseColours(for: [square], after: recent, using: &random))
      #expect(!recent.suffix(5).contains(surprise.colour))
      recent.append(surprise.colour)
      #expect((3...5).contains(surprise.dabs.count))
      #expect(surprise.dabs.filter { $0.kind == .crayon(surprise.colour) }.count == 3)
      #expect(Set(surprise.dabs.map { "\($0.kind)" }).count == surprise.dabs.count - 2, "the others differ")
      let isInside = surprise.dabs.map { dab in
        dab.points.allSatisfy { (0.25...0.75).contains($0.x) && (0.25...0.75).contains($0.y) }
      }
      #expect(isInside.prefix(3).allSatisfy { $0 })
      backgrounds += isInside.contains(false) ? 1 : 0
    }
    #expect((60...140).contains(backgrounds))
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
      #expect(try #require(SurpriseColours(for: corners, using: &random)).dabs.count <= 4)
    }
  }
}

/// Dabs of crayon that give a drawing another colouring: the same outline with other colours is another picture.
///
/// One colour rules, since many colours in one place melt into brown; an accent and a background come with some.
package struct SurpriseColours: Equatable, Sendable {
  /// The colour that rules.
  package let colour: CrayonColour
  package let dabs: [Stroke]

  /// - Parameters:
  ///   - strokes: the drawing. Nil comes back where it has no ink.
  ///   - last: the colour of the surprise before, which does not come again at once.
  package init?(for strokes: [Stroke], after last: CrayonColour? = nil, using random: inout SeededGenerator) {
    let ink = strokes.filter { $0.kind == .pencil }.flatMap(\.points)
    guard !ink.isEmpty else { return nil }
    let centre = ink.reduce(Point(0, 0), +) * (1 / Double(ink.count))
    let colours = CrayonColour.allCases.filter { $0 != last }.shuffled(using: &random)
    colour = colours[0]
    var dabs: [Stroke] = []
    // Three places around the outline, a third of its points apart, moved inwards.
    let first = Int.random(in: ink.indices, using: &random)
    for turn in 0..<3 {
      let edge = ink[(first + turn * ink.count / 3) % ink.count]
      let place = edge + (centre - edge) * Double.random(in: 0.35...0.7, using: &random)
      dabs.append(Self.dab(colours[0], at: place, using: &random))
    }
    if Bool.random(using: &random) {
      let edge = ink[Int.random(in: ink.indices, using: &random)]
      let place = edge + (centre - edge) * Double.random(in: 0.15...0.3, using: &random)
      dabs.append(Self.dab(colours[1], at: place, using: &random))
    }
    if Bool.random(using: &random), let corner = Self.freeCorner(beside: ink) {
      dabs.append(Self.dab(colours[2], at: corner, using: &random))
    }
    self.dabs = dabs
  }

  private static func dab(
    _ colour: CrayonColour, at place: Point, using random: inout SeededGenerator
  ) -> Stroke {
    let reach = Point(Double.random(in: -0.04...0.04, using: &random), Double.random(in: -0.04...0.04, using: &random))
    return Stroke(
      .crayon(colour), width: Stroke.crayonWidth, points: [(place - reach).onCanvas, (place + reach).onCanvas])
  }

  /// The corner farthest from all ink; nil where there is ink near every one.
  private static func freeCorner(beside ink: [Point]) -> Point? {
    let corners = [Point(0.07, 0.07), Point(0.93, 0.07), Point(0.07, 0.93), Point(0.93, 0.93)]
    let distances = corners.map { corner in ink.map { ($0 - corner).length }.min() ?? 0 }
    guard let best = distances.indices.max(by: { distances[$0] < distances[$1] }), distances[best] > 0.15 else {
      return nil
    }
    return corners[best]
  }
}

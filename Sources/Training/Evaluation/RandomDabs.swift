import Pictures

/// Dabs of crayon wherever chance puts them: harder than what the studio's surprise does, since every dab has a colour of
/// its own.
enum RandomDabs {
  /// Three to five dabs of different colours; none where there is no ink.
  ///
  /// A dab lies between a random point of the ink and its centre of gravity, which for most outlines is inside.
  static func dabs(for strokes: [Stroke], using random: inout SeededGenerator) -> [Stroke] {
    let ink = strokes.filter { $0.kind == .pencil }.flatMap(\.points)
    guard !ink.isEmpty else { return [] }
    let centre = ink.reduce(Point(0, 0), +) * (1 / Double(ink.count))
    let colours = CrayonColour.allCases.shuffled(using: &random).prefix(Int.random(in: 3...5, using: &random))
    return colours.map { colour in
      let edge = ink[Int.random(in: ink.indices, using: &random)]
      let middle = edge + (centre - edge) * Double.random(in: 0.2...0.7, using: &random)
      let reach = Point(
        Double.random(in: -0.04...0.04, using: &random), Double.random(in: -0.04...0.04, using: &random))
      return Stroke(
        .crayon(colour), width: Stroke.crayonWidth, points: [(middle - reach).onCanvas, (middle + reach).onCanvas])
    }
  }
}

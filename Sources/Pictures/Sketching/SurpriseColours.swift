/// Crayon that gives a drawing another colouring: the same outline with other colours is another picture.
///
/// One colour rules, since many colours in one place melt into brown; accents come with it. Enclosed regions are filled;
/// a drawing that encloses nothing gets dabs, and some a background.
package struct SurpriseColours: Equatable, Sendable {
  /// The colour that rules.
  package let colour: CrayonColour
  package let strokes: [Stroke]
  /// Whether regions are filled, rather than a few dabs made.
  package let fillsRegions: Bool

  /// Smaller regions, as shares of the page, keep the colour that they have; and so do all but the largest.
  private static let leastRegion = 0.002
  private static let mostRegions = 12

  /// - Parameters:
  ///   - strokes: the drawing. Nil comes back where it has no ink.
  ///   - recent: the colours that ruled before, the last one last. None of the last five comes again, and the new one
  ///     looks little like the last two.
  package init?(for strokes: [Stroke], after recent: [CrayonColour] = [], using random: inout SeededGenerator) {
    let ink = strokes.filter { $0.kind == .pencil }.flatMap(\.points)
    guard !ink.isEmpty else { return nil }
    let ruling = Self.next(after: recent, using: &random)
    colour = ruling
    let others = CrayonColour.allCases.filter { $0 != ruling }.shuffled(using: &random)
    let regions = Array(PageRegion.enclosed(in: strokes, leastShare: Self.leastRegion).prefix(Self.mostRegions))
    fillsRegions = !regions.isEmpty
    guard regions.isEmpty else {
      self.strokes = Self.fills(of: regions, [ruling, others[0], others[1]])
      return
    }
    var dabs = Self.dabs(ruling, accent: others[0], about: ink, using: &random)
    if Bool.random(using: &random), let corner = Self.freeCorner(beside: ink) {
      dabs.append(Self.dab(others[1], at: corner, using: &random))
    }
    self.strokes = dabs
  }

  /// The regions in turn in these colours, those of about one size in one.
  private static func fills(of regions: [PageRegion], _ colours: [CrayonColour]) -> [Stroke] {
    zip(regions, regions.kinds).flatMap { region, kind in
      CrayonFill.strokes(in: region, colour: colours[kind % colours.count])
    }
  }

  /// Three places around the outline, a third of its points apart, moved inwards, and perhaps an accent.
  private static func dabs(
    _ ruling: CrayonColour, accent: CrayonColour, about ink: [Point], using random: inout SeededGenerator
  ) -> [Stroke] {
    let centre = ink.reduce(Point(0, 0), +) * (1 / Double(ink.count))
    var dabs: [Stroke] = []
    let first = Int.random(in: ink.indices, using: &random)
    for turn in 0..<3 {
      let edge = ink[(first + turn * ink.count / 3) % ink.count]
      let place = edge + (centre - edge) * Double.random(in: 0.35...0.7, using: &random)
      dabs.append(dab(ruling, at: place, using: &random))
    }
    if Bool.random(using: &random) {
      let edge = ink[Int.random(in: ink.indices, using: &random)]
      let place = edge + (centre - edge) * Double.random(in: 0.15...0.3, using: &random)
      dabs.append(dab(accent, at: place, using: &random))
    }
    return dabs
  }

  /// One of the two unused colours that are farthest from the last two.
  private static func next(after recent: [CrayonColour], using random: inout SeededGenerator) -> CrayonColour {
    let free = CrayonColour.allCases.filter { !recent.suffix(5).contains($0) }.shuffled(using: &random)
    func distance(_ colour: CrayonColour) -> Double {
      recent.suffix(2).map { colour.distance(to: $0) }.min() ?? 0
    }
    let farthest = free.sorted { distance($0) > distance($1) }
    return farthest[recent.isEmpty ? 0 : Int.random(in: 0..<2, using: &random)]
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

extension CrayonColour {
  /// How different two crayons look: the distance of red, green and blue, 0…441.
  fileprivate func distance(to other: CrayonColour) -> Double {
    let (a, b) = (rgb, other.rgb)
    let (red, green, blue) = (
      Double(a.red) - Double(b.red), Double(a.green) - Double(b.green), Double(a.blue) - Double(b.blue)
    )
    return (red * red + green * green + blue * blue).squareRoot()
  }
}

/// Marks of colour that tell a generator which colour to use around them: a person's crayon, or random dabs of a
/// training picture's own colours.
package struct ColourHints: Hashable, Sendable {
  package struct Mark: Hashable, Sendable {
    /// What the crayon leaves; nil takes earlier marks away.
    package var colour: Colour?
    /// Diameter as a share of the canvas's side.
    package var width: Double
    package var points: [Point]
    /// How surely the colour is meant, 0…1.
    package var strength: Double

    package init(colour: Colour?, width: Double, points: [Point], strength: Double = 1) {
      self.colour = colour
      self.width = width
      self.points = points
      self.strength = strength
    }
  }

  package var marks: [Mark]

  package init(marks: [Mark] = []) {
    self.marks = marks
  }

  /// The crayon strokes of a drawing, and the erasers that came after them.
  package init(crayonStrokesOf strokes: [Stroke]) {
    marks = strokes.compactMap { stroke in
      switch stroke.kind {
      case .pencil, .palette: nil
      case .eraser: Mark(colour: nil, width: stroke.width, points: stroke.points)
      case .crayon(let crayon): Mark(colour: Colour(crayon), width: stroke.width, points: stroke.points)
      }
    }
    if marks.allSatisfy({ $0.colour == nil }) { marks = [] }
  }

  /// The crayon strokes of a drawing; what is dabbed within an enclosed region spreads to all of it, faintly.
  package static func spreading(_ strokes: [Stroke]) -> ColourHints {
    let hints = ColourHints(crayonStrokesOf: strokes)
    let dabs = strokes.filter { $0.isCrayon && !$0.points.isEmpty }.suffix(mostDabs)
    guard !dabs.isEmpty else { return hints }
    let map = PageMap(strokes)
    var faint: [Mark] = []
    var spread: [(region: PageRegion, kind: Stroke.Kind)] = []
    for dab in dabs {
      let middle = dab.points[dab.points.count / 2]
      if spread.contains(where: { $0.kind == dab.kind && $0.region.contains(middle) }) { continue }
      guard case .crayon(let colour) = dab.kind, let region = PageRegion(at: middle, in: map), region.isEnclosed,
        region.share > 0, cover(of: dab) < mostCover * region.share
      else { continue }
      spread.append((region, dab.kind))
      faint += faintMarks(in: region, colour: Colour(colour))
    }
    return ColourHints(marks: faint + hints.marks)
  }

  /// Marks that tell what colour a region has, and leave it to nearer ones to tell otherwise.
  static func faintMarks(in region: PageRegion, colour: Colour) -> [Mark] {
    CrayonFill.ways(in: region).map {
      Mark(colour: colour, width: CrayonFill.width, points: $0, strength: faintness)
    }
  }

  /// How much a dab tells of the rest of its region.
  private static let faintness = 0.3
  /// Dabs that spread: a page that has more of them is coloured by hand.
  private static let mostDabs = 16
  /// A stroke that covers more of its region than this is no dab.
  private static let mostCover = 0.5

  /// Share of the canvas that a stroke covers, at most.
  private static func cover(of stroke: Stroke) -> Double {
    (Polyline.length(stroke.points) + stroke.width) * stroke.width
  }
}

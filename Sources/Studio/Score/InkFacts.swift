import Pictures

/// What can be counted in a drawing's strokes, and so be counted again from them at any time.
package struct InkFacts: Hashable, Codable, Sendable {
  /// All strokes: pencil, crayon and eraser, and choices of a palette.
  package var strokes = 0
  /// Length of all pencil lines together, in sides of the canvas.
  package var length = 0.0
  /// Length of the longest pencil line, in sides of the canvas.
  package var longestLine = 0.0
  /// Pencil strokes that are a single point.
  package var dots = 0
  /// Eraser strokes.
  package var erasings = 0
  /// The crayons used, in their usual order.
  package var colours: [CrayonColour] = []
  /// The smaller side of the box around all pencil lines, 0…1 of the canvas.
  package var spread = 0.0

  package init() {}

  package init(_ strokes: [Stroke]) {
    self.strokes = strokes.count
    var used: Set<CrayonColour> = []
    var box: (low: Point, high: Point)?
    for stroke in strokes {
      switch stroke.kind {
      case .crayon(let colour): used.insert(colour)
      case .eraser: erasings += 1
      case .palette: break
      case .pencil:
        let line = Self.length(stroke)
        length += line
        longestLine = max(longestLine, line)
        if stroke.points.count == 1 { dots += 1 }
        for point in stroke.points {
          let old = box ?? (point, point)
          box = (
            Point(min(old.low.x, point.x), min(old.low.y, point.y)),
            Point(max(old.high.x, point.x), max(old.high.y, point.y))
          )
        }
      }
    }
    colours = CrayonColour.allCases.filter(used.contains)
    if let box { spread = min(max(min(box.high.x - box.low.x, box.high.y - box.low.y), 0), 1) }
  }

  /// Whether there is hardly anything on the page: a tick, a few dots, a dab.
  package var isAlmostNothing: Bool {
    length < Self.leastLength && dots < Self.manyDots && !(strokes >= Self.severalStrokes && !colours.isEmpty)
  }

  /// Whether anything was counted; of pictures from elsewhere only the number of strokes may be known.
  var isKnown: Bool { length > 0 || dots > 0 || !colours.isEmpty }

  private static let leastLength = 0.35
  private static let manyDots = 12
  private static let severalStrokes = 4

  private static func length(_ stroke: Stroke) -> Double {
    zip(stroke.points, stroke.points.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0).length }
  }

  /// Whether two counts are the same but for rounding.
  package func agrees(with other: InkFacts) -> Bool {
    strokes == other.strokes && dots == other.dots && erasings == other.erasings && colours == other.colours
      && abs(length - other.length) < 1e-6 && abs(longestLine - other.longestLine) < 1e-6
      && abs(spread - other.spread) < 1e-6
  }
}

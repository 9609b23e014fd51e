/// Drawn lines as the movements of a pen along their middle, few and simple enough to be drawn on with.
package enum LineStrokes {
  /// The longer side of masks that lines are followed in, in pixels. Lengths in this file are pixels of it.
  package static let side = 384

  /// White around the lines on the canvas, as a share of its side.
  private static let margin = 0.03
  /// Points further than this from the line through the others stay, as a share of the canvas's side.
  private static let tolerance = 0.4 / 256
  /// A child's drawing has some hundreds of points; the richest picture becomes no more than this.
  package static let mostStrokes = 250
  package static let mostPoints = 5000
  /// Widths that a line may have, and the largest dot, as shares of the canvas's side.
  private static let widths = (1.5 / 256)...(4.0 / 256)
  private static let largestDot = 20.0 / 256

  /// Pencil strokes along everything that is set, the longest first, in canvas coordinates 0…1: the mask fills the canvas
  /// as far as its proportions allow. Spots are dots of their size.
  ///
  /// - Parameter mask: its longer side is ``side``.
  package static func strokes(of mask: BinaryMask) -> [Stroke] {
    // With paper all around, so that lines along the border have two sides, and strips of a pixel are no special case.
    let mask = mask.framed(by: 4)
    let thin = mask.thinned()
    let pieces = mask.pieces()
    var pieceOf = [Int](repeating: -1, count: mask.bits.count)
    for (number, piece) in pieces.enumerated() { for index in piece { pieceOf[index] = number } }
    var thinCount = [Int](repeating: 0, count: pieces.count)
    for index in thin.bits.indices where thin.bits[index] { thinCount[pieceOf[index]] += 1 }

    // As long as they are wide.
    let isSpot = pieces.indices.map { 2 * thinCount[$0] * thinCount[$0] < pieces[$0].count }

    let place = Placement(mask)
    var hasLine = [Bool](repeating: false, count: pieces.count)
    var lines: [Stroke] = []
    for line in TracedLine.lines(of: SkeletonGraph(thin), background: Background(walls: mask)) {
      guard line.points.count > 2, let number = piece(of: line.points, pieceOf, mask), !isSpot[number]
      else { continue }
      hasLine[number] = true
      let width = Double(pieces[number].count) / Double(max(thinCount[number], 1)) * place.scale
      let points = line.isClosed ? line.points + [line.points[0]] : line.points
      lines.append(
        Stroke(width: min(max(width, widths.lowerBound), widths.upperBound), points: points.map(place.canvas)))
    }
    for (number, piece) in pieces.enumerated() where !hasLine[number] {
      let sum = piece.reduce(Point(0, 0)) {
        $0 + Point(Double($1 % mask.width) + 0.5, Double($1 / mask.width) + 0.5)
      }
      // A disc of the piece's area.
      let diameter = 2 * (Double(piece.count) / .pi).squareRoot() * place.scale
      lines.append(
        Stroke(
          width: min(max(diameter, widths.lowerBound), largestDot),
          points: [place.canvas(sum * (1 / Double(piece.count)))]))
    }
    return simplified(lines)
  }

  /// The piece that a line lies in: smoothed points may leave it, but not all of them do.
  private static func piece(of points: [Point], _ pieceOf: [Int], _ mask: BinaryMask) -> Int? {
    for point in points {
      let (x, y) = (Int(point.x), Int(point.y))
      if mask[x, y] { return pieceOf[y * mask.width + x] }
    }
    return nil
  }

  /// The longest lines, with as few points as the bounds ask for.
  private static func simplified(_ lines: [Stroke]) -> [Stroke] {
    let longest = lines.map { (line: $0, length: Polyline.length($0.points) + $0.width) }
      .sorted { $0.length > $1.length }.prefix(mostStrokes).map(\.line)
    var tolerance = tolerance
    while true {
      let result = longest.map { line in
        Stroke(line.kind, width: line.width, points: Polyline.simplified(line.points, tolerance: tolerance))
      }
      // A line keeps two points however coarse it becomes, so the bound is always reached.
      if result.reduce(0, { $0 + $1.points.count }) <= mostPoints { return result }
      tolerance *= 1.5
    }
  }

  /// Where the mask lies on the canvas.
  private struct Placement {
    let scale: Double
    private let origin: Point

    init(_ mask: BinaryMask) {
      scale = (1 - 2 * LineStrokes.margin) / Double(max(mask.width, mask.height))
      origin = Point((1 - Double(mask.width) * scale) / 2, (1 - Double(mask.height) * scale) / 2)
    }

    func canvas(_ point: Point) -> Point { (origin + point * scale).onCanvas }
  }
}

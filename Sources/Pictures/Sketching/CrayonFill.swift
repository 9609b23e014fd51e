/// A region filled with crayon, as strokes: to the canvas, the network, the journal and the gallery it is crayon like any
/// other.
package enum CrayonFill {
  /// Squares from one row of the hatch to the next.
  private static let step = 2
  /// Diameter of the pen, as a share of the page's side: three squares, so that rows overlap, and no paper is seen between
  /// them.
  static let width = 3.0 / Double(PageMap.side)
  /// How far inside the region's edge the middle of the pen turns: its colour then reaches just under the lines.
  private static let inset = 0.9

  /// Strokes that cover a region and little else.
  package static func strokes(in region: PageRegion, colour: CrayonColour) -> [Stroke] {
    ways(in: region).map { Stroke(.crayon(colour), width: width, points: $0) }
  }

  /// Where a pen of that width goes to do so.
  static func ways(in region: PageRegion) -> [[Point]] {
    var finished: [[Point]] = []
    // Ways that the next row may go on with: their points, and the run of squares in which they ended.
    var open: [(points: [Point], run: Run)] = []
    for row in stride(from: 0, to: PageMap.side, by: step) {
      var next: [(points: [Point], run: Run)] = []
      for run in runs(of: region, row: row) {
        guard let index = open.firstIndex(where: { $0.run.overlaps(run) }) else {
          next.append(([run.place(run.first), run.place(run.last)], run))
          continue
        }
        var (points, above) = open.remove(at: index)
        // Down where both rows are bare, then to the nearer end of the run and along it.
        let low = max(above.first, run.first)
        let high = max(min(above.last, run.last), low)
        let here = points.last.map { $0.x * Double(PageMap.side) } ?? low
        let turn = min(max(here, low), high)
        let isNearFirst = abs(run.first - turn) < abs(run.last - turn)
        let (near, far) = isNearFirst ? (run.first, run.last) : (run.last, run.first)
        for place in [above.place(turn), run.place(turn), run.place(near), run.place(far)] where place != points.last {
          points.append(place)
        }
        next.append((points, run))
      }
      finished += open.map(\.points)
      open = next
    }
    finished += open.map(\.points)
    return finished.map { $0[0] == $0[1] ? Array($0.dropFirst()) : $0 }
  }

  /// Squares of one row that lie side by side: where the middle of the pen goes, counted in squares from the left.
  private struct Run {
    let row: Int
    let first: Double
    let last: Double

    init(row: Int, squares: Range<Int>) {
      self.row = row
      let middle = Double(squares.lowerBound + squares.upperBound) / 2
      first = min(Double(squares.lowerBound) + inset, middle)
      last = max(Double(squares.upperBound) - inset, middle)
    }

    func overlaps(_ other: Run) -> Bool { first <= other.last + inset && other.first <= last + inset }

    func place(_ column: Double) -> Point {
      let place = Point(column, Double(row) + 0.5) * (1 / Double(PageMap.side))
      return Point((place.x * 1e5).rounded() / 1e5, (place.y * 1e5).rounded() / 1e5)
    }
  }

  private static func runs(of region: PageRegion, row: Int) -> [Run] {
    var runs: [Run] = []
    var start: Int?
    for column in 0...PageMap.side {
      let isInside = column < PageMap.side && region.squares[row * PageMap.side + column]
      if isInside {
        start = start ?? column
      } else if let first = start {
        runs.append(Run(row: row, squares: first..<column))
        start = nil
      }
    }
    return runs
  }
}

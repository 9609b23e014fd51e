import Pictures

/// The page cut into small squares: which are inked, and which of the others hang together.
struct PageMap {
  /// Squares across and down.
  static let side = 192
  /// How much of a square the ink must cover: little, so that slanting lines of the thinnest pencil hold tight.
  private static let leastInk: Float = 0.2

  let isInked: [Bool]

  init(_ strokes: [Stroke]) {
    isInked = SketchRaster.ink(strokes, size: Self.side).values.map { $0 >= Self.leastInk }
  }

  /// The square that a place lies in.
  static func square(at place: Point) -> Int {
    let index = { (value: Double) in min(max(Int(value * Double(side)), 0), side - 1) }
    return index(place.y) * side + index(place.x)
  }

  /// Squares within `reach` of those that are set, counted as steps across, down or aslant.
  static func grown(_ squares: [Bool], by reach: Int) -> [Bool] {
    guard reach > 0 else { return squares }
    // A square block is a row of squares, then a column of those.
    return spread(spread(squares, by: reach, step: 1, lines: side), by: reach, step: side, lines: 1)
  }

  private static func spread(_ squares: [Bool], by reach: Int, step: Int, lines: Int) -> [Bool] {
    var result = squares
    for line in 0..<side {
      var last = -reach - 1
      var pending = 0
      for place in 0..<side {
        if squares[line * lines + place * step] {
          for back in max(place - reach, pending)..<place { result[line * lines + back * step] = true }
          last = place
          pending = place
        } else if place - last <= reach {
          result[line * lines + place * step] = true
        }
      }
    }
    return result
  }

  /// The squares that can be reached from the seeds without crossing a wall, and whether they touch the page's edge.
  static func flooded(from seeds: [Int], walls: [Bool]) -> (squares: [Bool], count: Int, touchesEdge: Bool) {
    var squares = [Bool](repeating: false, count: walls.count)
    var open: [Int] = []
    for seed in seeds where !walls[seed] && !squares[seed] {
      squares[seed] = true
      open.append(seed)
    }
    var count = 0
    var touchesEdge = false
    while let square = open.popLast() {
      count += 1
      let (x, y) = (square % side, square / side)
      if x == 0 || y == 0 || x == side - 1 || y == side - 1 { touchesEdge = true }
      for (dx, dy) in [(-1, 0), (1, 0), (0, -1), (0, 1)] {
        guard (0..<side).contains(x + dx), (0..<side).contains(y + dy) else { continue }
        let next = square + dy * side + dx
        if !walls[next] && !squares[next] {
          squares[next] = true
          open.append(next)
        }
      }
    }
    return (squares, count, touchesEdge)
  }
}

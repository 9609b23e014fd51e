/// The page cut into small squares: which are inked, and which of the others hang together.
struct PageMap {
  /// Squares across and down.
  static let side = 192
  /// How much of a square the ink must cover: little, so that slanting lines of the thinnest pencil hold tight.
  private static let leastInk: Float = 0.2

  let isInked: [Bool]

  init(_ strokes: [Stroke]) {
    self.init(ink: SketchRaster.ink(strokes, size: Self.side))
  }

  /// - Parameter ink: 0…1, ``side`` pixels wide and high.
  init(ink: Plane) {
    precondition(ink.width == Self.side && ink.height == Self.side, "a square is a pixel")
    isInked = ink.values.map { $0 >= Self.leastInk }
  }

  /// The square that a place lies in.
  static func square(at place: Point) -> Int {
    let index = { (value: Double) in min(max(Int(value * Double(side)), 0), side - 1) }
    return index(place.y) * side + index(place.x)
  }

  /// The square at a place, or a bare one at most three squares beside it where that one is inked.
  func bareSquare(near place: Point) -> Int? {
    let square = Self.square(at: place.onCanvas)
    let (x, y) = (square % Self.side, square / Self.side)
    for reach in 0...3 {
      for dy in -reach...reach {
        for dx in -reach...reach where max(abs(dx), abs(dy)) == reach {
          let (x, y) = (x + dx, y + dy)
          guard (0..<Self.side).contains(x), (0..<Self.side).contains(y) else { continue }
          if !isInked[y * Self.side + x] { return y * Self.side + x }
        }
      }
    }
    return nil
  }

  /// The square nearest to a bare one that is no wall, going from bare square to bare square and at most `reach` steps.
  func nearest(to square: Int, outside walls: [Bool], within reach: Int) -> Int? {
    if !walls[square] { return square }
    var isSeen = [Bool](repeating: false, count: isInked.count)
    isSeen[square] = true
    var front = [square]
    for _ in 0..<reach {
      var next: [Int] = []
      for square in front {
        Self.forEachNeighbour(of: square) { neighbour in
          guard !isSeen[neighbour], !isInked[neighbour] else { return }
          isSeen[neighbour] = true
          next.append(neighbour)
        }
      }
      if let found = next.first(where: { !walls[$0] }) { return found }
      front = next
    }
    return nil
  }

  /// The bare squares that are nearer to a core than to any other square that is no wall, on ways that cross no ink.
  func surroundings(of core: [Bool], walls: [Bool]) -> [Bool] {
    // 0 for not reached, 1 for the core's, 2 for the others'.
    var owner = [UInt8](repeating: 0, count: isInked.count)
    var front: [Int] = []
    for square in owner.indices where !walls[square] {
      owner[square] = core[square] ? 1 : 2
      front.append(square)
    }
    while !front.isEmpty {
      var next: [Int] = []
      for square in front {
        Self.forEachNeighbour(of: square) { neighbour in
          guard owner[neighbour] == 0, !isInked[neighbour] else { return }
          owner[neighbour] = owner[square]
          next.append(neighbour)
        }
      }
      front = next
    }
    return owner.map { $0 == 1 }
  }

  /// Visits the squares to the left and right, above and below, as far as they are on the page.
  private static func forEachNeighbour(of square: Int, _ visit: (Int) -> Void) {
    let (x, y) = (square % side, square / side)
    if x > 0 { visit(square - 1) }
    if x < side - 1 { visit(square + 1) }
    if y > 0 { visit(square - side) }
    if y < side - 1 { visit(square + side) }
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

  /// The squares that are no walls, in parts that hang together.
  ///
  /// - Returns: the number of each square's part, −1 for walls; and of each part its squares' count and whether it touches
  ///   the page's edge.
  static func parts(walls: [Bool]) -> (numbers: [Int], counts: [Int], touchesEdge: [Bool]) {
    var numbers = [Int](repeating: -1, count: walls.count)
    var counts: [Int] = []
    var touchesEdge: [Bool] = []
    var open: [Int] = []
    for seed in walls.indices where !walls[seed] && numbers[seed] < 0 {
      let part = counts.count
      var (count, touches) = (0, false)
      numbers[seed] = part
      open.append(seed)
      while let square = open.popLast() {
        count += 1
        let (x, y) = (square % side, square / side)
        if x == 0 || y == 0 || x == side - 1 || y == side - 1 { touches = true }
        forEachNeighbour(of: square) { next in
          guard !walls[next], numbers[next] < 0 else { return }
          numbers[next] = part
          open.append(next)
        }
      }
      counts.append(count)
      touchesEdge.append(touches)
    }
    return (numbers, counts, touchesEdge)
  }
}

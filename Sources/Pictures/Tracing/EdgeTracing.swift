/// Turns a plane of thin edges into lines: pieces between ends and junctions, joined where they go straight on.
enum EdgeTracing {
  /// Lines in pixel coordinates (centres of pixels), at least `shortest` pixels long. A line whose first and last point
  /// agree is closed.
  ///
  /// - Parameter edges: 1 on an edge, 0 elsewhere; lines one pixel wide, as ``Edges/edges(_:thresholds:)`` gives them.
  static func lines(_ edges: Plane, shortest: Double) -> [[Point]] {
    var walker = Walker(edges)
    let pieces = walker.pieces()
    return joined(pieces).map(closed).filter { Polyline.length($0) >= shortest }
  }

  private struct Walker {
    private let width: Int
    private let height: Int
    private var isOpen: [Bool]
    private let isEdge: [Bool]

    init(_ edges: Plane) {
      width = edges.width
      height = edges.height
      isEdge = Self.withoutCorners(edges)
      isOpen = isEdge
    }

    /// Takes out pixels that only fill the corner of a step, so that every line is one pixel wide.
    private static func withoutCorners(_ edges: Plane) -> [Bool] {
      let width = edges.width
      let height = edges.height
      var isEdge = edges.values.map { $0 > 0 }
      func at(_ x: Int, _ y: Int) -> Bool { x >= 0 && x < width && y >= 0 && y < height && isEdge[y * width + x] }
      for y in 0..<height {
        for x in 0..<width where isEdge[y * width + x] {
          for (dx, dy) in [(1, 1), (1, -1), (-1, 1), (-1, -1)]
          where at(x + dx, y) && at(x, y + dy) && !at(x - dx, y) && !at(x, y - dy) && !at(x - dx, y - dy) {
            isEdge[y * width + x] = false
            break
          }
        }
      }
      return isEdge
    }

    /// Follows all edges once; first from their ends, then what is left, which are loops.
    mutating func pieces() -> [[Point]] {
      var pieces: [[Point]] = []
      let places = isEdge.indices.filter { isEdge[$0] }
      for place in places where neighbours(of: place, in: isEdge).count == 1 && isOpen[place] {
        pieces.append(walk(from: place))
      }
      for place in places where isOpen[place] {
        var piece = walk(from: place)
        // A walk that begins in the middle of a line has another half.
        if let back = neighbours(of: place, in: isOpen).first {
          piece = walk(from: back).reversed() + piece
        }
        pieces.append(piece)
      }
      return pieces
    }

    private mutating func walk(from start: Int) -> [Point] {
      var line: [Point] = []
      var place = start
      var way = Point(0, 0)
      while true {
        isOpen[place] = false
        let here = point(place)
        if let last = line.last { way = way * 0.6 + (here - last) }
        line.append(here)
        // Straight on where there is a choice.
        let next = neighbours(of: place, in: isOpen).max { a, b in
          let toA = point(a) - here
          let toB = point(b) - here
          return (toA.x * way.x + toA.y * way.y) / toA.length < (toB.x * way.x + toB.y * way.y) / toB.length
        }
        guard let next else { return line }
        place = next
      }
    }

    private func point(_ place: Int) -> Point { Point(Double(place % width) + 0.5, Double(place / width) + 0.5) }

    private func neighbours(of place: Int, in plane: [Bool]) -> [Int] {
      let x = place % width
      let y = place / width
      var found: [Int] = []
      for (dx, dy) in [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-1, 1), (-1, -1), (1, -1)] {
        let nx = x + dx
        let ny = y + dy
        guard nx >= 0, nx < width, ny >= 0, ny < height, plane[ny * width + nx] else { continue }
        found.append(ny * width + nx)
      }
      return found
    }
  }

  /// Joins pieces whose ends nearly meet and point the same way.
  private static func joined(_ pieces: [[Point]]) -> [[Point]] {
    var open = pieces.filter { $0.count > 2 }.sorted { $0.count > $1.count }
    var done: [[Point]] = []
    while !open.isEmpty {
      var line = open.removeFirst()
      var grew = true
      while grew, let last = line.last, let first = line.first, (last - first).length > 4.5 || line.count <= 16 {
        grew = false
        for index in open.indices {
          if let continued = join(line, open[index]) {
            line = continued
            open.remove(at: index)
            grew = true
            break
          }
        }
      }
      done.append(line)
    }
    return done
  }

  /// Ends a line where it began if it nearly does.
  private static func closed(_ line: [Point]) -> [Point] {
    guard let first = line.first, let last = line.last, line.count > 16, (first - last).length < 4.5 else {
      return line
    }
    return line + [first]
  }

  /// The two lines as one, in whichever way their ends meet; nil if they do not.
  private static func join(_ a: [Point], _ b: [Point]) -> [Point]? {
    for line in [a, a.reversed()] {
      for other in [b, b.reversed()] {
        guard let end = line.last, let start = other.first, (end - start).length < 3.5 else { continue }
        let before = end - line[max(0, line.count - 6)]
        let after = other[min(other.count - 1, 5)] - start
        let straightness = (before.x * after.x + before.y * after.y) / max(before.length * after.length, 1e-9)
        if straightness > 0.4 { return line + other }
      }
    }
    return nil
  }
}

import Foundation
import Pictures

/// Fills an area with a zigzag, as a child scribbles an ear black.
package struct Scribble: Equatable, Sendable {
  /// How much was filled.
  package enum Extent: Hashable, Sendable {
    /// The whole area, up to the lines around it.
    case area
    /// As much as the pointer went over.
    case path
    /// The area is open, or nearly the whole page: a patch about the place.
    case patch
    /// There is ink everywhere already.
    case nothing
  }

  package let strokes: [Stroke]
  package let extent: Extent

  /// Gaps up to this many squares (of 192) do not let the scribble out, the narrowest tried first.
  private static let gaps = [0, 1, 2, 4]
  /// Half the side of what one click fills where the area is open; shares of the canvas.
  private static let patchReach = 0.08
  private static let pathReach = 0.05
  /// An area that touches the page's edge and is larger than the first share of the page counts as open, and so does any
  /// that is larger than the second.
  private static let largest = (atEdge: 0.2, within: 0.6)

  /// - Parameters:
  ///   - path: where the pointer went; a single place for a click.
  ///   - width: the pencil's diameter as a share of the canvas's side.
  package init(in drawing: [Stroke], along path: [Point], width: Double) {
    let map = PageMap(drawing)
    let path = path.filter { $0.x.isFinite && $0.y.isFinite }.map(\.onCanvas)
    let seeds = Polyline.resampled(path, spacing: 0.01).compactMap { Self.freeSquare(near: $0, map) }
    guard let seed = seeds.first else {
      (strokes, extent) = ([], .nothing)
      return
    }
    let squares: [Bool]
    if Polyline.length(path) > 0.04 {
      squares = Self.within(Self.pathReach, of: seeds, map)
      extent = .path
    } else if let area = Self.closedArea(about: seed, map) {
      squares = area
      extent = .area
    } else {
      squares = Self.within(Self.patchReach, of: [seed], map)
      extent = .patch
    }
    strokes = Self.zigzag(Self.shrunk(squares, width: width), width: width)
  }

  /// The square at a place, or a bare one beside it where that one is inked.
  private static func freeSquare(near place: Point, _ map: PageMap) -> Int? {
    let square = PageMap.square(at: place)
    let (x, y) = (square % PageMap.side, square / PageMap.side)
    for reach in 0...3 {
      for dy in -reach...reach {
        for dx in -reach...reach where max(abs(dx), abs(dy)) == reach {
          let (x, y) = (x + dx, y + dy)
          guard (0..<PageMap.side).contains(x), (0..<PageMap.side).contains(y) else { continue }
          if !map.isInked[y * PageMap.side + x] { return y * PageMap.side + x }
        }
      }
    }
    return nil
  }

  /// The area around a square, its outline's small gaps taken as closed; nil where it is open.
  private static func closedArea(about seed: Int, _ map: PageMap) -> [Bool]? {
    let page = Double(PageMap.side * PageMap.side)
    for gap in gaps {
      let area = PageMap.flooded(from: [seed], walls: PageMap.grown(map.isInked, by: gap))
      guard area.count > 0 else { return nil }
      let share = Double(area.count) / page
      if share > largest.within || (area.touchesEdge && share > largest.atEdge) { continue }
      guard gap > 0 else { return area.squares }
      // The thickened walls took a rim from the area; it is given back as far as it is bare.
      let rim = PageMap.grown(area.squares, by: gap)
      return zip(rim, map.isInked).map { $0 && !$1 }
    }
    return nil
  }

  /// The bare squares that can be reached from the seeds without going further than `reach` from them.
  private static func within(_ reach: Double, of seeds: [Int], _ map: PageMap) -> [Bool] {
    var spots = [Bool](repeating: false, count: map.isInked.count)
    for seed in seeds { spots[seed] = true }
    let near = PageMap.grown(spots, by: Int(reach * Double(PageMap.side)))
    return PageMap.flooded(from: seeds, walls: zip(near, map.isInked).map { !$0 || $1 }).squares
  }

  /// The squares in which the middle of the pen may go, so that its ink stays within; all of them where none is left.
  private static func shrunk(_ squares: [Bool], width: Double) -> [Bool] {
    let outside = PageMap.grown(squares.map { !$0 }, by: max(Int((width / 2 * Double(PageMap.side)).rounded()), 1))
    let inside = outside.map { !$0 }
    return inside.contains(true) ? inside : squares
  }

  // MARK: - Zigzag

  /// The slant of the rows: upwards to the right, as a right hand scribbles.
  private static let along = Point(cos(-0.6), sin(-0.6))
  private static let across = Point(-along.y, along.x)

  /// A row's part that lies inside, as lengths along the row.
  private struct Run {
    var from: Double
    var to: Double
  }

  /// Rows of a slanting hatch, each tied to the next wherever the way stays inside.
  private static func zigzag(_ squares: [Bool], width: Double) -> [Stroke] {
    let spacing = max(1.8 * width, 5.0 / 256)
    let middle = Point(0.5, 0.5)
    let place = { (row: Int, length: Double) in middle + across * (Double(row) * spacing) + along * length }
    let isInside = { (place: Point) in
      (0..<1).contains(place.x) && (0..<1).contains(place.y) && squares[PageMap.square(at: place)]
    }
    // Turns follow the area's rim, which in squares is a stair: they may cut its corners.
    let ways = PageMap.grown(squares, by: 1)
    let isWay = { (place: Point) in ways[PageMap.square(at: place.onCanvas)] }
    var finished: [[Point]] = []
    // Zigzags that the next row may go on with: their points, the row they ended in and at which end.
    var open: [(points: [Point], run: Run, endsAtTo: Bool)] = []
    let rows = Int((0.75 / spacing).rounded(.up))
    for row in -rows...rows {
      var next: [(points: [Point], run: Run, endsAtTo: Bool)] = []
      for run in runs(place: { place(row, $0) }, isInside) {
        let tie = open.firstIndex { zigzag in
          let from = zigzag.points[zigzag.points.count - 1]
          return isClear(from, place(row, zigzag.endsAtTo ? run.to : run.from), isWay)
        }
        if let tie {
          var zigzag = open.remove(at: tie)
          let (near, far) = zigzag.endsAtTo ? (run.to, run.from) : (run.from, run.to)
          zigzag.points += [place(row, near), place(row, far)]
          next.append((zigzag.points, run, !zigzag.endsAtTo))
        } else {
          next.append(([place(row, run.from), place(row, run.to)], run, true))
        }
      }
      finished += open.map(\.points)
      open = next
    }
    finished += open.map(\.points)
    return finished.map { Stroke(.pencil, width: width, points: $0.map { $0.onCanvas.onGrid }) }
  }

  private static let sample = 0.5 / Double(PageMap.side)

  private static func runs(place: (Double) -> Point, _ isInside: (Point) -> Bool) -> [Run] {
    var runs: [Run] = []
    var start: Double?
    var length = -0.75
    while length <= 0.75 {
      if isInside(place(length)) {
        start = start ?? length
      } else if let from = start {
        runs.append(Run(from: from, to: length - sample))
        start = nil
      }
      length += sample
    }
    if let from = start { runs.append(Run(from: from, to: 0.75)) }
    return runs
  }

  /// Whether the straight way between two places stays inside and is short enough to be a scribble's turn.
  private static func isClear(_ a: Point, _ b: Point, _ isWay: (Point) -> Bool) -> Bool {
    let length = (b - a).length
    guard length < 0.25 else { return false }
    let steps = max(Int(length / sample), 1)
    return (0...steps).allSatisfy { isWay(a + (b - a) * (Double($0) / Double(steps))) }
  }
}

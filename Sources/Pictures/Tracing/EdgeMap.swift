/// The lines of a picture, one pixel wide: edges, joined where two run side by side, thinned, without short pieces.
/// The recipe is that of Isola et al. 2017, section 6.2 of the appendix, on Canny's edges.
struct EdgeMap {
  /// Side of the square picture that lines are looked for in. Lengths in this folder are pixels of it.
  static let side = 256

  /// Both edges of a drawn line are one line for a person: what lies this close together is joined.
  private static let joinReach = 2
  /// Holes that joining left, in pixels of area, that are no shape of their own.
  private static let holeArea = 14
  /// A connected piece of fewer pixels is a speck.
  private static let shortest = 10
  /// Where a larger share of the pixels is edge, a picture is texture, and only the stronger edges count.
  private static let densest = 0.085

  /// The lines.
  private(set) var lines: BinaryMask
  /// Lines and everything within reach of them: what a flood from outside does not pass.
  let walls: BinaryMask
  /// Spots too small for a line, with their radius.
  private(set) var dots: [(place: Point, radius: Double)] = []
  /// How far ``walls`` reach beyond what was found.
  private let reach: Int

  /// - Parameter image: A picture of ``side`` × ``side`` pixels.
  init(_ image: Image) {
    precondition(image.width == Self.side && image.height == Self.side, "lines are looked for at one size")
    var thresholds = Edges.Thresholds(low: 0.06, high: 0.14)
    var edges = BinaryMask(Edges.edges(image, thresholds: thresholds))
    for _ in 0..<4 where Double(edges.bits.count { $0 }) > Self.densest * Double(edges.bits.count) {
      thresholds = Edges.Thresholds(low: thresholds.low * 1.6, high: thresholds.high * 1.6)
      edges = BinaryMask(Edges.edges(image, thresholds: thresholds))
    }
    reach = Self.joinReach
    walls = edges.dilated(reach: reach).fillingHoles(smallerThan: Self.holeArea)
    lines = walls.thinned()
    removeSpecks()
  }

  /// - Parameter drawn: the lines as somebody has drawn them, of any thickness, ``side`` × ``side`` pixels.
  init(drawn: BinaryMask) {
    precondition(drawn.width == Self.side && drawn.height == Self.side, "lines are looked for at one size")
    reach = 1
    walls = drawn.dilated(reach: reach)
    lines = drawn.thinned()
    removeSpecks()
  }

  /// Takes short pieces away; those that stand for a spot are remembered as dots.
  private mutating func removeSpecks() {
    var seen = [Bool](repeating: false, count: lines.bits.count)
    for start in lines.bits.indices where lines.bits[start] && !seen[start] {
      let piece = connected(from: start, seen: &seen)
      guard piece.count < Self.shortest else { continue }
      for index in piece { lines.bits[index] = false }
      let middle = piece[piece.count / 2]
      let x = middle % lines.width
      let y = middle / lines.width
      // The reach of joining lies around every edge, so a spot of radius r left a blob of r and that reach.
      var radius = 0
      while walls[x + radius, y] && walls[x - radius, y] && walls[x, y + radius] && walls[x, y - radius] { radius += 1 }
      let spot = radius - 1 - reach
      guard spot >= 1 else { continue }
      dots.append((Point(Double(x) + 0.5, Double(y) + 0.5), Double(spot)))
    }
  }

  private func connected(from start: Int, seen: inout [Bool]) -> [Int] {
    seen[start] = true
    var found = [start]
    var next = 0
    while next < found.count {
      let x = found[next] % lines.width
      let y = found[next] / lines.width
      next += 1
      for ny in (y - 1)...(y + 1) {
        for nx in (x - 1)...(x + 1) where lines[nx, ny] && !seen[ny * lines.width + nx] {
          seen[ny * lines.width + nx] = true
          found.append(ny * lines.width + nx)
        }
      }
    }
    return found
  }
}

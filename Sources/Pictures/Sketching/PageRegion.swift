/// A region of the page: what hangs together between the lines of a drawing. Small gaps in the lines count as closed, as
/// a round ball wider than a gap cannot roll through it (trapped-ball segmentation; Zhang et al., "Vectorizing cartoon
/// animations", 2009).
package struct PageRegion: Equatable, Sendable {
  /// Whether the lines enclose it; else it is what lies around the drawing.
  package let isEnclosed: Bool
  /// Squares of the page that it covers.
  package let count: Int
  /// Which squares belong to it, row by row.
  package let squares: [Bool]

  /// Share of the page that it covers, 0…1.
  package var share: Double { Double(count) / Double(squares.count) }

  /// How many squares the walls grow by, one after the other, until they enclose the place: gaps of twice as many are
  /// closed, up to a tenth of the page's side.
  private static let gaps = [0, 1, 2, 4, 7, 10]

  /// The region around a place; nil where there is ink everywhere about it.
  package init?(at place: Point, in drawing: [Stroke]) {
    self.init(at: place, in: PageMap(drawing))
  }

  init?(at place: Point, in map: PageMap) {
    guard place.x.isFinite, place.y.isFinite else { return nil }
    guard let seed = map.bareSquare(near: place) else { return nil }
    var around: (core: [Bool], walls: [Bool])?
    for gap in Self.gaps {
      let walls = PageMap.grown(map.isInked, by: gap)
      guard let start = map.nearest(to: seed, outside: walls, within: 2 * gap) else { break }
      let parts = PageMap.parts(walls: walls)
      let part = parts.numbers[start]
      let core = parts.numbers.map { $0 == part }
      guard parts.touchesEdge[part] else {
        self.init(gap == 0 ? core : map.surroundings(of: core, walls: walls), isEnclosed: true)
        return
      }
      around = (core, walls)
    }
    guard let around else { return nil }
    self.init(map.surroundings(of: around.core, walls: around.walls), isEnclosed: false)
  }

  private init(_ squares: [Bool], isEnclosed: Bool) {
    self.squares = squares
    self.isEnclosed = isEnclosed
    count = squares.count { $0 }
  }

  /// Whether a place lies in it.
  package func contains(_ place: Point) -> Bool { squares[PageMap.square(at: place.onCanvas)] }

  /// All enclosed regions of a drawing, the largest first.
  ///
  /// - Parameter leastShare: smaller ones, as shares of the page, are left out.
  package static func enclosed(in drawing: [Stroke], leastShare: Double) -> [PageRegion] {
    enclosed(in: PageMap(drawing), leastShare: leastShare)
  }

  static func enclosed(in map: PageMap, leastShare: Double) -> [PageRegion] {
    let least = Int(leastShare * Double(map.isInked.count))
    var isTaken = map.isInked
    var regions: [PageRegion] = []
    for gap in gaps {
      let walls = PageMap.grown(map.isInked, by: gap)
      let parts = PageMap.parts(walls: walls)
      var isNew = [Bool](repeating: false, count: parts.counts.count)
      for (square, part) in parts.numbers.enumerated() where part >= 0 && !isTaken[square] { isNew[part] = true }
      for part in isNew.indices where isNew[part] && !parts.touchesEdge[part] && parts.counts[part] >= least {
        let core = parts.numbers.map { $0 == part }
        let whole = gap == 0 ? core : map.surroundings(of: core, walls: walls)
        let region = PageRegion(zip(whole, isTaken).map { $0 && !$1 }, isEnclosed: true)
        guard region.count >= least else { continue }
        for square in isTaken.indices where region.squares[square] { isTaken[square] = true }
        regions.append(region)
      }
    }
    return regions.enumerated().sorted { ($0.element.count, $1.offset) > ($1.element.count, $0.offset) }.map(\.element)
  }
}

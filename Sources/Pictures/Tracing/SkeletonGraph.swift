/// Thin lines as a graph: segments that run between ends and junctions.
struct SkeletonGraph {
  struct Segment {
    /// Pixel centres along the way, both ends included.
    var points: [Point]
    /// Junction at the first and at the last point; nil at a free end.
    var nodes: (first: Int?, last: Int?)
    /// Whether the last point lies beside the first, without any junction.
    var isLoop = false
  }

  private(set) var segments: [Segment] = []
  private(set) var nodeCount = 0

  /// A side branch shorter than this (pixels) is an artefact of thinning.
  private static let spur = 7

  init(_ lines: BinaryMask) {
    var tracer = SkeletonTracer(lines)
    tracer.trace()
    nodeCount = tracer.nodeCount
    segments = tracer.segments.filter { segment in
      let isSpur = (segment.nodes.first == nil) != (segment.nodes.last == nil)
      return !(isSpur && segment.points.count < Self.spur)
    }
  }
}

/// Walks along the pixels of thin lines.
private struct SkeletonTracer {
  private let lines: BinaryMask
  /// The junction that a pixel belongs to, or −1.
  private var node: [Int]
  private var centres: [Point] = []
  private var visited: [Bool]
  private(set) var segments: [SkeletonGraph.Segment] = []
  var nodeCount: Int { centres.count }

  init(_ lines: BinaryMask) {
    self.lines = lines
    node = [Int](repeating: -1, count: lines.bits.count)
    visited = [Bool](repeating: false, count: lines.bits.count)
  }

  mutating func trace() {
    let pixels = lines.bits.indices.filter { lines.bits[$0] }
    let degree = Dictionary(uniqueKeysWithValues: pixels.map { ($0, neighbours($0).count) })
    for start in pixels where degree[start, default: 0] > 2 && node[start] < 0 { gatherNode(start, degree) }
    for pixel in pixels where node[pixel] >= 0 {
      for next in neighbours(pixel) where node[next] < 0 && !visited[next] {
        walk(from: next, previous: pixel, start: (centres[node[pixel]], node[pixel]))
      }
    }
    for pixel in pixels where degree[pixel, default: 0] <= 1 && node[pixel] < 0 && !visited[pixel] {
      walk(from: pixel, previous: pixel, start: nil)
    }
    for pixel in pixels where node[pixel] < 0 && !visited[pixel] {
      walk(from: pixel, previous: pixel, start: nil)
      segments[segments.count - 1].isLoop = true
    }
  }

  /// Junction pixels that touch are one junction.
  private mutating func gatherNode(_ start: Int, _ degree: [Int: Int]) {
    let name = centres.count
    node[start] = name
    var found = [start]
    var next = 0
    while next < found.count {
      for neighbour in neighbours(found[next]) where degree[neighbour, default: 0] > 2 && node[neighbour] < 0 {
        node[neighbour] = name
        found.append(neighbour)
      }
      next += 1
    }
    centres.append(found.reduce(Point(0, 0)) { $0 + centre($1) } * (1 / Double(found.count)))
  }

  /// Follows a line until a junction, an end, or its own beginning.
  private mutating func walk(from first: Int, previous: Int, start: (place: Point, node: Int)?) {
    var points = start.map { [$0.place] } ?? []
    var before = previous
    var here = first
    var end: Int?
    while true {
      visited[here] = true
      points.append(centre(here))
      let around = neighbours(here)
      // The junction that the walk began at counts again only after the first pixel.
      if let junction = around.first(where: {
        node[$0] >= 0 && $0 != before && (here != first || start == nil || node[$0] != start?.node)
      }) {
        end = node[junction]
        points.append(centres[node[junction]])
        break
      }
      guard let next = around.first(where: { node[$0] < 0 && !visited[$0] }) else { break }
      before = here
      here = next
    }
    segments.append(SkeletonGraph.Segment(points: points, nodes: (start?.node, end)))
  }

  private func centre(_ pixel: Int) -> Point {
    Point(Double(pixel % lines.width) + 0.5, Double(pixel / lines.width) + 0.5)
  }

  /// Set neighbours, those along the axes first.
  private func neighbours(_ pixel: Int) -> [Int] {
    let x = pixel % lines.width
    let y = pixel / lines.width
    var found: [Int] = []
    for (dx, dy) in [(0, -1), (1, 0), (0, 1), (-1, 0), (1, -1), (1, 1), (-1, 1), (-1, -1)] where lines[x + dx, y + dy] {
      found.append((y + dy) * lines.width + x + dx)
    }
    return found
  }
}

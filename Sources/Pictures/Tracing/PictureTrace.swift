/// What a person would draw of a picture, and where its largest patches of colour are.
package struct PictureTrace: Sendable {
  /// The lines, canvas coordinates 0…1, the most important first.
  package let strokes: [SemanticStroke]
  /// The largest patches of colour, the background first, then by size: places well inside each.
  package let patches: [[Point]]

  /// A line this long (pixels of ``EdgeMap/side``) is telling, if it is strong.
  private static let telling = 26.0
  /// So many lines within the outline are telling; the others are details.
  private static let mostFeatures = 16

  /// - Parameters:
  ///   - image: A square picture.
  ///   - drawer: who draws its lines; nil for its edges.
  package init(_ image: Image, by drawer: LineDrawer? = nil) {
    precondition(image.width == image.height, "a picture to trace is square")
    let side = EdgeMap.side
    let page = image.scaled(width: side, height: side)
    let map = drawer.map { EdgeMap(drawn: $0.lines(of: page)) } ?? EdgeMap(page)
    let background = Background(walls: map.walls)
    let strength = Edges.gradient(page)
    let lines = TracedLine.lines(of: SkeletonGraph(map.lines), background: background)
    let weighed = lines.filter { $0.points.count > 2 }
      .map { WeighedLine($0, strength: strength) }.sorted { $0.importance > $1.importance }
    let outlineExtent = weighed.filter { $0.line.relation == .outline }.map(\.extent).max() ?? 0
    let luminance = page.luminance()
    var features = 0
    strokes =
      weighed.map { weighed in
        var role = weighed.role(outlineExtent: outlineExtent, telling: Self.telling)
        if role == .feature {
          features += 1
          if features > Self.mostFeatures { role = .detail }
        }
        return weighed.stroke(role, luminance: luminance)
      } + map.dots.map { Self.dot($0.place, radius: $0.radius) }
    patches = ColourPatches.places(in: image)
  }

  /// All the lines, as they are, on a square of so many pixels a side.
  package func ink(size: Int) -> Plane { SketchRaster.ink(strokes.plainStrokes, size: size) }

  private static func dot(_ place: Point, radius: Double) -> SemanticStroke {
    let side = Double(EdgeMap.side)
    let points = Outline.ellipse(place * (1 / side), radius / side, radius / side, count: 8)
    return SemanticStroke(
      role: .detail, points: points, isClosed: true, isHidden: [Bool](repeating: false, count: points.count),
      isDark: false)
  }
}

/// A line with what decides how soon a person draws it.
private struct WeighedLine {
  let line: TracedLine
  let length: Double
  /// Mean gradient along it, 0…1.
  let strength: Double
  /// The longer side of its bounds.
  let extent: Double

  /// Long and strong lines come first, the outline before all others.
  var importance: Double { length * (0.2 + strength) * (line.relation == .outline ? 4 : 1) }

  init(_ line: TracedLine, strength plane: Plane) {
    self.line = line
    length = Polyline.length(line.points)
    let size = Bounds(line.points).size
    extent = max(size.x, size.y)
    var sum = 0.0
    for point in line.points {
      // The line lies between the two edges of a drawn line, the gradient's peaks beside it.
      var peak: Float = 0
      for y in -2...2 {
        for x in -2...2 {
          let px = min(max(Int(point.x) + x, 0), plane.width - 1)
          let py = min(max(Int(point.y) + y, 0), plane.height - 1)
          peak = max(peak, plane.values[py * plane.width + px])
        }
      }
      sum += Double(peak)
    }
    strength = sum / Double(max(1, line.points.count))
  }

  func role(outlineExtent: Double, telling: Double) -> StrokeRole {
    switch line.relation {
    case .outline where extent > 0.3 * outlineExtent: .silhouette
    case .outline: length > telling ? .feature : .detail
    case .behind: .background
    case .inside: (length > telling && strength > 0.22) || (line.isClosed && strength > 0.35) ? .feature : .detail
    }
  }

  func stroke(_ role: StrokeRole, luminance: Plane) -> SemanticStroke {
    let scale = 1 / Double(EdgeMap.side)
    return SemanticStroke(
      role: role, points: line.points.map { $0 * scale }, isClosed: line.isClosed,
      isHidden: [Bool](repeating: false, count: line.points.count), isDark: line.isClosed && isDark(luminance))
  }

  /// Whether the inside is darker than people leave paper.
  private func isDark(_ luminance: Plane) -> Bool {
    let bounds = Bounds(line.points)
    var sum: Float = 0
    var count: Float = 0
    for row in 0..<12 {
      for column in 0..<12 {
        let place =
          bounds.low
          + Point(bounds.size.x * (Double(column) + 0.5) / 12, bounds.size.y * (Double(row) + 0.5) / 12)
        guard isInside(place, line.points) else { continue }
        let x = min(max(Int(place.x), 0), luminance.width - 1)
        let y = min(max(Int(place.y), 0), luminance.height - 1)
        sum += luminance.values[y * luminance.width + x]
        count += 1
      }
    }
    return count > 0 && sum / count < 0.25
  }
}

/// A part of a picture: an outline, how it is painted, and what it stands for.
struct ArtShape {
  /// How the inside looks.
  enum Paint {
    /// Only the line is drawn.
    case none
    /// Lit from the upper left: `light` in the lit part, `base`, and `shade` at the far rim.
    case shaded(light: Colour, base: Colour, shade: Colour)
    case flat(Colour)
    /// A soft spot that fades to nothing at the outline.
    case glow(Colour, opacity: Double)

    var isOpaque: Bool {
      switch self {
      case .shaded, .flat: true
      case .none, .glow: false
      }
    }
  }

  var role: StrokeRole
  var outline: [Point]
  var isClosed = true
  var paint: Paint
  /// Colour and width (canvas units) of the line around the shape.
  var line: (colour: Colour, width: Double)?
  /// Nothing outside this outline is painted.
  var clip: [Point]?
  /// Whether people would draw this part. One that they do not draw hides no lines behind it either.
  var isSketched = true
  var isDark = false
}

/// Shapes from back to front over a backdrop.
struct Artwork {
  var shapes: [ArtShape] = []
  /// Places whose colour nobody can guess from the outlines.
  var surprises: [Point] = []

  /// The bounds of everything that people would draw.
  var bounds: Bounds { Bounds(shapes.lazy.filter { $0.isSketched && $0.clip == nil }.flatMap(\.outline)) }

  /// Moves every point; widths of lines are multiplied by `scale`.
  mutating func map(scale: Double = 1, _ move: (Point) -> Point) {
    for index in shapes.indices {
      shapes[index].outline = shapes[index].outline.map(move)
      shapes[index].clip = shapes[index].clip?.map(move)
      shapes[index].line?.width *= scale
    }
    surprises = surprises.map(move)
  }

  /// Whether a part that is not see-through lies at a place.
  func covers(_ place: Point) -> Bool {
    shapes.contains { $0.isClosed && $0.paint.isOpaque && isInside(place, $0.outline) }
  }

  /// The outlines, each with the parts that others hide or the canvas's edge cuts off.
  func semanticStrokes() -> [SemanticStroke] {
    let bounds = shapes.map { Bounds($0.outline) }
    return shapes.indices.compactMap { index in
      let shape = shapes[index]
      guard shape.isSketched, shape.outline.count > 1 else { return nil }
      let hidden = shape.outline.map { point in
        guard (0...1).contains(point.x), (0...1).contains(point.y) else { return true }
        if let clip = shape.clip, !isInside(point, clip) { return true }
        return shapes.indices[(index + 1)...].contains { other in
          let front = shapes[other]
          return front.isSketched && front.isClosed && front.paint.isOpaque && bounds[other].contains(point)
            && isInside(point, front.outline) && (front.clip.map { isInside(point, $0) } ?? true)
        }
      }
      return SemanticStroke(
        role: shape.role, points: shape.outline, isClosed: shape.isClosed, isHidden: hidden, isDark: shape.isDark)
    }
  }
}

import Glibc

/// Turns the outlines of a drawn picture into the sketch that a person might make of it: fewer, simpler, wobbling,
/// overshooting, unclosed, doubled, scribbled-in lines, with small things missing.
package struct Sketcher: Sendable {
  package init() {}

  /// Pencil strokes in the order a person would draw them.
  ///
  /// - Parameter keeping: Roles that are never left out, because nothing else tells that they are there.
  package func sketch(
    _ outlines: [SemanticStroke], keeping: Set<StrokeRole> = [], using random: inout SeededGenerator
  ) -> [Stroke] {
    var style = SketchStyle(using: &random)
    if !outlines.contains(where: { $0.role == .eyePatch }) { style.drawPlainFaces(using: &random) }
    var strokes: [Stroke] = []
    var eyesSeen = 0
    for outline in Self.drawingOrder(outlines) {
      if outline.role == .eyePatch {
        eyesSeen += 1
        if eyesSeen == 2 && style.eyesDiffer { style.eyes = SketchStyle(using: &random).eyes }
      }
      if eyesSeen == 2 && style.hasOneEye && [.eyePatch, .eye, .pupil].contains(outline.role) { continue }
      let lines = lines(for: outline, style, isKept: keeping.contains(outline.role), using: &random)
      strokes += lines.filter { !$0.isEmpty }.map { Stroke(.pencil, width: style.penWidth, points: $0) }
    }
    if style.finished < 1 && keeping.isEmpty {
      strokes = Array(strokes.prefix(max(1, Int(Double(strokes.count) * style.finished))))
    }
    if random.chance(0.04) { strokes.append(strayMark(style, using: &random)) }
    return shaken(strokes, using: &random)
  }

  /// The head first, then ears, face, and the rest: who stops early has drawn the head.
  private static func drawingOrder(_ outlines: [SemanticStroke]) -> [SemanticStroke] {
    func rank(_ role: StrokeRole) -> Int {
      switch role {
      case .head, .silhouette: 0
      case .ear, .innerEar, .feature: 1
      case .eyePatch, .eye, .pupil: 2
      case .nose: 3
      case .mouth: 4
      case .body: 5
      case .arm, .leg, .tail: 6
      case .clothing, .prop: 7
      case .detail, .background: 8
      }
    }
    return outlines.enumerated().sorted { (rank($0.element.role), $0.offset) < (rank($1.element.role), $1.offset) }
      .map(\.element)
  }

  private func lines(
    for outline: SemanticStroke, _ style: SketchStyle, isKept: Bool, using random: inout SeededGenerator
  ) -> [[Point]] {
    let perturbation = StrokePerturbation(style: style)
    func drawn() -> [[Point]] { perturbation.outline(outline, using: &random) }
    func filled(_ fill: SketchStyle.Fill) -> [[Point]] {
      switch isKept && fill == .none ? .outline : fill {
      case .outline: drawn()
      case .outlineAndScribble: drawn() + [perturbation.scribble(outline, using: &random)]
      case .scribble: [perturbation.scribble(outline, using: &random)]
      case .stick: [perturbation.stick(outline, using: &random)]
      case .none: []
      }
    }
    switch outline.role {
    case .head, .silhouette: return drawn()
    case .feature: return filled(outline.isDark ? style.darkFeatures : random.chance(0.93) ? .outline : .none)
    case .body:
      // Only a scribble tells that a body is dark.
      if outline.isDark { return filled(random.chance(0.6) ? .outlineAndScribble : .scribble) }
      return filled(style.body)
    case .ear: return filled(outline.isDark ? style.ears : .outline)
    case .arm, .leg, .tail:
      // Nobody scribbles in a pale limb.
      let isScribbled = style.limbs == .scribble || style.limbs == .outlineAndScribble
      return filled(isScribbled && !outline.isDark ? .outline : style.limbs)
    case .nose: return style.nose == .stick ? [perturbation.dot(outline, using: &random)] : filled(style.nose)
    case .mouth: return style.drawsMouth || outline.isDark ? drawn() : []
    case .innerEar, .detail: return style.drawsDetails ? drawn() : []
    case .clothing, .prop, .background: return style.drawsProps || isKept ? drawn() : []
    case .eyePatch, .eye, .pupil: return eyeLines(outline, style, perturbation, using: &random)
    }
  }

  private func eyeLines(
    _ outline: SemanticStroke, _ style: SketchStyle, _ perturbation: StrokePerturbation,
    using random: inout SeededGenerator
  ) -> [[Point]] {
    // Where there are no patches, an eye is drawn as it is, or as a dot.
    guard style.hasPatches else {
      return plainEye(outline, style, perturbation, using: &random)
    }
    return switch (style.eyes, outline.role) {
    case (.patchAndEye, .pupil):
      random.chance(0.4)
        ? [perturbation.scribble(outline, using: &random)]
        : random.chance(0.5)
          ? [perturbation.dot(outline, using: &random)] : perturbation.outline(outline, using: &random)
    case (.patchAndEye, _), (.patch, .eyePatch), (.patchAndDot, .eyePatch), (.patchAndScribble, .eyePatch),
      (.circle, .eye):
      perturbation.outline(outline, using: &random)
    case (.scribbledPatch, .eyePatch):
      (random.chance(0.6) ? perturbation.outline(outline, using: &random) : []) + [
        perturbation.scribble(outline, using: &random)
      ]
    case (.patchAndDot, .pupil), (.dot, .pupil): [perturbation.dot(outline, using: &random)]
    case (.circle, .pupil): random.chance(0.4) ? [perturbation.dot(outline, using: &random)] : []
    case (.patchAndScribble, .eye), (.scribble, .eye): [perturbation.scribble(outline, using: &random)]
    default: []
    }
  }

  private func plainEye(
    _ outline: SemanticStroke, _ style: SketchStyle, _ perturbation: StrokePerturbation,
    using random: inout SeededGenerator
  ) -> [[Point]] {
    switch style.eyes {
    case .none: random.chance(0.5) ? [] : perturbation.outline(outline, using: &random)
    case .dot: [perturbation.dot(outline, using: &random)]
    case .scribble where outline.isClosed: [perturbation.scribble(outline, using: &random)]
    case .circle where outline.role == .pupil: []
    default: perturbation.outline(outline, using: &random)
    }
  }

  /// A slip of the pen, or a line of ground.
  private func strayMark(_ style: SketchStyle, using random: inout SeededGenerator) -> Stroke {
    if random.chance(0.5) {
      let y = random.uniform(0.8, 0.97)
      let line = [Point(random.uniform(0, 0.3), y), Point(random.uniform(0.7, 1), y + random.normal() * 0.01)]
      return Stroke(.pencil, width: style.penWidth, points: line)
    }
    let place = Point(random.uniform(0.05, 0.95), random.uniform(0.05, 0.95))
    let end = place + Point(random.normal(), random.normal()) * 0.03
    return Stroke(.pencil, width: style.penWidth, points: [place, end])
  }

  /// The clumsiness of the whole sketch: a slight turn, squeeze and shift, now and then a strong one.
  private func shaken(_ strokes: [Stroke], using random: inout SeededGenerator) -> [Stroke] {
    let strength = random.chance(0.88) ? 0.25 : 1.0
    let turn = random.normal() * 0.025 * strength
    let shear = random.normal() * 0.02 * strength
    let scale = Point(1 + random.normal() * 0.018 * strength, 1 + random.normal() * 0.018 * strength)
    let shift = Point(random.normal() * 0.006 * strength, random.normal() * 0.006 * strength)
    let c = cos(turn)
    let s = sin(turn)
    return strokes.map { stroke in
      var moved = stroke
      moved.points = stroke.points.map { point in
        let p = point - Point(0.5, 0.5)
        let q = Point((p.x + shear * p.y) * scale.x, p.y * scale.y)
        return Point(q.x * c - q.y * s, q.x * s + q.y * c) + Point(0.5, 0.5) + shift
      }
      return moved
    }
  }
}

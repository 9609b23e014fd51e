/// What an outline of a drawn picture stands for: people leave out, simplify and scribble by meaning.
package enum StrokeRole: Hashable, Sendable, CaseIterable {
  /// The outer line of a thing without a head: a car's body, a shoe. It is always drawn.
  case silhouette
  /// A part without which the thing is hard to recognise: a wheel, a window, a handle.
  case feature
  case body, head, ear, innerEar, eyePatch, eye, pupil, nose, mouth, arm, leg, tail, clothing, prop, detail
  case background
}

/// The outline of one part of a drawn picture, with what it stands for.
package struct SemanticStroke: Hashable, Sendable {
  package var role: StrokeRole
  /// The way along the outline, canvas coordinates 0…1.
  package var points: [Point]
  /// Whether the last point joins the first.
  package var isClosed: Bool
  /// For each point, whether something in front hides it.
  package var isHidden: [Bool]
  /// Whether the part is darker than paper, so that people may scribble it in.
  package var isDark: Bool

  package init(role: StrokeRole, points: [Point], isClosed: Bool, isHidden: [Bool], isDark: Bool) {
    precondition(points.count == isHidden.count, "every point is either hidden or not")
    self.role = role
    self.points = points
    self.isClosed = isClosed
    self.isHidden = isHidden
    self.isDark = isDark
  }
}

extension [SemanticStroke] {
  /// The same as they are, drawn with an ordinary pencil by nobody in particular.
  var plainStrokes: [Stroke] {
    filter { !$0.points.isEmpty }.map { outline in
      Stroke(points: outline.isClosed ? outline.points + [outline.points[0]] : outline.points)
    }
  }
}

import Pictures
import Studio

/// What the pen is at the moment.
package enum Tool: Hashable, Sendable, CaseIterable {
  case pencil, eraser, line, ellipse, bucket, stamp, crayon

  /// Whether it draws as it is moved; the others do what they do at one place.
  package var isPen: Bool { self == .pencil || self == .eraser || self == .crayon }
  /// Whether it has the chosen crayon's colour.
  package var isCrayon: Bool { self == .crayon || self == .bucket }

  /// The tool so many places further on, round and round.
  func moved(by step: Int) -> Tool {
    let all = Self.allCases
    let index = all.firstIndex(of: self) ?? 0
    return all[(index + step + all.count) % all.count]
  }
}

/// Whether and how the pen touches the paper.
package enum Pen: Hashable, Sendable {
  case up
  /// The mouse's button is held on the canvas.
  case mouse
  /// The mouse's button is held, but the pointer has left the canvas; where it was last, in canvas coordinates.
  case mouseOutside(Point)
  /// Put down with the space bar.
  case keys
}

/// What is in the child's hand: the tool and how it is set, where the pen is, and what is only shown until the next
/// step, such as a shape being pulled up.
package struct ToolState: Equatable, Sendable {
  package var tool = Tool.pencil
  package var crayon = CrayonColour.red
  package var size = PenSize.medium
  package var stamp = Stamp.heart
  /// Whether everything drawn is drawn on the other half of the page too.
  package var isMirrored = false

  package var pen = Pen.up
  /// Where the keys' pen stands, 0…1.
  package var cursor = Point(0.5, 0.5)
  /// The cursor is shown once the keys are used and hidden when the mouse draws.
  package var showsCursor = false
  /// Where the pointer was last seen over the canvas; nil while it is elsewhere.
  package var pointer: Point?

  /// Where a line or an ellipse began, until its other end is chosen.
  package var anchor: Point?
  /// Whether the mouse's button that began a shape is still held.
  package var isPulling = false
  /// What the last undo or redo changed.
  package var echo: StepEcho?

  package init() {}

  /// Forgets a shape that was begun; returns whether there was one.
  @discardableResult
  mutating func drop() -> Bool {
    let wasBusy = anchor != nil
    anchor = nil
    isPulling = false
    return wasBusy
  }
}

/// What an undo or a redo changed, shown on the canvas until the next step so that it can be seen to have worked.
package struct StepEcho: Equatable, Sendable {
  /// Strokes that are gone, shown faintly.
  package let gone: [Stroke]
  /// Strokes that came back, shown brightly.
  package let back: [Stroke]

  /// Compares the page before and after the step. Eraser strokes are left out: their effect is visible anyway.
  package init(before: [Stroke], after: [Stroke]) {
    let common = zip(before, after).prefix { $0 == $1 }.count
    let seen = { (strokes: ArraySlice<Stroke>) in
      strokes.filter { $0.kind != .eraser }.map { Stroke(.pencil, width: $0.width, points: $0.points) }
    }
    gone = seen(before[common...])
    back = seen(after[common...])
  }
}

extension CrayonColour {
  var textKey: TextKey {
    switch self {
    case .red: .red
    case .orange: .orange
    case .yellow: .yellow
    case .green: .green
    case .blue: .blue
    case .purple: .purple
    case .pink: .pink
    case .brown: .brown
    }
  }
}

extension Stamp {
  var textKey: TextKey {
    switch self {
    case .heart: .heart
    case .star: .star
    case .triangle: .triangle
    case .square: .square
    case .eye: .eye
    case .nose: .nose
    case .smile: .smile
    case .wheel: .wheel
    }
  }
}

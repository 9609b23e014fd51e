/// Which steps of a drawing's history belong together, so that one undo takes them back as one.
///
/// A ``Studio/Drawing`` knows single strokes. A surprise lays several at once; here stands from which depth of history
/// to which they reach.
package struct StepGroups: Equatable, Sendable {
  /// Steps that can be taken back at the moment.
  private var depth = 0
  /// Depths before and after each group, ascending.
  private var groups: [ClosedRange<Int>] = []

  package init() {}

  /// Something new was drawn in so many steps that undo shall take back together.
  package mutating func made(_ steps: Int = 1) {
    groups.removeAll { $0.upperBound > depth }
    if steps > 1 { groups.append(depth...(depth + steps)) }
    depth += steps
  }

  /// How many steps the next undo takes back; they count as taken back.
  package mutating func undone() -> Int {
    let steps = groups.last { $0.upperBound == depth }.map { $0.upperBound - $0.lowerBound } ?? 1
    depth -= steps
    return steps
  }

  /// How many steps the next redo brings back; they count as brought back.
  package mutating func redone() -> Int {
    let steps = groups.first { $0.lowerBound == depth }.map { $0.upperBound - $0.lowerBound } ?? 1
    depth += steps
    return steps
  }
}

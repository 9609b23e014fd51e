/// What follows from something that happened: effects for the runtime, and layers to open or to close.
package struct Outcome: Equatable, Sendable {
  package var effects: [StudioEffect]
  package var changes: [LayerChange]

  package init(_ effects: [StudioEffect] = [], changes: [LayerChange] = []) {
    self.effects = effects
    self.changes = changes
  }

  /// Whether nothing follows.
  package var isEmpty: Bool { effects.isEmpty && changes.isEmpty }

  package static func show(_ screen: some StudioLayer) -> Outcome { Outcome(changes: [.show(AnyLayer(screen))]) }
  package static func push(_ dialog: some StudioLayer) -> Outcome { Outcome(changes: [.push(AnyLayer(dialog))]) }
  package static var close: Outcome { Outcome(changes: [.close]) }

  package static func + (left: Outcome, right: Outcome) -> Outcome {
    Outcome(left.effects + right.effects, changes: left.changes + right.changes)
  }

  package static func += (left: inout Outcome, right: Outcome) { left = left + right }
}

extension Outcome: ExpressibleByArrayLiteral {
  package init(arrayLiteral effects: StudioEffect...) {
    self.init(effects)
  }
}

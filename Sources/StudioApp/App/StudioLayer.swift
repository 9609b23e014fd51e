import Studio
import Terminal

/// One screen of the studio, or a dialog over it: its state, its keys, its buttons, its looks.
///
/// A layer works on what it owns and on the ``Workbench`` that all layers share; whatever else it wants is in the
/// ``Outcome`` it returns. Nothing outside a layer knows which one is open. A new screen is a folder with
/// a type that conforms to this, and one line in ``StudioScreens``.
package protocol StudioLayer: Equatable, Sendable {
  /// What a person can ask this layer to do, by key or by button.
  associatedtype Action: Hashable, Sendable

  /// The keys that mean something at the moment.
  func bindings(_ bench: Workbench) -> [Binding<Action>]
  /// The buttons that can be pressed at the moment.
  func buttons(_ bench: Workbench) -> [Button<Action>]
  func render(_ bench: Workbench, _ painter: inout Painter)

  mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome
  /// A key that no binding answers to.
  mutating func key(_ key: Key, _ bench: inout Workbench) -> Outcome
  /// The mouse anywhere but on a button that is being pressed.
  mutating func mouse(_ event: MouseEvent, _ bench: inout Workbench) -> Outcome
  /// A look at an event before keys and buttons; true if it means nothing more.
  mutating func intercepts(_ event: InputEvent, _ bench: inout Workbench) -> Bool
  /// The window has a new size, or the terminal new abilities.
  mutating func resized(_ bench: inout Workbench) -> Outcome
  /// An answer to an effect, perhaps one that another layer asked for.
  mutating func receive(_ answer: StudioAnswer, _ bench: inout Workbench) -> Outcome

  /// Seconds between the ticks that the layer wants; nil while nothing of it moves.
  func tickInterval(_ bench: Workbench) -> Double?
  /// So many seconds have passed.
  mutating func tick(_ seconds: Double, _ bench: inout Workbench) -> Outcome
}

extension StudioLayer {
  package mutating func key(_ key: Key, _ bench: inout Workbench) -> Outcome { [] }
  package mutating func mouse(_ event: MouseEvent, _ bench: inout Workbench) -> Outcome { [] }
  package mutating func intercepts(_ event: InputEvent, _ bench: inout Workbench) -> Bool { false }
  package mutating func resized(_ bench: inout Workbench) -> Outcome { [] }
  package mutating func receive(_ answer: StudioAnswer, _ bench: inout Workbench) -> Outcome { [] }
  package func tickInterval(_ bench: Workbench) -> Double? { nil }
  package mutating func tick(_ seconds: Double, _ bench: inout Workbench) -> Outcome { [] }
}

extension StudioLayer {
  /// A key was pressed while this layer is on top.
  mutating func respond(to key: Key, _ bench: inout Workbench) -> Outcome {
    if let binding = bindings(bench).first(where: { $0.answers(to: key) }) { return perform(binding.action, &bench) }
    return self.key(key, &bench)
  }

  /// The mouse did something while this layer is on top.
  mutating func respond(to event: MouseEvent, _ bench: inout Workbench) -> Outcome {
    if event.action == .move { bench.hover(over: explanation(at: event, bench)) } else { bench.stopExplaining() }
    if event.action == .press && event.button == .left, let hit = button(at: event, bench) {
      return bench.liftPen() + perform(hit.action, &bench)
    }
    return mouse(event, &bench)
  }

  private func button(at event: MouseEvent, _ bench: Workbench) -> Button<Action>? {
    buttons(bench).first { $0.rectangle.contains(column: event.column, row: event.row) }
  }

  /// What the button below the mouse does.
  private func explanation(at event: MouseEvent, _ bench: Workbench) -> TextKey? {
    guard let hit = button(at: event, bench) else { return nil }
    return bindings(bench).first { $0.action == hit.action }?.label?.explanation
  }

  fileprivate func isEqual(to other: any StudioLayer) -> Bool { other as? Self == self }
}

/// A layer of any kind, so that different ones can lie on one stack.
package struct AnyLayer: Equatable, Sendable {
  package var layer: any StudioLayer

  package init(_ layer: any StudioLayer) {
    self.layer = layer
  }

  package static func == (left: AnyLayer, right: AnyLayer) -> Bool { left.layer.isEqual(to: right.layer) }
}

import Terminal

/// The open layers: a screen, and the dialogs over it.
package struct LayerStack: Equatable, Sendable {
  /// From the screen at the bottom to the dialog that is asked first.
  package private(set) var layers: [AnyLayer]

  package init(_ screen: some StudioLayer) {
    layers = [AnyLayer(screen)]
  }

  package var screen: any StudioLayer { layers[0].layer }
  package var top: any StudioLayer { layers[layers.count - 1].layer }
  package var hasDialog: Bool { layers.count > 1 }

  /// The open layer of a kind, if there is one.
  package func first<Layer: StudioLayer>(_ kind: Layer.Type = Layer.self) -> Layer? {
    layers.lazy.compactMap { $0.layer as? Layer }.first
  }

  /// Lets the layer on top do something.
  mutating func updateTop(_ change: (inout any StudioLayer) -> Outcome) -> [StudioEffect] {
    update(layers.count - 1, change)
  }

  /// Lets every layer do something, the top one first.
  mutating func updateAll(_ change: (inout any StudioLayer) -> Outcome) -> [StudioEffect] {
    // From the top down: a layer that closes moves only those that have had their turn.
    layers.indices.reversed().flatMap { update($0, change) }
  }

  private mutating func update(_ index: Int, _ change: (inout any StudioLayer) -> Outcome) -> [StudioEffect] {
    let outcome = change(&layers[index].layer)
    for change in outcome.changes { apply(change, askedBy: index) }
    return outcome.effects
  }

  /// Puts a layer over those that are open.
  mutating func push(_ layer: some StudioLayer) { layers.append(AnyLayer(layer)) }

  private mutating func apply(_ change: LayerChange, askedBy index: Int) {
    switch change {
    case .show(let screen): layers[0] = screen
    // Whoever is being asked something already is not asked two things at once; a dialog that has closed may.
    case .push(let layer): if index >= layers.count - 1 { layers.append(layer) }
    case .close:
      precondition(index > 0, "a screen cannot close, only another take its place")
      layers.remove(at: index)
    }
  }
}

/// What a layer wants to be open.
package enum LayerChange: Equatable, Sendable {
  /// Another screen in the place of the present one; dialogs stay.
  case show(AnyLayer)
  /// A dialog over everything.
  case push(AnyLayer)
  /// The dialog that asks closes.
  case close
}

import Terminal

/// What the studio looks like: a function of its state.
package enum StudioView {
  /// The smallest window in which a child can draw.
  package static let leastColumns = 40
  package static let leastRows = 12

  package static func hasRoom(_ capabilities: Capabilities) -> Bool {
    capabilities.columns >= leastColumns && capabilities.rows >= leastRows
  }

  /// The layers from the screen up, or a request for more room.
  ///
  /// - Parameter sheets: drawings as they were shown last; makes a frame quicker and no different.
  package static func render(_ state: StudioState, sheets: CanvasSheets = CanvasSheets()) -> Frame {
    let isDark = state.bench.surroundings.isPresenting
    var painter = Painter(state.bench.capabilities, sheets: sheets, isDark: isDark)
    guard hasRoom(state.bench.capabilities) else {
      painter.paragraph(state.bench.texts[.tooSmall], in: painter.grid.bounds, style: painter.theme.desk)
      return painter.frame
    }
    for layer in state.layers.layers { layer.layer.render(state.bench, &painter) }
    return painter.frame
  }

  /// The keys of the layer on top.
  package static func bindings(_ state: StudioState) -> [Binding<AnyHashable>] {
    erasedBindings(state.layers.top, state.bench)
  }

  /// The buttons of the layer on top.
  package static func buttons(_ state: StudioState) -> [Button<AnyHashable>] {
    erasedButtons(state.layers.top, state.bench)
  }

  private static func erasedBindings(_ layer: some StudioLayer, _ bench: Workbench) -> [Binding<AnyHashable>] {
    layer.bindings(bench).map { $0.map(AnyHashable.init) }
  }

  private static func erasedButtons(_ layer: some StudioLayer, _ bench: Workbench) -> [Button<AnyHashable>] {
    layer.buttons(bench).map { $0.map(AnyHashable.init) }
  }
}

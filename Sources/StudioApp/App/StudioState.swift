import Studio
import Terminal

/// Everything the studio knows. What is on the screen is a function of this value alone.
package struct StudioState: Equatable, Sendable {
  /// What all layers work on.
  package var bench: Workbench
  package var layers: LayerStack
  /// What a kept picture has brought, until it can be shown.
  var celebration: Celebration?

  /// - Parameters:
  ///   - recovered: the drawing that the journal found.
  ///   - startsDemo: whether an audience sees the demonstration at once.
  ///   - isFirst: whether nobody knows yet what can be drawn: then that is shown first.
  package init(
    _ bench: Workbench, recovered: RecoveredDrawing? = nil, startsDemo: Bool = false, isFirst: Bool = false
  ) {
    self.bench = bench
    if bench.surroundings.isPresenting {
      var screen = PresenterScreen()
      // Nothing is under way yet, so nothing is to be done by the runtime.
      if startsDemo { _ = screen.startDemo(&self.bench) }
      layers = LayerStack(screen)
    } else if isFirst && recovered?.drawing.isEmpty != false && bench.domains.usableCount > 1 {
      self.bench.notice = Notice(.pickerHint)
      layers = LayerStack(PickerScreen(welcoming: bench))
    } else {
      layers = LayerStack(DrawingScreen())
    }
    if let recovered, !recovered.drawing.isEmpty {
      self.bench.canvas.drawing = recovered.drawing
      self.bench.canvas.prompt = bench.surroundings.library.prompts.prompts.first { $0.id == recovered.prompt }
      if let index = recovered.domain.flatMap(bench.domains.index(named:)) { self.bench.domains.index = index }
      layers.push(WelcomeDialog(freshDomain: bench.domains.index))
    }
  }

  /// Seconds from one tick to the next; nil while nothing moves.
  ///
  /// The runtime's clock ticks only while something moves; a studio that waits for a child costs nothing.
  package var tickInterval: Double? {
    (layers.layers.map { $0.layer.tickInterval(bench) } + [bench.tickInterval]).compactMap { $0 }.min()
  }
}

/// A drawing that a process left behind, with the idea it answers and what it is a drawing of.
package struct RecoveredDrawing: Equatable, Sendable {
  package var drawing: Drawing
  /// The idea's id.
  package var prompt: String?
  /// The domain's name.
  package var domain: String?

  package init(_ drawing: Drawing, prompt: String? = nil, domain: String? = nil) {
    self.drawing = drawing
    self.prompt = prompt
    self.domain = domain
  }
}

import Studio
import Terminal

/// Time: what moves by itself, how often it wants to be moved, and what a moment changes.
///
/// The runtime's clock ticks only while something moves; a studio that waits for a child costs nothing.
package enum Motion {
  /// Seconds from one tick to the next; nil while nothing moves.
  package static func interval(_ state: StudioState) -> Double? {
    if state.gallery.replay != nil { return state.stage.reducedMotion ? 0.2 : 0.04 }
    if state.gallery.slideshow != nil { return 0.25 }
    if state.stage.reveal != nil { return 0.06 }
    if state.presenter.demo != nil { return state.stage.reducedMotion ? 0.25 : 0.05 }
    if state.stage.replay != nil { return state.stage.reducedMotion ? 0.2 : 0.04 }
    return nil
  }

  /// So much time has passed, in seconds. A longer pause, such as that of a stopped process, counts as a short one.
  package static func tick(_ seconds: Double, _ state: inout StudioState) -> [StudioEffect] {
    let elapsed = min(max(seconds, 0), 0.5)
    if var reveal = state.stage.reveal {
      reveal.position += elapsed
      state.pictureGeneration += 1
      reveal.generation = state.pictureGeneration
      state.stage.reveal = reveal.isOver || state.picture == nil ? nil : reveal
      if reveal.isOver { state.picture?.generation = state.pictureGeneration }
    }
    if var running = state.stage.replay {
      running.position += elapsed
      state.stage.replay = running.isOver ? nil : running
      if running.isOver { state.notice = Notice(.replayed) }
    }
    if var running = state.gallery.replay {
      running.position += elapsed
      state.gallery.replay = running.isOver ? nil : running
    }
    let effects = Slideshow.tick(elapsed, &state)
    return effects + (state.presenter.demo == nil ? [] : state.advanceDemo(elapsed))
  }
}

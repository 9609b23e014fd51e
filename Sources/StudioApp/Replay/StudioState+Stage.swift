import Pictures
import Studio
import Terminal

/// The replay of the drawing, and its comparison with the picture.
extension StudioState {
  /// The strokes on the canvas: while the drawing draws itself again, only those it has come to.
  var visibleStrokes: [Stroke] {
    guard let running = stage.replay else { return drawing.strokes }
    return running.replay.strokes(at: running.position, isJumping: stage.reducedMotion)
  }

  /// The drawing draws itself again.
  mutating func startReplay() -> [StudioEffect] {
    let effects = liftPen()
    guard !drawing.isEmpty else {
      notice = Notice(.drawFirst)
      return effects
    }
    showsPicture = false
    stage.replay = RunningReplay(drawing.strokes)
    notice = Notice(.replaying)
    return effects
  }

  /// Whatever somebody does ends the replay. Returns whether the event meant just that.
  mutating func interruptReplay(_ event: InputEvent) -> Bool {
    guard stage.replay != nil else { return false }
    switch event {
    case .key(let key):
      stage.replay = nil
      return [.escape, .character("a"), .character(" ")].contains(key.withoutCapital)
    case .mouse(let event) where event.action == .press:
      stage.replay = nil
      return StudioView.buttons(self).contains {
        $0.action == .replay && $0.rectangle.contains(column: event.column, row: event.row)
      }
    default: return false
    }
  }

  /// Before and after with one key: the picture and the drawing it was made from, at the same place.
  mutating func flip() -> [StudioEffect] {
    let effects = liftPen()
    guard screen == .presenter || DrawingLayout(capabilities).showsBoth else {
      showsPicture.toggle()
      return effects
    }
    guard let picture else {
      notice = Notice(drawing.isEmpty ? .drawFirst : .magicFirst)
      return effects
    }
    pictureGeneration += 1
    stage.reveal = nil
    if stage.sketch == nil {
      stage.sketch = SketchRaster.picture(picture.strokes, size: max(picture.image.width, 256))
      notice = Notice(.before)
    } else {
      stage.sketch = nil
      self.picture?.generation = pictureGeneration
      notice = Notice(.after)
    }
    return effects
  }

  /// A picture arrives: it grows out of its drawing where there is time for that.
  mutating func startReveal(of strokes: [Stroke], side: Int) {
    guard !isLive, !stage.reducedMotion else { return }
    stage.reveal = Reveal(
      sketch: SketchRaster.picture(strokes, size: min(max(side, 64), 256)), generation: pictureGeneration)
  }
}

import Pictures
import Studio

/// What is done to the drawing as a whole: steps back and forth, gaps, surprises, new pages.
extension Workbench {
  /// Joins the lines that nearly meet; never mirrored, since the other half has its own gaps.
  mutating func joinGaps() -> Outcome {
    let effects = liftPen()
    let bridges = GapClosing.bridges(for: canvas.drawing.strokes)
    guard !bridges.isEmpty else {
      notice = Notice(canvas.drawing.isEmpty ? .drawFirst : .noGaps)
      return effects
    }
    let before = canvas.drawing.strokes
    canvas.drawing.add(bridges)
    canvas.story.used("joinGaps")
    tools.echo = StepEcho(before: before, after: canvas.drawing.strokes)
    notice = bridges.count == 1 ? Notice(.gapClosed) : Notice(.gapsClosed, ["count": String(bridges.count)])
    return effects + [.awaitJournal, .journal(.made(bridges))] + changedDrawing()
  }

  mutating func undo() -> Outcome {
    if tools.drop() {
      notice = Notice(.shapeDropped)
      return []
    }
    let effects = liftPen()
    let before = canvas.drawing.strokes
    guard canvas.drawing.undo() else {
      notice = Notice(.nothingToUndo)
      return effects
    }
    tools.echo = StepEcho(before: before, after: canvas.drawing.strokes)
    notice = Notice(.undone, ["count": String(canvas.drawing.undoCount)])
    return effects + [.journal(.undo)] + changedDrawing()
  }

  mutating func redo() -> Outcome {
    tools.drop()
    let effects = liftPen()
    let before = canvas.drawing.strokes
    guard canvas.drawing.redo() else {
      notice = Notice(.nothingToRedo)
      return effects
    }
    tools.echo = StepEcho(before: before, after: canvas.drawing.strokes)
    notice = Notice(.redone, ["count": String(canvas.drawing.redoCount)])
    return effects + [.journal(.redo)] + changedDrawing()
  }

  /// Another colouring: the next palette, or where the magic knows none a splash of crayons.
  mutating func surprise() -> Outcome {
    guard domains.chosen?.card?.hasPalettes == true else { return splash() }
    let effects = liftPen()
    guard canvas.drawing.strokes.contains(where: { $0.kind == .pencil }) else {
      notice = Notice(.drawFirst)
      return effects
    }
    let seed = canvas.drawing.strokes.lastPalette.map { $0 &+ 1 } ?? 0
    canvas.drawing.add([.palette(seed)])
    canvas.story.used("surprise")
    notice = Notice(.surprised)
    return effects + [.awaitJournal, .journal(.made([.palette(seed)]))] + showColouring()
  }

  /// A colouring is seen in a picture alone: where there is one it is made anew.
  private mutating func showColouring() -> Outcome {
    translation.picture == nil || translation.isLive ? changedDrawing() : makeMagic()
  }

  /// Colours the drawing. A second splash replaces the first unless something was drawn since: together they would blend
  /// into brown.
  private mutating func splash() -> Outcome {
    var effects = liftPen()
    let recent = canvas.splashes.map(\.colour)
    guard let new = SurpriseColours(for: canvas.drawing.strokes, after: recent, using: &canvas.random) else {
      notice = Notice(.drawFirst)
      return effects
    }
    if let last = canvas.splashes.last, canvas.drawing.lastStepAdded(last.dabs), canvas.drawing.undo() {
      effects += [.journal(.undo)]
    }
    canvas.drawing.add(new.dabs)
    canvas.splashes = canvas.splashes.suffix(4) + [new]
    canvas.story.used("surprise")
    notice = Notice(.surprised)
    return effects + [.awaitJournal, .journal(.made(new.dabs))] + changedDrawing()
  }

  // MARK: - Pages

  /// A fresh page; undo brings the old one back, since children press buttons just to see what happens.
  mutating func freshPage() -> Outcome {
    let effects = liftPen() + cancelTranslation()
    canvas.outline = []
    guard !canvas.drawing.isEmpty else {
      notice = Notice(.freshAlready)
      return effects
    }
    canvas.drawing.clear()
    tools.drop()
    canvas.page += 1
    translation.picture = nil
    translation.isInFront = false
    notice = Notice(.fresh)
    return effects + [.journal(.clear)]
  }

  /// A new page without undo, for an audience that waits for the next drawing.
  mutating func discardPage() -> Outcome {
    let effects = liftPen() + cancelTranslation()
    canvas.drawing = Drawing()
    tools.drop()
    canvas.page += 1
    translation.picture = nil
    translation.sketch = nil
    translation.reveal = nil
    canvas.replay = nil
    canvas.outline = []
    notice = Notice(.fresh)
    return effects
  }
}

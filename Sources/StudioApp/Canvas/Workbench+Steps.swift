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

  /// Another colouring: the enclosed regions get other crayons, and where the magic reads palettes the rest of the
  /// picture the next palette. A second splash replaces the first unless something was drawn since: together they would
  /// blend into brown.
  mutating func surprise() -> Outcome {
    var effects = liftPen()
    guard let new = SurpriseColours(for: canvas.drawing.strokes, after: canvas.splashColours, using: &canvas.random)
    else {
      notice = Notice(.drawFirst)
      return effects
    }
    let hasPalettes = domains.chosen?.card?.hasPalettes == true
    let palette = canvas.drawing.strokes.lastPalette.map { $0 &+ 1 } ?? 0
    if canvas.lastSplash.contains(where: \.isCrayon), canvas.drawing.lastStepAdded(canvas.lastSplash),
      canvas.drawing.undo()
    {
      effects += [.journal(.undo)]
    }
    // Dabs would only disturb the colours of a palette, which go together.
    let crayon = hasPalettes && !new.fillsRegions ? [] : new.strokes
    let splash = (hasPalettes ? [.palette(palette)] : []) + crayon
    canvas.drawing.add(splash)
    canvas.lastSplash = splash
    canvas.splashColours = canvas.splashColours.suffix(4) + [new.colour]
    canvas.story.used("surprise")
    notice = Notice(.surprised)
    return effects + [.awaitJournal, .journal(.made(splash))] + showColouring()
  }

  /// Colours are for the picture: where there is one it is made anew.
  private mutating func showColouring() -> Outcome {
    translation.picture == nil || translation.isLive ? changedDrawing() : makeMagic()
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
    turnPage()
    return effects + [.journal(.clear)]
  }

  /// A new page whose only history is the given drawing's, for a demonstration: undo knows nothing of what it drew.
  ///
  /// - Parameter drawing: undo brings it back.
  mutating func discardPage(for drawing: Drawing = Drawing()) -> Outcome {
    let effects = liftPen() + cancelTranslation()
    canvas.drawing = drawing
    canvas.drawing.clear()
    canvas.replay = nil
    canvas.outline = []
    turnPage()
    return effects
  }

  /// What belonged to the old page is gone.
  private mutating func turnPage() {
    tools.drop()
    canvas.page += 1
    translation.picture = nil
    translation.sketch = nil
    translation.reveal = nil
    translation.isInFront = false
    notice = Notice(.fresh)
  }
}

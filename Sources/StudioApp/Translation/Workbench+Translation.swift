import Pictures
import Studio
import Terminal

/// From drawing to picture: what is asked of the queue, and what its answers mean.
extension Workbench {
  /// Side in pixels of the quick first picture.
  static let draftSize = 128

  /// Side in pixels of the picture proper: twice the usual where the screen can show that much.
  var fullSize: Int {
    let area =
      surroundings.isPresenting
      ? PresenterLayout(capabilities, isLarge: surroundings.showsLargePicture).pictureArea
      : DrawingLayout(capabilities).pictureArea
    let side = min(area.columns * capabilities.cellWidth, area.rows * capabilities.cellHeight)
    return capabilities.showsPictures && side >= 400 ? 512 : 256
  }

  /// Enter: turns the drawing into a picture, and shows it where only one of the two fits.
  mutating func makeMagic() -> Outcome {
    let effects = liftPen()
    guard domains.chosen != nil else {
      notice = Notice(.noDomain)
      return effects
    }
    guard !canvas.drawing.isEmpty else {
      notice = Notice(.drawFirst)
      return effects
    }
    translation.isInFront = true
    notice = Notice(.working)
    if translation.underWay?.revision == canvas.drawing.revision {
      translation.underWay?.byHand = true
      return effects
    }
    return effects + askForPicture(byHand: true)
  }

  /// Translates while the pen moves, or no longer.
  mutating func toggleLive() -> Outcome {
    translation.isLive.toggle()
    notice = Notice(translation.isLive ? .liveOn : .liveOff)
    let shown = translation.picture
    let isShown = shown?.revision == canvas.drawing.revision && shown?.isDraft == false
    return isShown ? [] : changedDrawing()
  }

  /// To be called after each change of the drawing.
  ///
  /// Live mode paces itself by the draft: while one is on its way nothing new is asked, and its arrival asks for the
  /// newest drawing. Asking at every movement would cancel each draft before it could be seen.
  mutating func changedDrawing() -> Outcome {
    guard translation.isLive, !canvas.drawing.isEmpty else { return [] }
    // An audience would wonder at what becomes of a mere tick.
    if surroundings.isPresenting && InkFacts(canvas.drawing.strokes).isAlmostNothing { return [] }
    if let underWay = translation.underWay, !underWay.hasDraft { return [] }
    return askForPicture(byHand: false)
  }

  private mutating func askForPicture(byHand: Bool) -> Outcome {
    guard let domain = domains.chosen else { return [] }
    let drawing = canvas.drawing
    translation.underWay = TranslationStatus(revision: drawing.revision, strokes: drawing.strokes, byHand: byHand)
    return [
      .translate(
        TranslationRequest(
          canvas: canvas.id, revision: drawing.revision, strokes: drawing.strokes, domain: domain.name,
          draftSize: Self.draftSize, fullSize: fullSize))
    ]
  }

  /// Withdraws the translation under way.
  mutating func cancelTranslation() -> Outcome {
    guard translation.underWay != nil else { return [] }
    translation.underWay = nil
    translation.forgetPlans()
    return [.cancelTranslation(canvas.id)]
  }

  /// An event of the queue. Those of another page or of a replaced request are late and ignored.
  mutating func heard(_ event: TranslationEvent) -> Outcome {
    guard event.canvas == canvas.id, let current = translation.underWay, current.revision == event.revision else {
      return []
    }
    let isNewest = canvas.drawing.revision == event.revision
    switch event.kind {
    case .queued:
      return []
    case .started:
      translation.underWay?.share = 0
      return []
    case .progress(let share):
      translation.underWay?.share = share
      return []
    case .draft(let image):
      translation.underWay?.hasDraft = true
      show(image, of: current, event)
      return isNewest ? [] : changedDrawing()
    case .finished(let image, let milliseconds):
      translation.underWay = nil
      translation.milliseconds = milliseconds
      show(image, of: current, event, milliseconds: milliseconds)
      if current.byHand { notice = Notice(.finished) }
      var effects: Outcome = [
        .measure(event.canvas, revision: event.revision, strokes: current.strokes, picture: image)
      ]
      if current.byHand && surroundings.hasSound { effects += [.ring] }
      if current.byHand, isNewest, !translation.keepsWhenReady {
        effects += guessDomain(of: image, current.strokes, domain: event.domain, revision: event.revision)
      }
      if translation.keepsWhenReady { effects += keepPicture() }
      return isNewest ? effects : effects + changedDrawing()
    case .cancelled:
      translation.underWay = nil
      return []
    case .failed(let reason):
      translation.underWay = nil
      translation.forgetPlans()
      notice = .problem(reason)
      return []
    }
  }

  /// Puts a picture beside the canvas; it is a draft while its time is not known.
  private mutating func show(
    _ image: Image, of status: TranslationStatus, _ event: TranslationEvent, milliseconds: Double? = nil
  ) {
    translation.show(
      ShownPicture(
        image: image, isDraft: milliseconds == nil, revision: event.revision, strokes: status.strokes,
        domain: event.domain, milliseconds: milliseconds))
    translation.picture?.isElsewhere = event.isElsewhere
    let isFirst = milliseconds == nil || !status.hasDraft
    // It grows out of its drawing where there is time for that.
    guard status.byHand, isFirst, !translation.isLive, !surroundings.reducedMotion else { return }
    translation.reveal = Reveal(
      sketch: SketchRaster.picture(status.strokes, size: min(max(image.width, 64), 256)),
      generation: translation.generation)
  }

  /// The picture was compared with its drawing: the magic gets its marks, and a page with almost nothing on it a kind
  /// word in their place.
  mutating func measured(_ canvas: CanvasID, revision: Int, _ measures: Measures) {
    guard canvas == self.canvas.id, translation.picture?.revision == revision, translation.picture?.isDraft == false
    else { return }
    translation.picture?.stars = measures.shownStars
    guard translation.underWay == nil, notice.key == .finished else { return }
    if measures.isAlmostNothing {
      notice = Notice(.almostNothing)
    } else {
      notice = Notice(measures.hasListened ? .listened : .finished, stars: measures.stars)
    }
  }

  /// Before and after with one key: the picture and the drawing it was made from, at the same place.
  mutating func flip() -> Outcome {
    let effects = liftPen()
    guard surroundings.isPresenting || DrawingLayout(capabilities).showsBoth else {
      translation.isInFront.toggle()
      return effects
    }
    guard let picture = translation.picture else {
      notice = Notice(canvas.drawing.isEmpty ? .drawFirst : .magicFirst)
      return effects
    }
    translation.generation += 1
    translation.reveal = nil
    if translation.sketch == nil {
      translation.sketch = SketchRaster.picture(picture.strokes, size: max(picture.image.width, 256))
      notice = Notice(.before)
    } else {
      translation.sketch = nil
      translation.picture?.generation = translation.generation
      notice = Notice(.after)
    }
    return effects
  }
}

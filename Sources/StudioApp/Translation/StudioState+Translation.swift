import Pictures
import Studio
import Terminal

/// From drawing to picture: what is asked of the queue, and what its answers mean.
extension StudioState {
  /// Side in pixels of the quick first picture.
  static let draftSize = 128

  /// Side in pixels of the picture proper: twice the usual where the screen can show that much.
  var fullSize: Int {
    let area =
      screen == .presenter ? PresenterLayout(capabilities).pictureArea : DrawingLayout(capabilities).pictureArea
    let side = min(area.columns * capabilities.cellWidth, area.rows * capabilities.cellHeight)
    return capabilities.sixel && side >= 400 ? 512 : 256
  }

  /// Enter: turns the drawing into a picture, and shows it where only one of the two fits.
  mutating func makeMagic() -> [StudioEffect] {
    let effects = liftPen()
    guard chosenDomain != nil else {
      notice = Notice(.noDomain)
      return effects
    }
    guard !drawing.isEmpty else {
      notice = Notice(.drawFirst)
      return effects
    }
    showsPicture = true
    notice = Notice(.working)
    if translation?.revision == drawing.revision {
      translation?.byHand = true
      return effects
    }
    return effects + askForPicture(byHand: true)
  }

  /// To be called after each change of the drawing.
  ///
  /// Live mode paces itself by the draft: while one is on its way nothing new is asked, and its arrival asks for the
  /// newest drawing. Asking at every movement would cancel each draft before it could be seen.
  mutating func changedDrawing() -> [StudioEffect] {
    guard isLive, !drawing.isEmpty, chosenDomain != nil else { return [] }
    if let translation, !translation.hasDraft { return [] }
    return askForPicture(byHand: false)
  }

  private mutating func askForPicture(byHand: Bool) -> [StudioEffect] {
    guard let chosenDomain else { return [] }
    translation = TranslationStatus(revision: drawing.revision, strokes: drawing.strokes, byHand: byHand)
    return [
      .translate(
        TranslationRequest(
          canvas: CanvasID(page), revision: drawing.revision, strokes: drawing.strokes, domain: chosenDomain.name,
          draftSize: Self.draftSize, fullSize: fullSize))
    ]
  }

  /// Withdraws the translation under way.
  mutating func cancelTranslation() -> [StudioEffect] {
    guard translation != nil else { return [] }
    translation = nil
    keepsWhenReady = false
    leavesWhenKept = false
    return [.cancelTranslation(CanvasID(page))]
  }

  /// News from the queue. What belongs to another page or to a request since replaced is late and means nothing.
  mutating func heard(_ event: TranslationEvent) -> [StudioEffect] {
    guard event.canvas == CanvasID(page), let current = translation, current.revision == event.revision else {
      return []
    }
    switch event.kind {
    case .queued:
      return []
    case .started:
      translation?.share = 0
      return []
    case .progress(let share):
      translation?.share = share
      return []
    case .draft(let image):
      translation?.hasDraft = true
      show(image, of: current, event)
      return drawing.revision == event.revision ? [] : changedDrawing()
    case .finished(let image, let milliseconds):
      translation = nil
      presenter.milliseconds = milliseconds
      show(image, of: current, event, milliseconds: milliseconds)
      if current.byHand { notice = Notice(.finished) }
      let measure = StudioEffect.measure(
        event.canvas, revision: event.revision, strokes: current.strokes, picture: image)
      let keep = keepsWhenReady ? keepPicture() : []
      return [measure] + keep + (drawing.revision == event.revision ? [] : changedDrawing())
    case .cancelled:
      translation = nil
      return []
    case .failed(let reason):
      translation = nil
      keepsWhenReady = false
      leavesWhenKept = false
      notice = .problem(reason)
      return []
    }
  }

  /// Puts a picture beside the canvas; it is a draft while its time is not known.
  private mutating func show(
    _ image: Image, of status: TranslationStatus, _ event: TranslationEvent, milliseconds: Double? = nil
  ) {
    pictureGeneration += 1
    let isFirst = milliseconds == nil || !status.hasDraft
    stage.sketch = nil
    if status.byHand && isFirst { startReveal(of: status.strokes, side: image.width) }
    picture = ShownPicture(
      image: image, isDraft: milliseconds == nil, revision: event.revision, strokes: status.strokes,
      domain: event.domain, generation: pictureGeneration, milliseconds: milliseconds)
  }

  /// The picture was compared with its drawing: the magic gets its marks.
  mutating func measured(_ canvas: CanvasID, revision: Int, lineFollowing: Double?, stars: Int) {
    guard canvas == CanvasID(page), picture?.revision == revision, picture?.isDraft == false else { return }
    picture?.lineFollowing = lineFollowing
    picture?.stars = stars
    guard let lineFollowing, translation == nil, notice.key == .finished else { return }
    notice = Notice(.followed, ["percent": percentage(lineFollowing)], stars: stars)
  }

  /// Hangs the picture in the gallery, now or as soon as it is complete.
  mutating func keepPicture() -> [StudioEffect] {
    keepsWhenReady = false
    if let translation, translation.byHand || picture?.isDraft != false {
      keepsWhenReady = true
      notice = Notice(.keeping)
      return []
    }
    guard let picture, !picture.isDraft else {
      notice = Notice(drawing.isEmpty ? .drawFirst : .magicFirst)
      return []
    }
    guard picture.keeping == .no else {
      if picture.keeping == .done { notice = Notice(.keptAlready) }
      return []
    }
    self.picture?.keeping = .asked
    notice = Notice(.keeping)
    var story = story
    if ideas.prompt?.domain == picture.domain { story.prompt = ideas.prompt?.id }
    return [
      .keep(
        KeepRequest(
          canvas: CanvasID(page), revision: picture.revision, strokes: picture.strokes, picture: picture.image,
          domain: picture.domain, milliseconds: picture.milliseconds, artist: artist,
          story: story))
    ]
  }

  /// The gallery has the picture.
  mutating func kept(_ canvas: CanvasID, revision: Int) -> [StudioEffect] {
    notice = Notice(.kept)
    var effects: [StudioEffect] = []
    if canvas == CanvasID(page) {
      keptRevision = revision
      if picture?.revision == revision { picture?.keeping = .done }
      if let prompt = ideas.prompt, prompt.domain == picture?.domain {
        ideas.prompt = nil
        effects = [.journal(.prompt(nil))]
      }
    }
    return effects + (leavesWhenKept ? [.quit(forgetDrawing: !isUnsaved)] : [])
  }

  /// The gallery could not take the picture; it may be tried again.
  mutating func keepFailed(_ reason: String) {
    picture?.keeping = .no
    leavesWhenKept = false
    notice = .problem(reason)
  }

  func percentage(_ share: Double) -> String { String(Int((share * 100).rounded())) }
}

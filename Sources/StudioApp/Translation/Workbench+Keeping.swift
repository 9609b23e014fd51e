import Studio

/// The way of a picture into the gallery.
extension Workbench {
  /// Hangs the picture in the gallery, now or as soon as it is complete.
  mutating func keepPicture() -> Outcome {
    translation.keepsWhenReady = false
    if let underWay = translation.underWay, underWay.byHand || translation.picture?.isDraft != false {
      translation.keepsWhenReady = true
      notice = Notice(.keeping)
      return []
    }
    guard let picture = translation.picture, !picture.isDraft else {
      notice = Notice(canvas.drawing.isEmpty ? .drawFirst : .magicFirst)
      return []
    }
    guard picture.keeping == .no else {
      if picture.keeping == .done { notice = Notice(.keptAlready) }
      return []
    }
    translation.picture?.keeping = .asked
    notice = Notice(.keeping)
    var story = canvas.story
    if canvas.prompt?.domain == picture.domain { story.prompt = canvas.prompt?.id }
    return [
      .keep(
        KeepRequest(
          canvas: canvas.id, revision: picture.revision, strokes: picture.strokes, picture: picture.image,
          domain: picture.domain, milliseconds: picture.milliseconds, artist: artist, story: story,
          isElsewhere: picture.isElsewhere))
    ]
  }

  /// The gallery has the picture.
  mutating func kept(_ canvas: CanvasID, revision: Int) -> Outcome {
    notice = Notice(.kept)
    var effects: Outcome = []
    if canvas == self.canvas.id {
      translation.keptRevision = revision
      if translation.picture?.revision == revision { translation.picture?.keeping = .done }
      if let prompt = self.canvas.prompt, prompt.domain == translation.picture?.domain {
        self.canvas.prompt = nil
        effects = [.journal(.prompt(nil))]
      }
    }
    return translation.leavesWhenKept ? effects + [.quit(forgetDrawing: !isUnsaved)] : effects
  }

  /// So many kept pictures could not yet be sent to the class. None is lost, so a word is enough, and a small sign.
  mutating func waiting(toSend count: Int) {
    if count > unsent { notice = Notice(.keptHere) }
    unsent = count
  }

  /// The gallery could not take the picture; it may be tried again.
  mutating func keepFailed(_ reason: String) {
    translation.picture?.keeping = .no
    translation.leavesWhenKept = false
    notice = .problem(reason)
  }

  /// Puts a kept creation onto a new page. What was on the canvas, if unsaved, is not lost: undo brings it back.
  mutating func draw(on opened: OpenedCreation) -> Outcome {
    var effects = cancelTranslation()
    canvas.page += 1
    canvas.story.remixOf = opened.creation.file
    if isUnsaved {
      canvas.drawing.replace(with: opened.strokes)
      effects += [.journal(.replace(opened.strokes))]
    } else {
      canvas.drawing = Drawing(strokes: opened.strokes)
      effects += [.journal(.start(opened.strokes))]
    }
    translation.keptRevision = canvas.drawing.revision
    if let index = domains.index(named: opened.creation.domain) {
      domains.index = index
      effects += [.journal(.domain(opened.creation.domain))]
    }
    translation.picture = nil
    if let image = opened.picture {
      translation.show(
        ShownPicture(
          image: image, isDraft: false, revision: canvas.drawing.revision, strokes: opened.strokes,
          domain: opened.creation.domain, milliseconds: opened.creation.translateMilliseconds,
          stars: opened.creation.shownStars, keeping: .done))
    }
    notice = Notice(.editing)
    return effects
  }
}

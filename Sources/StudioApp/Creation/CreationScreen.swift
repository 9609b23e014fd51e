import Pictures
import Studio
import Terminal

/// One picture of the gallery, as large as the window allows, beside the drawing it came from.
package enum CreationScreen {
  package static func bindings(_ state: StudioState) -> [Binding] {
    let leaving = Binding(.back, .escape, .back, also: [.enter, .character("g"), .character("q"), .control("c")])
    let leafing = [
      Binding(.previousPage, .left, .previous, also: [.up, .pageUp]),
      Binding(.nextPage, .right, .next, also: [.down, .pageDown]),
    ]
    if state.gallery.slideshow != nil { return leafing + [leaving] }
    let change =
      state.creation?.creation.trashed != nil
      ? [Binding(.restore, "r", .restore)]
      : [
        Binding(.favourite, "f", .favourite),
        Binding(.editAgain, "e", .editAgain),
        Binding(.slideshow, "p", .slideshow),
        Binding(.moveToTrash, "x", .moveToTrash, also: [.delete, .backspace]),
      ]
    return change + [Binding(.replay, "a", .replay)] + leafing + [leaving]
  }

  package static func buttons(_ state: StudioState) -> [Button] {
    var buttons = ButtonRow.place(bindings(state), in: buttonArea(state), state)
    for index in buttons.indices {
      switch buttons[index].action {
      case .replay: buttons[index].isEnabled = state.creation?.strokes.isEmpty == false
      case .favourite: buttons[index].isChosen = state.creation?.creation.isFavourite == true
      case .previousPage: buttons[index].isEnabled = state.gallery.selected > 0
      case .nextPage: buttons[index].isEnabled = state.gallery.selected + 1 < state.gallery.total
      default: break
      }
    }
    return buttons
  }

  /// A slideshow leaves as much room as possible to the picture.
  static func buttonArea(_ state: StudioState) -> Rectangle {
    let area = GalleryLayout(state.capabilities).buttonArea
    guard state.gallery.slideshow != nil else { return area }
    return Rectangle(column: area.column, row: area.endRow - 1, columns: area.columns, rows: 1)
  }

  // MARK: - Update

  /// A creation has been read: it is shown, or goes onto the canvas if that was asked for.
  package static func opened(_ creation: CreationState, _ state: inout StudioState) -> [StudioEffect] {
    guard state.screen == .gallery || state.screen == .creation else { return [] }
    state.creation = creation
    state.gallery.replay = nil
    if state.gallery.editsWhenOpened {
      state.gallery.editsWhenOpened = false
      return editAgain(&state)
    }
    state.screen = .creation
    state.creationGeneration += 1
    if var show = state.gallery.slideshow {
      show.begin(creation, &state.gallery.replay, state.stage.reducedMotion)
      state.gallery.slideshow = show
    } else {
      state.notice = Notice(.creationHint)
    }
    return []
  }

  package static func perform(_ action: StudioAction, _ state: inout StudioState) -> [StudioEffect] {
    guard let opened = state.creation else {
      state.screen = .gallery
      return []
    }
    let id = opened.creation.id
    switch action {
    case .editAgain: return editAgain(&state)
    case .favourite: return [.setFavourite(id, !opened.creation.isFavourite)]
    case .moveToTrash: return [.moveToTrash(id)]
    case .restore: return [.restore(id)]
    case .slideshow: return Slideshow.start(&state)
    case .replay:
      let isRunning = state.gallery.replay != nil
      state.gallery.replay = isRunning || opened.strokes.isEmpty ? nil : RunningReplay(opened.strokes)
      return []
    case .previousPage: return show(state.gallery.selected - 1, &state)
    case .nextPage: return show(state.gallery.selected + 1, &state)
    case .back: return back(&state)
    default: return []
    }
  }

  /// Out of the slideshow to the picture, out of the picture to the wall.
  private static func back(_ state: inout StudioState) -> [StudioEffect] {
    state.gallery.replay = nil
    if state.gallery.slideshow != nil {
      state.gallery.slideshow = nil
      state.notice = Notice(.creationHint)
      return []
    }
    state.screen = .gallery
    state.creation = nil
    state.notice = Notice(state.gallery.inTrash ? .trashHint : .galleryHint)
    return []
  }

  package static func mouse(_ event: MouseEvent, _ state: inout StudioState) -> [StudioEffect] {
    switch event.action {
    case .wheelUp: show(state.gallery.selected - 1, &state)
    case .wheelDown: show(state.gallery.selected + 1, &state)
    default: []
    }
  }

  /// Opens the picture at a place of the wall, now or when it has been read.
  static func show(_ index: Int, _ state: inout StudioState) -> [StudioEffect] {
    guard (0..<state.gallery.total).contains(index) else { return [] }
    let effects = GalleryScreen.choose(index, &state)
    guard let item = state.gallery.selectedItem else {
      state.gallery.opensWhenLoaded = true
      return effects
    }
    return effects + [.loadCreation(item.id)]
  }

  /// Puts the creation's strokes onto a new page. What was on the canvas, if unsaved, is not lost: undo brings it back.
  private static func editAgain(_ state: inout StudioState) -> [StudioEffect] {
    guard let creation = state.creation else { return [] }
    state.screen = .drawing
    state.creation = nil
    state.gallery = GalleryState()
    var effects = state.cancelTranslation()
    state.page += 1
    state.story.remixOf = creation.creation.file
    let isKept = !state.isUnsaved
    if isKept {
      state.drawing = Drawing(strokes: creation.strokes)
      effects.append(.journal(.start(creation.strokes)))
    } else {
      state.drawing.replace(with: creation.strokes)
      effects.append(.journal(.replace(creation.strokes)))
    }
    state.keptRevision = state.drawing.revision
    state.domain = state.domains.firstIndex { $0.name == creation.creation.domain } ?? state.domain
    state.picture = nil
    if let image = creation.picture {
      state.pictureGeneration += 1
      state.picture = ShownPicture(
        image: image, isDraft: false, revision: state.drawing.revision, strokes: creation.strokes,
        domain: creation.creation.domain, generation: state.pictureGeneration,
        milliseconds: creation.creation.translateMilliseconds, lineFollowing: creation.creation.lineFollowing,
        stars: creation.creation.stars, keeping: .done)
    }
    state.notice = Notice(.editing)
    return effects
  }
}

import Pictures
import Studio
import Terminal

/// One picture of the gallery, as large as the window allows, beside the drawing it came from.
package struct CreationScreen: StudioLayer {
  package enum Action: Hashable, Sendable {
    case favourite, editAgain, slideshow, moveToTrash, restore
    /// The drawing draws itself again.
    case replay
    case previous, next, back
  }

  /// The wall that it hangs on.
  package private(set) var wall: GalleryWall
  package private(set) var opened: OpenedCreation
  package private(set) var replay: RunningReplay?
  package private(set) var slideshow: Slideshow?
  /// Opens the chosen picture as soon as it has been read: for leafing beyond what has been.
  package private(set) var opensWhenLoaded = false

  static func open(
    _ opened: OpenedCreation, _ wall: GalleryWall, isSlideshow: Bool = false, _ bench: inout Workbench
  ) -> Outcome {
    var screen = CreationScreen(wall: wall, opened: opened)
    if isSlideshow {
      screen.beginSlide(bench)
    } else {
      bench.notice = Notice(.creationHint)
    }
    return .show(screen)
  }

  /// Tell the two images from each other and from those of other creations. A kept picture never changes.
  var sketchGeneration: Int { Int(truncatingIfNeeded: opened.creation.id) * 2 }
  var pictureGeneration: Int { sketchGeneration + 1 }

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    let leaving = Binding(
      Action.back, .escape, .back, also: [.enter, .character("g"), .character("q"), .control("c")])
    let leafing = [
      Binding(Action.previous, .left, .previous, also: [.up, .pageUp]),
      Binding(Action.next, .right, .next, also: [.down, .pageDown]),
    ]
    if slideshow != nil { return leafing + [leaving] }
    let change: [Binding<Action>] =
      opened.creation.trashed != nil
      ? [Binding(.restore, "r", .restore)]
      : [
        Binding(.favourite, "f", .favourite),
        Binding(.editAgain, "e", .editAgain),
        Binding(.slideshow, "p", .slideshow),
        Binding(.moveToTrash, "x", .moveToTrash, also: [.delete]),
      ]
    return change + [Binding(.replay, "a", .replay)] + leafing + [leaving]
  }

  package func buttons(_ bench: Workbench) -> [Button<Action>] {
    var area = GalleryLayout(bench.capabilities).buttonArea
    // A slideshow leaves as much room as possible to the picture.
    if slideshow != nil { area = Rectangle(column: area.column, row: area.endRow - 1, columns: area.columns, rows: 1) }
    return ButtonRow.place(bindings(bench), in: area, bench).map { button in
      var button = button
      switch button.action {
      case .replay, .editAgain: button.isEnabled = !opened.strokes.isEmpty
      case .favourite: button.isChosen = opened.creation.isFavourite
      case .previous: button.isEnabled = wall.selected > 0
      case .next: button.isEnabled = wall.selected + 1 < wall.total
      case .slideshow, .moveToTrash, .restore, .back: break
      }
      return button
    }
  }

  // MARK: - Update

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    let id = opened.creation.id
    switch action {
    case .editAgain where opened.strokes.isEmpty: return []
    case .editAgain: return ReplaceDialog.Replacement.remix(opened).place(&bench)
    case .favourite: return [.setFavourite(id, !opened.creation.isFavourite)]
    case .moveToTrash: return [.moveToTrash(id)]
    case .restore: return [.restore(id)]
    case .slideshow: return startSlideshow(&bench)
    case .replay:
      let isRunning = replay != nil
      replay = isRunning || opened.strokes.isEmpty ? nil : RunningReplay(opened.strokes)
      return []
    case .previous: return leaf(to: wall.selected - 1, bench)
    case .next: return leaf(to: wall.selected + 1, bench)
    case .back: return back(&bench)
    }
  }

  package mutating func mouse(_ event: MouseEvent, _ bench: inout Workbench) -> Outcome {
    switch event.action {
    case .wheelUp: leaf(to: wall.selected - 1, bench)
    case .wheelDown: leaf(to: wall.selected + 1, bench)
    case .press, .drag, .release, .move: []
    }
  }

  package mutating func resized(_ bench: inout Workbench) -> Outcome { wall.resized(bench.capabilities) }

  package mutating func receive(_ answer: StudioAnswer, _ bench: inout Workbench) -> Outcome {
    switch answer {
    case .galleryPage(let page): return loaded(page, bench)
    case .creation(let opened):
      self.opened = opened
      replay = nil
      if slideshow != nil { beginSlide(bench) } else { bench.notice = Notice(.creationHint) }
      return []
    case .trashed: return leave(.trashed, &bench)
    case .restored: return leave(.restored, &bench)
    case .favourite(let id, let isFavourite):
      if opened.creation.id == id { opened.creation.isFavourite = isFavourite }
      bench.notice = Notice(isFavourite ? .loved : .unloved)
      return wall.changedFavourite(id, isFavourite, bench.capabilities)
    case .failed:
      opensWhenLoaded = false
      slideshow = nil
      wall.forgetQuery()
      return []
    case .today, .record, .job, .cartoonKept: return []
    }
  }

  /// Out of the slideshow to the picture, out of the picture to the wall.
  private mutating func back(_ bench: inout Workbench) -> Outcome {
    replay = nil
    guard slideshow != nil else { return GalleryScreen.reopen(wall, &bench) }
    slideshow = nil
    bench.notice = Notice(.creationHint)
    return []
  }

  /// The picture no longer hangs here: back to the wall, which is read again.
  private mutating func leave(_ notice: TextKey, _ bench: inout Workbench) -> Outcome {
    let effects = wall.load(bench.capabilities) + GalleryScreen.reopen(wall, &bench)
    bench.notice = Notice(notice)
    return effects
  }

  /// Opens the picture at a place of the wall, now or when it has been read.
  private mutating func leaf(to index: Int, _ bench: Workbench) -> Outcome {
    guard (0..<wall.total).contains(index) else { return [] }
    let effects = wall.choose(index, bench.capabilities)
    guard let item = wall.selectedItem else {
      opensWhenLoaded = true
      return effects
    }
    return effects + [.loadCreation(item.id)]
  }

  /// A stretch of the wall has come, and with it perhaps the picture that was leafed to.
  private mutating func loaded(_ page: GalleryPage, _ bench: Workbench) -> Outcome {
    guard let effects = wall.loaded(page, bench.capabilities) else { return [] }
    guard opensWhenLoaded, let item = wall.selectedItem else {
      // An empty gallery has nothing to open, and what is still on its way is waited for.
      if effects.isEmpty { opensWhenLoaded = false }
      return effects
    }
    opensWhenLoaded = false
    return effects + [.loadCreation(item.id)]
  }
}

// MARK: - Slideshow

/// The gallery's pictures one after the other, each with its drawing first. No words are needed.
package struct Slideshow: Hashable, Sendable {
  /// Seconds that a picture is seen.
  package static let pictureSeconds = 4.0
  /// The most seconds that a drawing takes to draw itself before its picture appears.
  package static let drawingSeconds = 3.0

  /// Seconds since the picture that is on the screen came.
  package var position = 0.0
  /// The next picture has been asked for.
  package var isLeafing = false
}

extension CreationScreen {
  private mutating func startSlideshow(_ bench: inout Workbench) -> Outcome {
    guard let item = wall.selectedItem else { return [] }
    bench.notice = Notice(.slideshowHint)
    slideshow = Slideshow()
    guard opened.creation.id == item.id else { return [.loadCreation(item.id)] }
    // The opened picture can be shown at once.
    beginSlide(bench)
    return []
  }

  /// A picture has come onto the screen.
  private mutating func beginSlide(_ bench: Workbench) {
    slideshow = Slideshow()
    let drawsItself = !bench.surroundings.reducedMotion && !opened.strokes.isEmpty && opened.picture != nil
    replay = drawsItself ? RunningReplay(opened.strokes, longest: Slideshow.drawingSeconds) : nil
  }

  package func tickInterval(_ bench: Workbench) -> Double? {
    if replay != nil { return bench.surroundings.reducedMotion ? 0.2 : 0.04 }
    return slideshow.map { _ in 0.25 }
  }

  package mutating func tick(_ seconds: Double, _ bench: inout Workbench) -> Outcome {
    if var running = replay {
      running.position += seconds
      replay = running.isOver ? nil : running
    }
    guard var show = slideshow, replay == nil, !show.isLeafing else { return [] }
    show.position += seconds
    slideshow = show
    guard show.position >= Slideshow.pictureSeconds, wall.total > 0 else { return [] }
    slideshow?.isLeafing = true
    // Behind the last picture comes the first.
    return leaf(to: wall.selected >= wall.total - 1 ? 0 : wall.selected + 1, bench)
  }
}

import Pictures
import Studio
import Terminal

/// What happens next: the studio's only way to change.
package enum StudioUpdate {
  /// Takes in a message and returns what the runtime has to do. Pure: the same state and message always give the same.
  package static func update(_ state: inout StudioState, _ message: StudioMessage) -> [StudioEffect] {
    ClassLock.guarding(respond(&state, message), &state)
  }

  private static func respond(_ state: inout StudioState, _ message: StudioMessage) -> [StudioEffect] {
    switch message {
    case .input(let event): return input(event, &state)
    case .capabilities(let capabilities):
      guard capabilities != state.capabilities else { return [] }
      // A stroke cannot go on under another layout: the same cell would be another place of the canvas.
      let effects = state.pen == .keys ? [] : state.liftPen()
      state.capabilities = capabilities
      return effects + ([.gallery, .creation, .stickers].contains(state.screen) ? GalleryScreen.resized(&state) : [])
    case .translation(let event): return state.heard(event)
    case .tick(let seconds): return Motion.tick(seconds, &state)
    case .measured(let canvas, let revision, let lineFollowing, let stars):
      state.measured(canvas, revision: revision, lineFollowing: lineFollowing, stars: stars)
      return []
    case .kept(let canvas, let revision): return state.kept(canvas, revision: revision)
    case .keepFailed(let reason):
      state.keepFailed(reason)
      return []
    case .today(let day):
      state.ideas.today = day
      return []
    case .galleryPage(let page): return GalleryScreen.loaded(page, &state)
    case .creation(let creation): return CreationScreen.opened(creation, &state)
    case .trashed: return GalleryScreen.changed(.trashed, &state)
    case .restored: return GalleryScreen.changed(.restored, &state)
    case .favourite(let id, let isFavourite): return GalleryScreen.changedFavourite(id, isFavourite, &state)
    case .record(let artist, let record):
      StickersScreen.loaded(record, of: artist, &state)
      return []
    case .celebrate(let celebration): return state.celebrate(celebration)
    case .problem(let reason):
      state.gallery.editsWhenOpened = false
      state.gallery.opensWhenLoaded = false
      state.gallery.awaited = nil
      state.gallery.slideshow = nil
      state.notice = .problem(reason)
      return []
    }
  }

  private static func input(_ event: InputEvent, _ state: inout StudioState) -> [StudioEffect] {
    if PresenterScreen.stopsDemo(event, &state) || state.interruptReplay(event) { return [] }
    switch event {
    case .key(let key):
      state.tools.echo = nil
      return self.key(key, &state)
    case .mouse(let event): return mouse(event, &state)
    // Pasted text is never drawing; a new size arrives with its capabilities.
    case .resize, .resumed, .paste, .focus: return []
    }
  }

  private static func key(_ key: Key, _ state: inout StudioState) -> [StudioEffect] {
    guard StudioView.hasRoom(state.capabilities) else {
      // No question can be asked here; the drawing waits in the journal.
      let leaves: [Key] = [.escape, .character("q"), .control("c")]
      return leaves.contains(key.withoutCapital) ? state.liftPen() + [.quit(forgetDrawing: !state.isUnsaved)] : []
    }
    if state.dialog == .celebration { return CelebrationDialog.close(&state) }
    if let binding = StudioView.bindings(state).first(where: { $0.answers(to: key) }) {
      return perform(binding.action, &state)
    }
    if key == .escape { return perform(.back, &state) }
    if state.dialog == .phrase { return PhraseDialog.key(key, &state) }
    guard state.dialog == nil else { return [] }
    switch state.screen {
    case .drawing: return DrawingScreen.key(key, &state)
    case .gallery: return GalleryScreen.key(key, &state)
    case .picker: return PickerScreen.key(key, &state)
    case .about: return AboutScreen.key(key, &state)
    case .ideas: return IdeasScreen.key(key, &state)
    case .presenter: return PresenterScreen.key(key, &state)
    case .creation: return []
    case .stickers: return StickersScreen.key(key, &state)
    }
  }

  private static func mouse(_ event: MouseEvent, _ state: inout StudioState) -> [StudioEffect] {
    guard StudioView.hasRoom(state.capabilities) else { return [] }
    if state.dialog == .celebration {
      return event.action == .press ? CelebrationDialog.close(&state) : []
    }
    if event.action == .press && event.button == .left {
      state.tools.echo = nil
      let hit = StudioView.buttons(state).first { $0.rectangle.contains(column: event.column, row: event.row) }
      if let hit { return state.liftPen() + perform(hit.action, &state) }
    }
    guard state.dialog == nil else { return [] }
    switch state.screen {
    case .drawing: return DrawingScreen.mouse(event, &state)
    case .gallery: return GalleryScreen.mouse(event, &state)
    case .creation: return CreationScreen.mouse(event, &state)
    case .stickers: return StickersScreen.mouse(event, &state)
    case .picker: return PickerScreen.mouse(event, &state)
    case .about: return AboutScreen.mouse(event, &state)
    case .ideas: return []
    case .presenter: return PresenterScreen.mouse(event, &state)
    }
  }

  private static func perform(_ action: StudioAction, _ state: inout StudioState) -> [StudioEffect] {
    switch state.dialog {
    case .help: return HelpDialog.perform(action, &state)
    case .quit: return QuitDialog.perform(action, &state)
    case .welcome: return WelcomeDialog.perform(action, &state)
    case .celebration: return CelebrationDialog.close(&state)
    case .artists: return ArtistsDialog.perform(action, &state)
    case .phrase: return PhraseDialog.perform(action, &state)
    case nil:
      switch state.screen {
      case .drawing: return DrawingScreen.perform(action, &state)
      case .gallery: return GalleryScreen.perform(action, &state)
      case .creation: return CreationScreen.perform(action, &state)
      case .stickers: return StickersScreen.perform(action, &state)
      case .picker: return PickerScreen.perform(action, &state)
      case .about: return AboutScreen.perform(action, &state)
      case .ideas: return IdeasScreen.perform(action, &state)
      case .presenter: return PresenterScreen.perform(action, &state)
      }
    }
  }
}

extension StudioState {
  /// Closes the studio, after a question if the drawing does not hang in the gallery.
  mutating func leave() -> [StudioEffect] {
    let effects = liftPen()
    guard isUnsaved else { return effects + [.quit(forgetDrawing: true)] }
    dialog = .quit
    return effects
  }
}

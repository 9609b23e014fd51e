import Pictures
import Terminal

/// What the studio looks like: a function of its state.
package enum StudioView {
  /// The smallest window in which a child can draw.
  package static let leastColumns = 40
  package static let leastRows = 12

  package static func hasRoom(_ capabilities: Capabilities) -> Bool {
    capabilities.columns >= leastColumns && capabilities.rows >= leastRows
  }

  /// The keys that mean something at the moment: those of the dialog if one is open, else those of the screen.
  package static func bindings(_ state: StudioState) -> [Binding] {
    switch state.dialog {
    case .help: return HelpDialog.bindings(state)
    case .quit: return QuitDialog.bindings(state)
    case .welcome: return WelcomeDialog.bindings(state)
    case .celebration: return CelebrationDialog.bindings(state)
    case .artists: return ArtistsDialog.bindings(state)
    case .phrase: return PhraseDialog.bindings(state)
    case nil:
      switch state.screen {
      case .drawing: return DrawingScreen.bindings(state)
      case .gallery: return GalleryScreen.bindings(state)
      case .creation: return CreationScreen.bindings(state)
      case .stickers: return StickersScreen.bindings(state)
      case .picker: return PickerScreen.bindings(state)
      case .about: return AboutScreen.bindings(state)
      case .ideas: return IdeasScreen.bindings(state)
      case .presenter: return PresenterScreen.bindings(state)
      }
    }
  }

  /// The buttons that can be pressed at the moment.
  package static func buttons(_ state: StudioState) -> [Button] {
    if let box = dialogBox(state) { return box.buttons }
    if state.dialog == .celebration { return CelebrationDialog.buttons(state) }
    if state.dialog == .artists { return ArtistsDialog.buttons(state) }
    switch state.screen {
    case .drawing: return DrawingScreen.buttons(state)
    case .gallery: return GalleryScreen.buttons(state)
    case .creation: return CreationScreen.buttons(state)
    case .stickers: return StickersScreen.buttons(state)
    case .picker: return PickerScreen.buttons(state)
    case .about: return AboutScreen.buttons(state)
    case .ideas: return IdeasScreen.buttons(state)
    case .presenter: return PresenterScreen.buttons(state)
    }
  }

  package static func render(_ state: StudioState) -> Frame {
    var painter = Painter(state.capabilities)
    guard hasRoom(state.capabilities) else {
      painter.paragraph(state.texts[.tooSmall], in: painter.grid.bounds, style: painter.theme.desk)
      return painter.frame
    }
    switch state.screen {
    case .drawing: DrawingScreen.render(state, &painter)
    case .gallery: GalleryScreen.render(state, &painter)
    case .creation: CreationScreen.render(state, &painter)
    case .stickers: StickersScreen.render(state, &painter)
    case .picker: PickerScreen.render(state, &painter)
    case .about: AboutScreen.render(state, &painter)
    case .ideas: IdeasScreen.render(state, &painter)
    case .presenter: PresenterScreen.render(state, &painter)
    }
    dialogBox(state)?.render(&painter)
    if state.dialog == .celebration { CelebrationDialog.render(state, &painter) }
    if state.dialog == .artists { ArtistsDialog.render(state, &painter) }
    return painter.frame
  }

  private static func dialogBox(_ state: StudioState) -> DialogBox? {
    switch state.dialog {
    case .help: HelpDialog.box(state)
    case .quit: QuitDialog.box(state)
    case .welcome: WelcomeDialog.box(state)
    case .phrase: PhraseDialog.box(state)
    case .celebration, .artists, nil: nil
    }
  }
}

import Terminal

/// Offers the last drawing when the program starts and finds one in the journal.
package enum WelcomeDialog {
  package static func bindings(_ state: StudioState) -> [Binding] {
    [
      Binding(.goOn, .enter, .goOn, also: [.character("y"), .character(" ")]),
      Binding(.startFresh, "n", .startFresh),
      Binding(.leave, "q", .leave, also: [.control("c")]),
    ]
  }

  package static func box(_ state: StudioState) -> DialogBox {
    DialogBox(
      heading: state.texts[.welcomeHeading], text: [state.texts[.welcomeBody]], bindings: bindings(state), state)
  }

  package static func perform(_ action: StudioAction, _ state: inout StudioState) -> [StudioEffect] {
    switch action {
    // Escape must never cost a drawing.
    case .goOn, .back:
      state.dialog = nil
      state.notice = Notice(.editing)
      if let prompt = state.ideas.prompt {
        state.notice = Notice(.promptTaken, ["prompt": prompt.words.text(state.texts.language)])
      }
      return [.journal(.resume)] + state.changedDrawing()
    case .startFresh:
      state.dialog = nil
      return [.journal(.resume)] + DrawingScreen.freshPage(&state)
    // Without an answer the drawing stays where it was found.
    case .leave: return [.quit(forgetDrawing: false)]
    default: return []
    }
  }
}

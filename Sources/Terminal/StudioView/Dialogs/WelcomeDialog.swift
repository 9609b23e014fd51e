/// Offers the last drawing when the program starts and finds one in the journal.
package enum WelcomeDialog {
  package static func bindings(_ state: StudioState) -> [Binding] {
    [
      Binding(.goOn, .enter, .goOn, also: [.character("y"), .character(" ")]),
      Binding(.startFresh, "n", .startFresh),
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
      return state.changedDrawing()
    case .startFresh:
      state.dialog = nil
      return DrawingScreen.freshPage(&state)
    default: return []
    }
  }
}

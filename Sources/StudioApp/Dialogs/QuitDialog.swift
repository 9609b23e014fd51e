import Terminal

/// Asked before leaving a drawing that does not hang in the gallery.
package enum QuitDialog {
  package static func bindings(_ state: StudioState) -> [Binding] {
    let canKeep = state.translation != nil || state.picture.map { $0.keeping == .no && !$0.isDraft } ?? false
    let keep = canKeep ? [Binding(.keepAndLeave, "k", .keepAndLeave)] : []
    // Leaving answers to the keys that asked for it, so that asking twice is an answer too.
    return keep + [
      Binding(.leave, "q", .leave, also: [.control("c")]),
      Binding(.stay, .escape, .stay),
    ]
  }

  package static func box(_ state: StudioState) -> DialogBox {
    DialogBox(
      heading: state.texts[.quitHeading], text: [state.texts[.quitBody]], bindings: bindings(state), state)
  }

  package static func perform(_ action: StudioAction, _ state: inout StudioState) -> [StudioEffect] {
    switch action {
    case .keepAndLeave:
      state.dialog = nil
      state.leavesWhenKept = true
      return state.keepPicture()
    case .leave: return [.quit(forgetDrawing: false)]
    case .stay, .back:
      state.dialog = nil
      state.leavesWhenKept = false
      return []
    default: return []
    }
  }
}

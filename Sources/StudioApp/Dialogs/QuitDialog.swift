import Terminal

/// Asked before leaving a drawing that does not hang in the gallery.
package struct QuitDialog: BoxedDialog {
  package enum Action: Hashable, Sendable { case keepAndLeave, leave, stay }

  package init() {}

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    let picture = bench.translation.picture
    let canKeep = bench.translation.underWay != nil || picture.map { $0.keeping == .no && !$0.isDraft } ?? false
    let keep = canKeep ? [Binding(Action.keepAndLeave, "k", .keepAndLeave)] : []
    // Leaving answers to the keys that asked for it, so that asking twice is an answer too.
    return keep + [
      Binding(.leave, "q", .leave, also: [.control("c")]),
      Binding(.stay, .escape, .stay),
    ]
  }

  package func heading(_ bench: Workbench) -> String { bench.texts[.quitHeading] }

  package func text(_ bench: Workbench) -> [String] { [bench.texts[.quitBody]] }

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    switch action {
    case .keepAndLeave:
      bench.translation.leavesWhenKept = true
      return bench.keepPicture() + .close
    case .leave: return [.quit(forgetDrawing: false)] + .close
    case .stay:
      bench.translation.leavesWhenKept = false
      return .close
    }
  }
}

import Studio
import Terminal

/// Offers the last drawing when the program starts and finds one in the journal.
package struct WelcomeDialog: BoxedDialog {
  package enum Action: Hashable, Sendable { case goOn, startFresh, leave }

  /// Index of the domain that the studio was started with: a new page is drawn for that one, whatever the last drawing was
  /// of.
  private let freshDomain: Int

  package init(freshDomain: Int) { self.freshDomain = freshDomain }

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    [
      Binding(.goOn, .enter, .goOn, also: [.character("y"), .character(" ")]),
      Binding(.startFresh, "n", .startFresh),
      Binding(.leave, "q", .leave, also: [.control("c")]),
    ]
  }

  package func heading(_ bench: Workbench) -> String { bench.texts[.welcomeHeading] }

  package func text(_ bench: Workbench) -> [String] { [bench.texts[.welcomeBody]] }

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    switch action {
    case .goOn:
      bench.notice = Notice(.editing)
      if let prompt = bench.canvas.prompt {
        bench.notice = Notice(.promptTaken, ["prompt": prompt.words.text(bench.texts.language)])
      }
      return [.journal(.resume)] + bench.changedDrawing() + .close
    case .startFresh:
      var outcome: Outcome = [.journal(.resume)] + bench.freshPage()
      if freshDomain != bench.domains.index {
        bench.domains.index = freshDomain
        if let name = bench.domains.chosen?.name { outcome += [.journal(.domain(name))] }
      }
      return outcome + .close
    // Without an answer the drawing stays where it was found.
    case .leave: return [.quit(forgetDrawing: false)]
    }
  }

  package mutating func key(_ key: Key, _ bench: inout Workbench) -> Outcome {
    // Escape must never cost a drawing.
    key == .escape ? perform(.goOn, &bench) : []
  }
}

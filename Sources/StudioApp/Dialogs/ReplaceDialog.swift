import Studio
import Terminal

/// Asked before something else takes the place of a drawing that does not hang in the gallery.
package struct ReplaceDialog: BoxedDialog {
  package enum Action: Hashable, Sendable { case replace, stay }

  /// What is to come in its place.
  enum Replacement: Equatable, Sendable {
    /// Half of an outline, to be completed.
    case half(Starter, domain: Int)
    /// A kept picture, to be drawn on with.
    case remix(OpenedCreation)

    /// Puts it onto the canvas, after a question where a drawing would have to go that is nowhere else.
    func place(_ bench: inout Workbench) -> Outcome {
      bench.isUnsaved ? .push(ReplaceDialog(self)) : carryOut(&bench)
    }

    /// Puts it onto the canvas. Undo brings back what was there.
    func carryOut(_ bench: inout Workbench) -> Outcome {
      switch self {
      case .half(let starter, let domain):
        let strokes = starter.leftHalf
        let other = domain == bench.domains.index ? [] : bench.choose(domain: domain)
        let effects = other + bench.freshPage()
        bench.canvas.drawing.add(strokes)
        bench.notice = Notice(.finishing)
        return effects + [.journal(.made(strokes))] + bench.changedDrawing() + .show(DrawingScreen())
      case .remix(let opened): return bench.draw(on: opened) + .show(DrawingScreen())
      }
    }
  }

  let replacement: Replacement

  init(_ replacement: Replacement) {
    self.replacement = replacement
  }

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    [
      Binding(.stay, .escape, .stayWithIt, also: [.character("q"), .control("c")]),
      Binding(.replace, .enter, .goOn, also: [.character(" ")]),
    ]
  }

  package func heading(_ bench: Workbench) -> String { bench.texts[.replaceHeading] }

  package func text(_ bench: Workbench) -> [String] { [bench.texts[.replaceBody]] }

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    switch action {
    case .replace: .close + replacement.carryOut(&bench)
    case .stay: .close
    }
  }
}

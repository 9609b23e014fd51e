import Studio
import Terminal

/// Keeps a class's studio open until somebody types the phrase that the teacher chose.
package struct ClassLock: Equatable, Sendable {
  /// Small letters and digits.
  package let phrase: String
  /// The last letters typed, as many as the phrase has.
  package private(set) var typed = ""
  private(set) var isOpen = false
  /// Whether a whole word was typed that is another one.
  private(set) var isWrong = false

  package init(phrase: String) {
    self.phrase = phrase
  }

  mutating func type(_ character: Character) {
    typed = String((typed + character.lowercased()).suffix(phrase.count))
    isOpen = typed == phrase
    isWrong = !isOpen && typed.count == phrase.count
  }

  /// Enter: what was typed is all there is to come.
  mutating func submit() {
    isWrong = !isOpen && !typed.isEmpty
    typed = ""
  }

  mutating func rubOut() {
    _ = typed.popLast()
    isWrong = false
  }

  private mutating func ask() {
    typed = ""
    isWrong = false
  }

  /// Holds back the closing of a locked studio, whatever wanted it, and asks for the phrase instead.
  static func guarding(_ effects: [StudioEffect], _ state: inout StudioState) -> [StudioEffect] {
    guard let lock = state.bench.lock, !lock.isOpen else { return effects }
    return effects.filter { effect in
      guard case .quit(let forgetsDrawing) = effect else { return true }
      state.bench.lock?.ask()
      if state.layers.first(PhraseDialog.self) == nil {
        state.layers.push(PhraseDialog(forgetsDrawing: forgetsDrawing))
      }
      return false
    }
  }
}

/// Asks for the phrase of a class's studio.
package struct PhraseDialog: BoxedDialog {
  package enum Action: Hashable, Sendable { case stay }

  /// Whether the drawing is to be forgotten once the studio may close.
  let forgetsDrawing: Bool

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    [Binding(.stay, .escape, .stay)]
  }

  package func heading(_ bench: Workbench) -> String { bench.texts[.quitHeading] }

  package func text(_ bench: Workbench) -> [String] {
    let sign = bench.capabilities.unicode == .ascii ? "*" : "●"
    let typed = String(repeating: sign, count: bench.lock?.typed.count ?? 0)
    let width = min(bench.capabilities.columns - 4, 44)
    let answer = bench.lock?.isWrong == true ? bench.texts[.phraseWrong] : ""
    return WrappedText.lines(bench.texts[.phraseBody], width: width) + [typed, answer]
  }

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    switch action {
    case .stay:
      bench.translation.leavesWhenKept = false
      return .close
    }
  }

  /// Every letter counts; the last one opens the door without Enter. Another word is told to be one.
  package mutating func key(_ key: Key, _ bench: inout Workbench) -> Outcome {
    if case .character(let character) = key { bench.lock?.type(character) }
    if key == .backspace || key == .delete { bench.lock?.rubOut() }
    if key == .enter { bench.lock?.submit() }
    return bench.lock?.isOpen == true ? [.quit(forgetDrawing: forgetsDrawing)] : []
  }
}

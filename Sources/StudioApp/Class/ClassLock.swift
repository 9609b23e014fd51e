import Terminal

/// Keeps a class's studio open until somebody types the phrase that the teacher chose.
package struct ClassLock: Equatable, Sendable {
  /// Small letters and digits.
  package let phrase: String
  /// The last letters typed, as many as the phrase has.
  package private(set) var typed = ""
  /// Whether the drawing is to be forgotten once the studio may close.
  fileprivate var forgetsDrawing = false
  private(set) var isOpen = false

  package init(phrase: String) {
    self.phrase = phrase
  }

  mutating func type(_ character: Character) {
    typed = String((typed + character.lowercased()).suffix(phrase.count))
    isOpen = typed == phrase
  }

  mutating func rubOut() { _ = typed.popLast() }

  fileprivate mutating func ask(forgetsDrawing: Bool) {
    self.forgetsDrawing = forgetsDrawing
    typed = ""
  }

  /// Holds back the closing of a locked studio, whatever wanted it, and asks for the phrase instead.
  static func guarding(_ effects: [StudioEffect], _ state: inout StudioState) -> [StudioEffect] {
    guard let lock = state.lock, !lock.isOpen else { return effects }
    return effects.filter { effect in
      guard case .quit(let forgetsDrawing) = effect else { return true }
      state.lock?.ask(forgetsDrawing: forgetsDrawing)
      state.dialog = .phrase
      return false
    }
  }
}

/// Asks for the phrase of a class's studio.
package enum PhraseDialog {
  package static func bindings(_ state: StudioState) -> [Binding] {
    [Binding(.stay, .escape, .stay)]
  }

  package static func box(_ state: StudioState) -> DialogBox {
    let sign = state.capabilities.unicode == .ascii ? "*" : "●"
    let typed = String(repeating: sign, count: state.lock?.typed.count ?? 0)
    let inner = min(state.capabilities.columns - 4, 44)
    return DialogBox(
      heading: state.texts[.quitHeading],
      text: WrappedText.lines(state.texts[.phraseBody], width: inner) + [typed], bindings: bindings(state), state)
  }

  package static func perform(_ action: StudioAction, _ state: inout StudioState) -> [StudioEffect] {
    guard action == .stay || action == .back else { return [] }
    state.dialog = nil
    state.leavesWhenKept = false
    return []
  }

  /// Every letter counts; the last one opens the door without Enter.
  static func key(_ key: Key, _ state: inout StudioState) -> [StudioEffect] {
    switch key {
    case .character(let character): state.lock?.type(character)
    case .backspace, .delete: state.lock?.rubOut()
    default: break
    }
    guard let lock = state.lock, lock.isOpen else { return [] }
    return [.quit(forgetDrawing: lock.forgetsDrawing)]
  }
}

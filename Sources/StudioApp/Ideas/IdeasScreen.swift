import Pictures
import Studio
import Terminal

/// The page of ideas: today's prompt, and outlines of the domain to trace or to finish.
package enum IdeasScreen {
  package static func bindings(_ state: StudioState) -> [Binding] {
    [
      Binding(.takePrompt, "t", .takePrompt),
      Binding(.nextPrompt, "o", .nextPrompt),
      Binding(.trace, .enter, .trace, also: [.character(" ")]),
      Binding(.finishHalf, "f", .finishHalf),
      Binding(.nextDomain, "d", .nextDomain),
      Binding(.back, .escape, .back, also: [.character("b"), .character("q"), .control("c")]),
    ]
  }

  package static func buttons(_ state: StudioState) -> [Button] {
    let layout = IdeasLayout(state.capabilities, count: state.starters.count)
    let tiles = layout.tiles.enumerated().map {
      Button(.select(layout.first(state.ideas.selected) + $0), $1, label: "")
    }
    return tiles.filter { button in
      if case .select(let index) = button.action { state.starters.indices.contains(index) } else { true }
    } + commandButtons(state)
  }

  static func commandButtons(_ state: StudioState) -> [Button] {
    let layout = IdeasLayout(state.capabilities, count: state.starters.count)
    var buttons = ButtonRow.place(bindings(state), in: layout.buttonArea, state)
    for index in buttons.indices {
      switch buttons[index].action {
      case .takePrompt:
        buttons[index].look = .primary
        buttons[index].isEnabled = state.ideas.shownPrompt != nil
      case .nextPrompt: buttons[index].isEnabled = state.ideas.shownPrompt != nil
      case .trace, .finishHalf: buttons[index].isEnabled = state.chosenStarter != nil
      case .nextDomain: buttons[index].isEnabled = state.domains.count > 1
      default: break
      }
    }
    return buttons
  }

  // MARK: - Update

  package static func open(_ state: inout StudioState) -> [StudioEffect] {
    let effects = state.liftPen()
    state.screen = .ideas
    state.ideas.ahead = 0
    state.ideas.selected = 0
    state.notice = Notice(.ideasHint)
    return effects + [.lookAtCalendar]
  }

  /// A key that no binding answers to.
  package static func key(_ key: Key, _ state: inout StudioState) -> [StudioEffect] {
    switch key {
    case .left, .up: select(state.ideas.selected - 1, &state)
    case .right, .down, .tab: select(state.ideas.selected + 1, &state)
    default: break
    }
    return []
  }

  package static func perform(_ action: StudioAction, _ state: inout StudioState) -> [StudioEffect] {
    switch action {
    case .takePrompt: return takePrompt(&state)
    case .nextPrompt:
      state.ideas.ahead += 1
      return []
    case .trace: return trace(&state)
    case .finishHalf: return finishHalf(&state)
    case .select(let index):
      if index == state.ideas.selected { return trace(&state) }
      select(index, &state)
      return []
    case .nextDomain:
      state.ideas.selected = 0
      return DrawingScreen.choose(domain: (state.domain + 1) % max(state.domains.count, 1), &state)
    case .back:
      state.screen = .drawing
      state.notice = Notice(.hello)
      return []
    default: return []
    }
  }

  private static func select(_ index: Int, _ state: inout StudioState) {
    let count = state.starters.count
    guard count > 0 else { return }
    state.ideas.selected = (index % count + count) % count
    if let starter = state.chosenStarter {
      state.notice = Notice(.starterChosen, ["starter": starter.titles.text(state.texts.language)])
    }
  }

  /// The child draws the idea on a clean page, in its domain where that is at hand.
  private static func takePrompt(_ state: inout StudioState) -> [StudioEffect] {
    guard let prompt = state.ideas.shownPrompt else { return [] }
    var effects: [StudioEffect] = []
    if let index = state.domains.firstIndex(where: { $0.name == prompt.domain }) {
      effects += DrawingScreen.choose(domain: index, &state)
    }
    effects += cleanPage(&state)
    state.ideas.prompt = prompt
    state.notice = Notice(.promptTaken, ["prompt": prompt.words.text(state.texts.language)])
    return effects + [.journal(.prompt(prompt.id))]
  }

  private static func trace(_ state: inout StudioState) -> [StudioEffect] {
    guard let starter = state.chosenStarter else { return [] }
    let effects = cleanPage(&state)
    state.ideas.outline = starter.outline
    state.notice = Notice(.tracing)
    return effects
  }

  private static func finishHalf(_ state: inout StudioState) -> [StudioEffect] {
    guard let starter = state.chosenStarter else { return [] }
    let strokes = starter.leftHalf
    var effects = cleanPage(&state)
    state.drawing.add(strokes)
    effects.append(.journal(.made(strokes)))
    state.notice = Notice(.finishing)
    return effects + state.changedDrawing()
  }

  /// Back to the canvas; what is on it makes room, and undo brings it back.
  private static func cleanPage(_ state: inout StudioState) -> [StudioEffect] {
    state.screen = .drawing
    let effects = DrawingScreen.freshPage(&state)
    state.ideas.outline = []
    return effects
  }
}

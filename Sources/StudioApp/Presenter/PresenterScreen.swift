import Pictures
import Studio
import Terminal

/// The studio for an audience: everything large, nothing asked.
package enum PresenterScreen {
  package static func bindings(_ state: StudioState) -> [Binding] {
    [
      Binding(.freshPage, "n", .freshPage),
      Binding(.undo, "u", .undo, also: [.backspace]),
      Binding(.surprise, "s", .surprise),
      Binding(.flip, "v", state.stage.sketch == nil ? .seeCanvas : .seePicture),
      Binding(.replay, "a", .replay),
      Binding(.nextDomain, "d", .nextDomain),
      Binding(.demo, "o", .demo),
      Binding(.back, .escape, .quit, also: [.character("q"), .control("c")]),
    ]
  }

  package static func buttons(_ state: StudioState) -> [Button] {
    let area = PresenterLayout(state.capabilities).buttonArea
    return ButtonRow.place(bindings(state), in: area, state).map { button in
      var button = button
      switch button.action {
      case .undo: button.isEnabled = state.drawing.canUndo
      case .replay, .surprise: button.isEnabled = !state.drawing.isEmpty
      case .flip: button.isEnabled = state.picture != nil
      case .nextDomain: button.isEnabled = state.domains.count > 1
      case .demo: button.isEnabled = !state.ideas.library.demos.isEmpty
      default: break
      }
      return button
    }
  }

  // MARK: - Update

  /// Any key or press ends the demonstration and means no more than that. Returns whether it did.
  package static func stopsDemo(_ event: InputEvent, _ state: inout StudioState) -> Bool {
    guard state.presenter.demo != nil else { return false }
    switch event {
    case .key: break
    case .mouse(let event) where event.action == .press: break
    default: return false
    }
    state.presenter.demo = nil
    state.drawing.end()
    return true
  }

  /// A key that no binding answers to: the pen's movements.
  package static func key(_ key: Key, _ state: inout StudioState) -> [StudioEffect] {
    // The pencil is the only pen here; Tab would change it unseen.
    key == .tab || key == .backTab ? [] : DrawingScreen.key(key, &state)
  }

  package static func mouse(_ event: MouseEvent, _ state: inout StudioState) -> [StudioEffect] {
    state.drawWithMouse(event, on: PresenterLayout(state.capabilities).canvas)
  }

  package static func perform(_ action: StudioAction, _ state: inout StudioState) -> [StudioEffect] {
    switch action {
    case .freshPage: return state.cleanSheet()
    case .nextDomain:
      return DrawingScreen.choose(domain: (state.domain + 1) % max(state.domains.count, 1), &state)
    case .demo: return state.startDemo()
    case .undo, .surprise, .flip, .replay: return DrawingScreen.perform(action, &state)
    case .back: return state.liftPen() + [.quit(forgetDrawing: true)]
    default: return []
    }
  }
}

extension StudioState {
  /// A new page without a way back to the old one: an audience waits for the next drawing.
  mutating func cleanSheet() -> [StudioEffect] {
    let effects = liftPen() + cancelTranslation()
    drawing = Drawing()
    tools.drop()
    page += 1
    picture = nil
    stage.sketch = nil
    stage.reveal = nil
    stage.replay = nil
    ideas.outline = []
    notice = Notice(.fresh)
    return effects
  }
}

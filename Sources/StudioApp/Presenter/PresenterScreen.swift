import Pictures
import Studio
import Terminal

/// The studio for an audience: everything large, nothing asked.
package struct PresenterScreen: StudioLayer {
  package enum Action: Hashable, Sendable {
    case freshPage, undo, surprise, flip, replay, nextDomain
    /// Recorded drawings through every domain.
    case demo
    case quit
  }

  /// The demonstration under way.
  package internal(set) var demo: DemoRun?

  package init() {}

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    [
      Binding(.freshPage, "n", .freshPage),
      Binding(.undo, "u", .undo, also: [.backspace]),
      Binding(.surprise, "s", .surprise),
      Binding(.flip, "v", bench.translation.sketch == nil ? .seeCanvas : .seePicture),
      Binding(.replay, "a", .replay),
      Binding(.nextDomain, "d", .nextDomain),
      Binding(.demo, "o", .demo),
      Binding(.quit, .escape, .quit, also: [.character("q"), .control("c")]),
    ]
  }

  package func buttons(_ bench: Workbench) -> [Button<Action>] {
    let area = PresenterLayout(bench.capabilities).buttonArea
    return ButtonRow.place(bindings(bench), in: area, bench).map { button in
      var button = button
      switch button.action {
      case .undo: button.isEnabled = bench.canvas.drawing.canUndo
      case .replay, .surprise: button.isEnabled = !bench.canvas.drawing.isEmpty
      case .flip: button.isEnabled = bench.translation.picture != nil
      case .nextDomain: button.isEnabled = bench.domains.usableCount > 1
      case .demo: button.isEnabled = !bench.surroundings.library.demos.isEmpty
      case .freshPage, .quit: break
      }
      return button
    }
  }

  // MARK: - Update

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    switch action {
    case .freshPage: bench.discardPage()
    case .undo: bench.undo()
    case .surprise: bench.surprise()
    case .flip: bench.flip()
    case .replay: bench.startReplay()
    case .nextDomain: bench.choose(domain: bench.domains.nextIndex)
    case .demo: startDemo(&bench)
    case .quit: bench.liftPen() + [.quit(forgetDrawing: true)]
    }
  }

  /// The pencil is the only pen here.
  package mutating func key(_ key: Key, _ bench: inout Workbench) -> Outcome { bench.movePen(with: key) }

  package mutating func mouse(_ event: MouseEvent, _ bench: inout Workbench) -> Outcome {
    bench.drawWithMouse(event, on: PresenterLayout(bench.capabilities).canvas)
  }

  package mutating func intercepts(_ event: InputEvent, _ bench: inout Workbench) -> Bool {
    if stopsDemo(event, &bench) { return true }
    let button = buttons(bench).first { $0.action == .replay }
    return bench.interruptReplay(event, button: button?.rectangle)
  }

  /// Any key or press ends the demonstration and means no more than that. Returns whether it did.
  private mutating func stopsDemo(_ event: InputEvent, _ bench: inout Workbench) -> Bool {
    guard demo != nil else { return false }
    switch event {
    case .key: break
    case .mouse(let event): guard event.action == .press else { return false }
    case .resize, .resumed, .paste, .focus: return false
    }
    demo = nil
    bench.canvas.drawing.end()
    return true
  }

  package func tickInterval(_ bench: Workbench) -> Double? {
    demo.map { _ in bench.surroundings.reducedMotion ? 0.25 : 0.05 }
  }

  package mutating func tick(_ seconds: Double, _ bench: inout Workbench) -> Outcome {
    demo == nil ? [] : advanceDemo(seconds, &bench)
  }
}

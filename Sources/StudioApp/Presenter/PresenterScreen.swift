import Pictures
import Studio
import Terminal

/// The studio for an audience: everything large, nothing asked.
package struct PresenterScreen: StudioLayer {
  package enum Action: Hashable, Sendable {
    case freshPage, undo, surprise, flip, replay, nextDomain
    case tool(Tool)
    case colour(CrayonColour)
    /// The picture as large as the window allows, or as large as the canvas.
    case large
    /// Recorded drawings through every domain.
    case demo
    case quit
  }

  /// The demonstration under way.
  package internal(set) var demo: DemoRun?
  /// What was on the paper when it began.
  var interrupted = Drawing()

  package init() {}

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    (PresenterLayout.hasRoomForTools(bench.capabilities) ? Self.further : []) + [
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

  /// Crayons, tools and the large picture, where there is room for their buttons.
  private static let further: [Binding<Action>] =
    CrayonColour.allCases.enumerated().map { Binding(.colour($1), Character(String($0 + 1)), nil) } + [
      Binding(.tool(.pencil), "p", .pencil),
      Binding(.tool(.crayon), "c", .crayon),
      Binding(.tool(.bucket), "f", .bucket),
      Binding(.large, .tab, .large),
    ]

  package func buttons(_ bench: Workbench) -> [Button<Action>] {
    let layout = layout(bench)
    let chips = zip(CrayonColour.allCases, layout.chips).enumerated().map { index, chip in
      var button = Button(Action.colour(chip.0), chip.1, label: String(Theme(bench.capabilities).symbol(chip.0)))
      button.cap = String(index + 1)
      button.look = .crayon(chip.0)
      button.isChosen = bench.tools.tool.isCrayon && bench.tools.crayon == chip.0
      return button
    }
    let words = bindings(bench).filter { $0.label != nil }
    return chips
      + ButtonRow.place(words, in: layout.buttonArea, bench).map { button in
        var button = button
        switch button.action {
        case .tool(let tool): button.isChosen = bench.tools.tool == tool
        case .large: button.isChosen = bench.surroundings.showsLargePicture
        case .undo: button.isEnabled = bench.canvas.drawing.canUndo
        case .replay, .surprise: button.isEnabled = !bench.canvas.drawing.isEmpty
        case .flip: button.isEnabled = bench.translation.picture != nil
        case .nextDomain: button.isEnabled = bench.domains.usableCount > 1
        case .demo: button.isEnabled = !bench.surroundings.library.demos.isEmpty
        case .freshPage, .quit, .colour: break
        }
        return button
      }
  }

  func layout(_ bench: Workbench) -> PresenterLayout {
    PresenterLayout(bench.capabilities, isLarge: bench.surroundings.showsLargePicture)
  }

  // MARK: - Update

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    switch action {
    case .freshPage: return bench.freshPage()
    case .tool(let tool): return bench.choose(tool: tool)
    case .colour(let colour):
      bench.tools.crayon = colour
      return bench.choose(tool: bench.tools.tool.isCrayon ? bench.tools.tool : .crayon)
    case .large:
      // The same place of the screen becomes another place of the canvas.
      let effects = bench.liftPen()
      bench.surroundings.showsLargePicture.toggle()
      return effects
    case .undo: return bench.undo()
    case .surprise: return bench.surprise()
    case .flip: return bench.flip()
    case .replay: return bench.startReplay()
    case .nextDomain: return bench.choose(domain: bench.domains.nextIndex)
    case .demo: return startDemo(&bench)
    case .quit: return bench.liftPen() + [.quit(forgetDrawing: true)]
    }
  }

  package mutating func key(_ key: Key, _ bench: inout Workbench) -> Outcome { bench.movePen(with: key) }

  package mutating func mouse(_ event: MouseEvent, _ bench: inout Workbench) -> Outcome {
    bench.tools.tool.isPen
      ? bench.drawWithMouse(event, on: layout(bench).canvas) : bench.useToolWithMouse(event, on: layout(bench).canvas)
  }

  package mutating func intercepts(_ event: InputEvent, _ bench: inout Workbench) -> Bool {
    if stopsDemo(event, &bench) { return true }
    let button = buttons(bench).first { $0.action == .replay }
    return bench.interruptReplay(event, button: button?.rectangle)
  }

  /// Any key or press ends the demonstration and means no more than that: whoever takes over finds a clean page, and undo
  /// brings back what was on it before. Returns whether it did.
  private mutating func stopsDemo(_ event: InputEvent, _ bench: inout Workbench) -> Bool {
    guard demo != nil else { return false }
    switch event {
    case .key: break
    case .mouse(let event): guard event.action == .press else { return false }
    case .resize, .resumed, .paste, .focus: return false
    }
    demo = nil
    // The work under way was for a page that is gone; its picture comes too late to be shown.
    _ = bench.discardPage(for: interrupted)
    return true
  }

  package func tickInterval(_ bench: Workbench) -> Double? {
    demo.map { _ in bench.surroundings.reducedMotion ? 0.25 : 0.05 }
  }

  package mutating func tick(_ seconds: Double, _ bench: inout Workbench) -> Outcome {
    demo == nil ? [] : advanceDemo(seconds, &bench)
  }
}

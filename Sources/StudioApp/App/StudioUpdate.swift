import Studio
import Terminal

/// What happens next: the studio's only way to change.
package enum StudioUpdate {
  /// Takes in a message and returns what the runtime has to do. Pure: the same state and message always give the same.
  package static func update(_ state: inout StudioState, _ message: StudioMessage) -> [StudioEffect] {
    let effects = respond(&state, message) + celebrateWhenFree(&state)
    return ClassLock.guarding(effects, &state)
  }

  private static func respond(_ state: inout StudioState, _ message: StudioMessage) -> [StudioEffect] {
    switch message {
    case .input(let event): return input(event, &state)
    case .capabilities(let capabilities):
      guard capabilities != state.bench.capabilities else { return [] }
      // A stroke cannot go on under another layout: the same cell would be another place of the canvas.
      let effects = state.bench.tools.pen == .keys ? [] : state.bench.liftPen()
      state.bench.surroundings.capabilities = capabilities
      return effects.effects + state.tellAll { $0.resized(&$1) }
    case .tick(let seconds):
      // A longer pause, such as that of a stopped process, counts as a short one.
      let elapsed = min(max(seconds, 0), 0.5)
      state.bench.tick(elapsed)
      return state.tellAll { $0.tick(elapsed, &$1) }
    case .translation(let event): return state.bench.heard(event).effects
    case .measured(let canvas, let revision, let measures):
      state.bench.measured(canvas, revision: revision, measures)
      return []
    case .kept(let canvas, let revision): return state.bench.kept(canvas, revision: revision).effects
    case .keepFailed(let reason):
      state.bench.keepFailed(reason)
      return []
    case .waiting(let count):
      state.bench.waiting(toSend: count)
      return []
    case .celebrate(let celebration):
      state.celebration = state.celebration.map { $0.joined(by: celebration) } ?? celebration
      return []
    case .problem(let reason):
      state.bench.notice = .problem(reason)
      return state.tellAll { $0.receive(.failed, &$1) }
    case .answer(let answer): return state.tellAll { $0.receive(answer, &$1) }
    }
  }

  private static func input(_ event: InputEvent, _ state: inout StudioState) -> [StudioEffect] {
    var isOver = false
    let effects = state.tellTop {
      isOver = $0.intercepts(event, &$1)
      return []
    }
    if isOver { return effects }
    switch event {
    case .key(let key):
      state.bench.tools.echo = nil
      state.bench.stopExplaining()
      guard StudioView.hasRoom(state.bench.capabilities) else { return keyWithoutRoom(key, &state) }
      return state.tellTop { $0.respond(to: key, &$1) }
    case .mouse(let event):
      guard StudioView.hasRoom(state.bench.capabilities) else { return [] }
      if event.action == .press && event.button == .left { state.bench.tools.echo = nil }
      return state.tellTop { $0.respond(to: event, &$1) }
    // Pasted text is never drawing; a new size arrives with its capabilities.
    case .resize, .resumed, .paste, .focus: return []
    }
  }

  /// Leaving is all that can be done in a window that shows nothing. No question can be asked there either; the drawing
  /// waits in the journal.
  private static func keyWithoutRoom(_ key: Key, _ state: inout StudioState) -> [StudioEffect] {
    let leaves: [Key] = [.escape, .character("q"), .control("c")]
    guard leaves.contains(key.withoutCapital) else { return [] }
    return state.bench.liftPen().effects + [.quit(forgetDrawing: !state.bench.isUnsaved)]
  }

  /// A picture has brought something: shown at once, unless somebody is being asked a question. A stroke that was begun
  /// meanwhile is drawn to its end first.
  private static func celebrateWhenFree(_ state: inout StudioState) -> [StudioEffect] {
    guard let celebration = state.celebration, state.bench.tools.pen == .up else { return [] }
    state.celebration = nil
    // An audience is not to be interrupted.
    guard !celebration.isEmpty, !state.layers.hasDialog, !state.bench.surroundings.isPresenting else { return [] }
    let outcome = state.bench.liftPen()
    state.layers.push(CelebrationDialog(celebration))
    return outcome.effects + (state.bench.surroundings.hasSound ? [.ring] : [])
  }
}

extension StudioState {
  /// Lets the layer on top work on the bench.
  fileprivate mutating func tellTop(
    _ change: (inout any StudioLayer, inout Workbench) -> Outcome
  ) -> [StudioEffect] {
    layers.updateTop { change(&$0, &bench) }
  }

  /// Lets every layer work on the bench.
  fileprivate mutating func tellAll(
    _ change: (inout any StudioLayer, inout Workbench) -> Outcome
  ) -> [StudioEffect] {
    layers.updateAll { change(&$0, &bench) }
  }
}

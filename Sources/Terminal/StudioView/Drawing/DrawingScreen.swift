import Pictures
import Studio

/// The page on which a child draws: its keys, its buttons, and what they do.
package enum DrawingScreen {
  package static func bindings(_ state: StudioState) -> [Binding] {
    let crayons = CrayonColour.allCases.map { Binding(.colour($0), Character(String($0.rawValue + 1)), nil) }
    return crayons + [
      Binding(.tool(.pencil), "p", .pencil),
      Binding(.tool(.eraser), "e", .eraser),
      Binding(.tool(.crayon), "c", .crayon),
      Binding(.surprise, "s", .surprise),
      Binding(.undo, "u", .undo, also: [.backspace]),
      Binding(.redo, "r", .redo, also: [.control("y")]),
      Binding(.freshPage, "n", .freshPage),
      Binding(.magic, .enter, .magic, also: [.character("m")]),
      Binding(.live, "l", .live),
      Binding(.keep, "k", .keep),
      Binding(.gallery, "g", .gallery),
      Binding(.artists, "a", .artists),
      Binding(.pickDomain, "d", .choose),
      Binding(.ideas, "i", .ideas),
      Binding(.flip, "v", showsDrawing(state) ? .seePicture : .seeCanvas),
      Binding(.replay, "w", .replay),
      Binding(.help, "h", .help, also: [.character("?"), .function(1)]),
      Binding(.quit, "q", .quit, also: [.control("c")]),
    ]
  }

  /// Whether before and after would show the picture next.
  private static func showsDrawing(_ state: StudioState) -> Bool {
    DrawingLayout(state.capabilities).showsBoth ? state.stage.sketch != nil : !state.showsPicture
  }

  package static func buttons(_ state: StudioState) -> [Button] {
    let layout = DrawingLayout(state.capabilities)
    let ascii = state.capabilities.unicode == .ascii
    let theme = Theme(state.capabilities)
    let buttons = bindings(state).compactMap { binding -> Button? in
      guard let place = layout.buttons[binding.action] else { return nil }
      var button = Button(binding, place, state.texts, ascii: ascii)
      switch binding.action {
      case .colour(let colour):
        button.look = .crayon(colour)
        button.isChosen = state.tool == .crayon && state.crayon == colour
        button.label = String(theme.symbol(colour))
      case .tool(let tool): button.isChosen = state.tool == tool
      case .live: button.isChosen = state.isLive
      case .artists:
        let sign = String(theme.symbol(state.artist.colour))
        let name = state.texts[state.artist.animal.textKey]
        button.label = place.columns > 6 ? "\(name) \(sign)" : sign
        button.look = .crayon(state.artist.colour)
      case .magic: button.look = .primary
      case .undo: button.isEnabled = state.drawing.canUndo
      case .redo: button.isEnabled = state.drawing.canRedo
      case .replay: button.isEnabled = !state.drawing.isEmpty
      case .flip where layout.showsBoth: button.isEnabled = state.picture != nil
      case .keep: button.isEnabled = state.picture != nil || state.translation != nil
      default: break
      }
      return button
    }
    return buttons + DomainStrip.buttons(state, in: layout.domainStrip)
  }

  // MARK: - Update

  /// A key that no binding answers to: the pen's movements.
  package static func key(_ key: Key, _ state: inout StudioState) -> [StudioEffect] {
    let steps: [Key: (Double, Double)] = [
      .left: (-1, 0), .right: (1, 0), .up: (0, -1), .down: (0, 1),
      .home: (-1, -1), .pageUp: (1, -1), .end: (-1, 1), .pageDown: (1, 1),
    ]
    if let step = steps[key] {
      state.showsPicture = false
      return state.moveCursor(step.0, step.1)
    }
    switch key {
    case .character(" "):
      state.showsPicture = false
      return state.toggleKeyPen()
    case .tab: return choose(tool: after(state.tool, by: 1), &state)
    case .backTab: return choose(tool: after(state.tool, by: -1), &state)
    default: return []
    }
  }

  package static func mouse(_ event: MouseEvent, _ state: inout StudioState) -> [StudioEffect] {
    let layout = DrawingLayout(state.capabilities)
    let isHidden = state.showsPicture && !layout.showsBoth
    if isHidden && event.action == .press && layout.canvas.contains(column: event.column, row: event.row) {
      // A child who presses on the picture wants to draw on.
      state.showsPicture = false
      return state.liftPen()
    }
    return state.drawWithMouse(event, on: layout.canvas)
  }

  package static func perform(_ action: StudioAction, _ state: inout StudioState) -> [StudioEffect] {
    switch action {
    case .tool(let tool): return choose(tool: tool, &state)
    case .colour(let colour):
      state.crayon = colour
      return choose(tool: .crayon, &state)
    case .surprise: return surprise(&state)
    case .undo: return undo(&state)
    case .redo: return redo(&state)
    case .freshPage: return freshPage(&state)
    case .magic: return state.makeMagic()
    case .live: return toggleLive(&state)
    case .keep: return state.liftPen() + state.keepPicture()
    case .flip: return state.flip()
    case .replay: return state.startReplay()
    case .domain(let index): return choose(domain: index, &state)
    case .pickDomain: return PickerScreen.open(&state)
    case .ideas: return IdeasScreen.open(&state)
    case .gallery: return state.liftPen() + GalleryScreen.open(&state)
    case .artists:
      state.dialog = .artists
      return state.liftPen()
    case .help:
      state.dialog = .help
      return state.liftPen()
    case .quit: return state.leave()
    case .back:
      if state.pen == .keys { return state.toggleKeyPen() }
      if state.showsPicture && !DrawingLayout(state.capabilities).showsBoth {
        state.showsPicture = false
        return []
      }
      return state.leave()
    default: return []
    }
  }

  private static func after(_ tool: StudioTool, by step: Int) -> StudioTool {
    let all = StudioTool.allCases
    let index = all.firstIndex(of: tool) ?? 0
    return all[(index + step + all.count) % all.count]
  }

  private static func choose(tool: StudioTool, _ state: inout StudioState) -> [StudioEffect] {
    let effects = state.liftPen()
    state.tool = tool
    state.showsPicture = false
    state.notice =
      switch tool {
      case .pencil: Notice(.pencilChosen)
      case .eraser: Notice(.eraserChosen)
      case .crayon: Notice(.crayonChosen, ["colour": state.texts[state.crayon.textKey]])
      }
    return effects
  }

  static func choose(domain: Int, _ state: inout StudioState) -> [StudioEffect] {
    guard state.domains.indices.contains(domain) else {
      state.notice = Notice(.noDomain)
      return []
    }
    let effects = state.liftPen()
    let isOther = domain != state.domain
    state.domain = domain
    state.notice = Notice(.domainChosen, ["domain": state.domains[domain].titles.text(state.texts.language)])
    return effects + (isOther ? state.cancelTranslation() + state.changedDrawing() : [])
  }

  private static func surprise(_ state: inout StudioState) -> [StudioEffect] {
    let effects = state.liftPen()
    let dabs = SurpriseColours.dabs(for: state.drawing.strokes, using: &state.random)
    guard !dabs.isEmpty else {
      state.notice = Notice(.drawFirst)
      return effects
    }
    for dab in dabs { state.drawing.add(dab) }
    state.groups.made(dabs.count)
    state.story.used("surprise")
    state.notice = Notice(.surprised)
    return effects + dabs.map { .journal(.stroke($0)) } + state.changedDrawing()
  }

  private static func undo(_ state: inout StudioState) -> [StudioEffect] {
    let effects = state.liftPen()
    guard state.drawing.canUndo else {
      state.notice = Notice(.nothingToUndo)
      return effects
    }
    let steps = state.groups.undone()
    for _ in 0..<steps { state.drawing.undo() }
    state.notice = Notice(.undone)
    return effects + [StudioEffect](repeating: .journal(.undo), count: steps) + state.changedDrawing()
  }

  private static func redo(_ state: inout StudioState) -> [StudioEffect] {
    let effects = state.liftPen()
    guard state.drawing.canRedo else {
      state.notice = Notice(.nothingToRedo)
      return effects
    }
    let steps = state.groups.redone()
    for _ in 0..<steps { state.drawing.redo() }
    state.notice = Notice(.redone)
    return effects + [StudioEffect](repeating: .journal(.redo), count: steps) + state.changedDrawing()
  }

  private static func toggleLive(_ state: inout StudioState) -> [StudioEffect] {
    state.isLive.toggle()
    state.notice = Notice(state.isLive ? .liveOn : .liveOff)
    let isShown = state.picture?.revision == state.drawing.revision && state.picture?.isDraft == false
    return isShown ? [] : state.changedDrawing()
  }

  /// A fresh page; undo brings the old one back, since children press buttons for the sound of it.
  static func freshPage(_ state: inout StudioState) -> [StudioEffect] {
    let effects = state.liftPen() + state.cancelTranslation()
    guard !state.drawing.isEmpty else {
      state.ideas.outline = []
      state.notice = Notice(.freshAlready)
      return effects
    }
    state.ideas.outline = []
    state.drawing.clear()
    state.groups.made()
    state.page += 1
    state.picture = nil
    state.showsPicture = false
    state.notice = Notice(.fresh)
    return effects + [.journal(.clear)]
  }
}

extension CrayonColour {
  var textKey: TextKey {
    switch self {
    case .red: .red
    case .orange: .orange
    case .yellow: .yellow
    case .green: .green
    case .blue: .blue
    case .purple: .purple
    case .pink: .pink
    case .brown: .brown
    }
  }
}

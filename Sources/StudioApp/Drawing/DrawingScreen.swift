import Pictures
import Studio
import Terminal

/// The page on which a child draws: its keys, its buttons, and what they do.
package enum DrawingScreen {
  package static func bindings(_ state: StudioState) -> [Binding] {
    let chips = chips(state).enumerated().map { Binding($1, Character(String($0 + 1)), nil) }
    return chips + [
      Binding(.tool(.pencil), "p", .pencil),
      Binding(.tool(.eraser), "e", .eraser),
      Binding(.tool(.line), "i", .line),
      Binding(.tool(.ellipse), "o", .ellipse),
      Binding(.tool(.scribble), "f", .scribble),
      Binding(.tool(.stamp), "t", .stamp),
      Binding(.tool(.crayon), "c", .crayon),
      Binding(.surprise, "s", .surprise),
      Binding(.size, "w", .size, also: [.character("+")]),
      Binding(.mirror, "x", .mirror),
      Binding(.joinGaps, "j", .joinGaps),
      Binding(.undo, "u", .undo, also: [.backspace]),
      Binding(.redo, "r", .redo, also: [.control("y")]),
      Binding(.freshPage, "n", .freshPage),
      Binding(.magic, .enter, .magic, also: [.character("m")]),
      Binding(.live, "l", .live),
      Binding(.keep, "k", .keep),
      Binding(.gallery, "g", .gallery),
      Binding(.artists, "y", .artists),
      Binding(.pickDomain, "d", .choose),
      Binding(.ideas, "b", .ideas),
      Binding(.flip, "v", showsDrawing(state) ? .seePicture : .seeCanvas),
      Binding(.replay, "a", .replay),
      .help,
      Binding(.quit, "q", .quit, also: [.control("c")]),
    ]
  }

  /// Whether before and after would show the picture next.
  private static func showsDrawing(_ state: StudioState) -> Bool {
    DrawingLayout(state.capabilities).showsBoth ? state.stage.sketch != nil : !state.showsPicture
  }

  /// What the digits choose: a stamp while stamps are at hand, else a crayon.
  static func chips(_ state: StudioState) -> [StudioAction] {
    state.tool == .stamp ? Stamp.allCases.map { .stamp($0) } : CrayonColour.allCases.map { .colour($0) }
  }

  package static func buttons(_ state: StudioState) -> [Button] {
    let layout = DrawingLayout(state.capabilities)
    let ascii = state.capabilities.unicode == .ascii
    let theme = Theme(state.capabilities)
    let chips = chips(state)
    let suggested = state.suggestedAction
    let buttons = bindings(state).compactMap { binding -> Button? in
      let isChip = chips.firstIndex(of: binding.action)
      guard let place = isChip.map({ layout.chips[$0] }) ?? layout.buttons[binding.action] else { return nil }
      var button = Button(binding, place, state.texts, ascii: ascii)
      button.icon = Icon(binding.action, state)
      button.isSuggested = binding.action == suggested
      switch binding.action {
      case .colour(let colour):
        button.look = .crayon(colour)
        button.isChosen = state.tool == .crayon && state.crayon == colour
        button.label = String(theme.symbol(colour))
      case .stamp(let stamp):
        button.look = .chip
        button.isChosen = state.tools.stamp == stamp
        button.label = Icon.stamp(stamp).symbol(theme)
      case .tool(let tool): button.isChosen = state.tool == tool
      case .mirror: button.isChosen = state.tools.isMirrored
      case .live: button.isChosen = state.isLive
      case .artists:
        let sign = String(theme.symbol(state.artist.colour))
        let name = state.texts[state.artist.animal.textKey]
        button.label = place.columns > 6 ? "\(name) \(sign)" : sign
        button.look = .crayon(state.artist.colour)
      case .undo: button.isEnabled = state.drawing.canUndo || state.tools.anchor != nil
      case .redo: button.isEnabled = state.drawing.canRedo
      case .replay: button.isEnabled = !state.drawing.isEmpty
      case .flip where layout.showsBoth: button.isEnabled = state.picture != nil
      case .keep: button.isEnabled = state.picture != nil || state.translation != nil
      default: break
      }
      if let tile = layout.tiles[binding.action] {
        button.look = .tile(isShaded: tile.isShaded)
        if !tile.hasLabel { button.label = button.icon?.symbol(theme) ?? button.label }
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
    // The pointer over the canvas ends the look at what undo did.
    if event.action == .move && layout.canvas.contains(column: event.column, row: event.row) { state.tools.echo = nil }
    return state.tool.isPen
      ? state.drawWithMouse(event, on: layout.canvas) : state.useToolWithMouse(event, on: layout.canvas)
  }

  package static func perform(_ action: StudioAction, _ state: inout StudioState) -> [StudioEffect] {
    switch action {
    case .tool(let tool): return choose(tool: tool, &state)
    case .colour(let colour):
      state.crayon = colour
      return choose(tool: .crayon, &state)
    case .stamp(let stamp):
      state.tools.stamp = stamp
      return choose(tool: .stamp, &state)
    case .size:
      // The stroke in progress keeps its width.
      state.nextSize()
      return []
    case .mirror: return state.toggleMirror()
    case .joinGaps: return state.joinGaps()
    case .surprise: return surprise(&state)
    case .undo: return state.undo()
    case .redo: return state.redo()
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
      if state.tools.drop() {
        state.notice = Notice(.shapeDropped)
        return []
      }
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
    state.tools.drop()
    state.tool = tool
    state.showsPicture = false
    state.notice =
      switch tool {
      case .pencil: Notice(.pencilChosen)
      case .eraser: Notice(.eraserChosen)
      case .line: Notice(.lineChosen)
      case .ellipse: Notice(.ellipseChosen)
      case .scribble: Notice(.scribbleChosen)
      case .stamp: Notice(.stampChosen, ["stamp": state.texts[state.tools.stamp.textKey]])
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

  /// Another colouring. Pressed again, it takes the place of the one before, as many colours would melt into brown.
  private static func surprise(_ state: inout StudioState) -> [StudioEffect] {
    var effects = state.liftPen()
    let recent = state.splashes.map(\.colour)
    guard let new = SurpriseColours(for: state.drawing.strokes, after: recent, using: &state.random) else {
      state.notice = Notice(.drawFirst)
      return effects
    }
    if let last = state.splashes.last, state.drawing.lastStepAdded(last.dabs), state.drawing.undo() {
      effects.append(.journal(.undo))
    }
    state.drawing.add(new.dabs)
    state.splashes = state.splashes.suffix(4) + [new]
    state.story.used("surprise")
    state.notice = Notice(.surprised)
    return effects + [.awaitJournal, .journal(.made(new.dabs))] + state.changedDrawing()
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
    state.tools.drop()
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

extension Stamp {
  var textKey: TextKey {
    switch self {
    case .heart: .heart
    case .star: .star
    case .triangle: .triangle
    case .square: .square
    case .eye: .eye
    case .nose: .nose
    case .smile: .smile
    case .wheel: .wheel
    }
  }
}

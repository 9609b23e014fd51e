import Pictures
import Studio
import Terminal

/// The page on which a child draws: its keys, its buttons, and what they do.
package struct DrawingScreen: StudioLayer {
  package enum Action: Hashable, Sendable {
    case tool(Tool)
    case colour(CrayonColour)
    case stamp(Stamp)
    /// The next of the three sizes; mirror drawing on or off; lines that nearly meet are joined.
    case size, mirror, joinGaps
    case surprise, undo, redo, freshPage
    case magic, live, keep
    /// Before and after: the drawing in the picture's place, or the picture in the canvas's where only one of them fits.
    case flip
    /// The drawing draws itself again.
    case replay
    /// Chooses a domain by its index.
    case domain(Int)
    /// Opens one of the studio's other screens.
    case open(ScreenEntry.ID)
    case help, quit
  }

  private static let help: [TextKey] = [
    .helpDraw, .helpKeys, .helpShapes, .helpChips, .helpMagic, .helpLive, .helpBack,
  ]

  package init() {}

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    let chips = Self.chips(bench).enumerated().map { Binding($1, Character(String($0 + 1)), nil) }
    return chips + [
      Binding(.tool(.pencil), "p", .pencil),
      Binding(.tool(.eraser), "e", .eraser),
      Binding(.tool(.line), "i", .line),
      Binding(.tool(.ellipse), "o", .ellipse),
      Binding(.tool(.bucket), "f", .bucket),
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
    ] + bench.surroundings.screens.map { Binding(.open($0.id), $0.key, $0.label) } + [
      Binding(.flip, "v", Self.showsDrawing(bench) ? .seePicture : .seeCanvas),
      Binding(.replay, "a", .replay),
      .help(.help),
      Binding(.quit, "q", .quit, also: [.control("c")]),
    ]
  }

  /// Whether before and after would show the picture next.
  private static func showsDrawing(_ bench: Workbench) -> Bool {
    DrawingLayout(bench).showsBoth ? bench.translation.sketch != nil : !bench.translation.isInFront
  }

  /// What the digits choose: a stamp while stamps are at hand, else a crayon.
  static func chips(_ bench: Workbench) -> [Action] {
    bench.tools.tool == .stamp ? Stamp.allCases.map { .stamp($0) } : CrayonColour.allCases.map { .colour($0) }
  }

  /// The button that stands out; nil while there is none to press.
  package static func suggestedAction(_ bench: Workbench) -> Action? {
    switch bench.nextStep {
    case .draw, .drawMore: .tool(.pencil)
    case .magic, .magicAgain: .magic
    case .wait: nil
    case .keep: .keep
    case .newPage: .freshPage
    }
  }

  package func buttons(_ bench: Workbench) -> [Button<Action>] {
    let layout = DrawingLayout(bench)
    let chips = Self.chips(bench)
    let buttons = bindings(bench).compactMap { binding -> Button<Action>? in
      let chip = chips.firstIndex(of: binding.action)
      guard let place = chip.map({ layout.chips[$0] }) ?? layout.buttons[binding.action] else { return nil }
      return button(binding, place, layout, bench)
    }
    return buttons + DomainStrip.buttons(bench, in: layout.domainStrip)
  }

  private func button(
    _ binding: Binding<Action>, _ place: Rectangle, _ layout: DrawingLayout, _ bench: Workbench
  ) -> Button<Action> {
    let theme = Theme(bench.capabilities)
    var button = Button(binding, place, bench.texts, ascii: theme.isASCII)
    button.icon = Icon(binding.action, bench)
    button.isSuggested = binding.action == Self.suggestedAction(bench)
    switch binding.action {
    case .colour(let colour):
      button.look = .crayon(colour)
      button.isChosen = bench.tools.tool.isCrayon && bench.tools.crayon == colour
      button.label = String(theme.symbol(colour))
    case .stamp(let stamp):
      button.look = .chip
      button.isChosen = bench.tools.stamp == stamp
      button.label = Icon.stamp(stamp).symbol(theme)
    case .tool(let tool): button.isChosen = bench.tools.tool == tool
    case .mirror: button.isChosen = bench.tools.isMirrored
    case .live: button.isChosen = bench.translation.isLive
    case .open(.artists):
      let sign = String(theme.symbol(bench.artist.colour))
      let name = bench.texts[bench.artist.animal.textKey]
      button.label = place.columns > 6 ? "\(name) \(sign)" : sign
      button.look = .crayon(bench.artist.colour)
    case .undo: button.isEnabled = bench.canvas.drawing.canUndo || bench.tools.anchor != nil
    case .redo: button.isEnabled = bench.canvas.drawing.canRedo
    case .replay: button.isEnabled = !bench.canvas.drawing.isEmpty
    case .flip: button.isEnabled = !layout.showsBoth || bench.translation.picture != nil
    case .keep: button.isEnabled = bench.translation.picture != nil || bench.translation.underWay != nil
    case .size, .joinGaps, .surprise, .freshPage, .magic, .domain, .open, .help, .quit: break
    }
    if let tile = layout.tiles[binding.action] {
      button.look = .tile(isShaded: tile.isShaded)
      if !tile.hasLabel { button.label = button.icon?.symbol(theme) ?? button.label }
    }
    return button
  }

  // MARK: - Update

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    switch action {
    case .tool(let tool): return bench.choose(tool: tool)
    case .colour(let colour):
      bench.tools.crayon = colour
      // Who pours goes on pouring, in the other colour.
      return bench.choose(tool: bench.tools.tool.isCrayon ? bench.tools.tool : .crayon)
    case .stamp(let stamp):
      bench.tools.stamp = stamp
      return bench.choose(tool: .stamp)
    case .size:
      // The stroke in progress keeps its width.
      bench.nextSize()
      return []
    case .mirror: return bench.toggleMirror()
    case .joinGaps: return bench.joinGaps()
    case .surprise: return bench.surprise()
    case .undo: return bench.undo()
    case .redo: return bench.redo()
    case .freshPage: return bench.freshPage()
    case .magic: return bench.makeMagic()
    case .live: return bench.toggleLive()
    case .keep: return bench.liftPen() + bench.keepPicture()
    case .flip: return bench.flip()
    case .replay: return bench.startReplay()
    case .domain(let index): return bench.choose(domain: index)
    case .open(let id):
      let entry = bench.surroundings.screens.first { $0.id == id }
      return bench.liftPen() + (entry?.open(&bench) ?? [])
    case .help: return bench.liftPen() + .push(HelpDialog(Self.help, bindings(bench)))
    case .quit: return leave(&bench)
    }
  }

  package mutating func key(_ key: Key, _ bench: inout Workbench) -> Outcome {
    if key == .escape { return back(&bench) }
    if key == .tab || key == .backTab { return bench.choose(tool: bench.tools.tool.moved(by: key == .tab ? 1 : -1)) }
    return bench.movePen(with: key)
  }

  package mutating func mouse(_ event: MouseEvent, _ bench: inout Workbench) -> Outcome {
    let layout = DrawingLayout(bench)
    let isOnCanvas = layout.canvas.contains(column: event.column, row: event.row)
    if bench.translation.isInFront && !layout.showsBoth && event.action == .press && isOnCanvas {
      // A child who presses on the picture wants to draw on.
      bench.translation.isInFront = false
      return bench.liftPen()
    }
    // The pointer over the canvas ends the look at what undo did.
    if event.action == .move && isOnCanvas { bench.tools.echo = nil }
    return bench.tools.tool.isPen
      ? bench.drawWithMouse(event, on: layout.canvas) : bench.useToolWithMouse(event, on: layout.canvas)
  }

  package mutating func receive(_ answer: StudioAnswer, _ bench: inout Workbench) -> Outcome {
    guard case .job(let answer) = answer, let guess = answer.value as? GuessDomain.Answer else { return [] }
    return bench.question(guess).map { .push($0) } ?? []
  }

  package mutating func intercepts(_ event: InputEvent, _ bench: inout Workbench) -> Bool {
    bench.interruptReplay(event, button: DrawingLayout(bench).buttons[.replay])
  }

  /// Escape: out of whatever was begun, at last out of the studio.
  private func back(_ bench: inout Workbench) -> Outcome {
    if bench.tools.pen == .keys { return bench.toggleKeyPen() }
    if bench.tools.drop() {
      bench.notice = Notice(.shapeDropped)
      return []
    }
    if bench.translation.isInFront && !DrawingLayout(bench).showsBoth {
      bench.translation.isInFront = false
      return []
    }
    return leave(&bench)
  }

  /// Closes the studio, after a question if the drawing does not hang in the gallery.
  private func leave(_ bench: inout Workbench) -> Outcome {
    let effects = bench.liftPen()
    return effects + (bench.isUnsaved ? .push(QuitDialog()) : [.quit(forgetDrawing: true)])
  }

  /// Back to the canvas from another screen.
  static func reopen(_ bench: inout Workbench) -> Outcome {
    bench.notice = Notice(.hello)
    return .show(DrawingScreen())
  }
}

extension Icon {
  /// The little picture on the button of an action.
  init?(_ action: DrawingScreen.Action, _ bench: Workbench) {
    switch action {
    case .tool(.pencil): self = .pencil
    case .tool(.eraser): self = .eraser
    case .tool(.line): self = .line
    case .tool(.ellipse): self = .ellipse
    case .tool(.bucket): self = .bucket
    case .tool(.crayon): self = .crayon
    case .tool(.stamp): self = .stamp(bench.tools.stamp)
    case .stamp(let stamp): self = .stamp(stamp)
    case .size: self = .size(bench.tools.size)
    case .mirror: self = .mirror
    case .joinGaps: self = .joinGaps
    case .surprise: self = .surprise
    case .undo: self = .undo
    case .redo: self = .redo
    case .live: self = .live
    case .magic: self = .magic
    case .keep: self = .keep
    case .open(.gallery): self = .gallery
    case .freshPage: self = .freshPage
    case .help: self = .help
    case .quit: self = .quit
    case .colour, .flip, .replay, .domain, .open: return nil
    }
  }
}

import Pictures
import Studio
import Terminal

/// The page of domains: a picture of each, chosen by a press, a number, or arrows and Enter.
package enum PickerScreen {
  package static func bindings(_ state: StudioState) -> [Binding] {
    let numbers = visible(state).compactMap { index in
      number(index).map { Binding(.domain(index), $0, nil) }
    }
    return numbers + [
      Binding(.choose, .enter, .choose, also: [.character(" ")]),
      Binding(.about, "i", .about),
      .help,
      Binding(.back, .escape, .back, also: [.character("d"), .character("q"), .control("c")]),
    ]
  }

  package static func buttons(_ state: StudioState) -> [Button] {
    let layout = layout(state)
    let tiles = zip(visible(state), layout.tiles).map { index, tile in
      var button = Button(.domain(index), tile, label: title(index, state))
      button.cap = number(index).map(String.init) ?? ""
      button.isChosen = index == state.picker.selected
      return button
    }
    return tiles + commandButtons(state)
  }

  private static func commandButtons(_ state: StudioState) -> [Button] {
    let commands = bindings(state).filter { $0.label != nil }
    return ButtonRow.place(commands, in: layout(state).buttonArea, state).map { button in
      var button = button
      if button.action == .choose { button.look = .primary }
      return button
    }
  }

  private static func layout(_ state: StudioState) -> PickerLayout {
    let widest = state.domains.indices.map { CharacterWidth.cells(of: caption($0, state)) }.max() ?? 0
    return PickerLayout(state.capabilities, count: state.domains.count, titleColumns: widest)
  }

  /// The domains on the page that is shown.
  private static func visible(_ state: StudioState) -> Range<Int> {
    let layout = layout(state)
    let first = layout.first(state.picker.selected)
    return first..<max(min(first + layout.tiles.count, state.domains.count), first)
  }

  /// The key of a domain: 1 to 9.
  private static func number(_ index: Int) -> Character? { index < 9 ? Character(String(index + 1)) : nil }

  private static func title(_ index: Int, _ state: StudioState) -> String {
    state.domains[index].titles.text(state.texts.language)
  }

  private static func caption(_ index: Int, _ state: StudioState) -> String {
    (number(index).map { "\($0) " } ?? "") + title(index, state)
  }

  // MARK: - Update

  package static func open(_ state: inout StudioState) -> [StudioEffect] {
    let effects = state.liftPen()
    guard !state.domains.isEmpty else {
      state.notice = Notice(.noDomain)
      return effects
    }
    state.screen = .picker
    state.picker.selected = state.domain
    state.notice = Notice(.pickerHint)
    return effects
  }

  /// A key that no binding answers to.
  package static func key(_ key: Key, _ state: inout StudioState) -> [StudioEffect] {
    let layout = layout(state)
    let steps: [Key: Int] = [
      .left: -1, .right: 1, .backTab: -1, .tab: 1, .up: -layout.perRow, .down: layout.perRow,
      .pageUp: -layout.tiles.count, .pageDown: layout.tiles.count, .home: -state.domains.count,
      .end: state.domains.count,
    ]
    if let step = steps[key] {
      state.picker.selected = min(max(state.picker.selected + step, 0), max(state.domains.count - 1, 0))
    }
    return []
  }

  package static func mouse(_ event: MouseEvent, _ state: inout StudioState) -> [StudioEffect] {
    switch event.action {
    case .wheelUp: key(.up, &state)
    case .wheelDown: key(.down, &state)
    default: []
    }
  }

  package static func perform(_ action: StudioAction, _ state: inout StudioState) -> [StudioEffect] {
    switch action {
    case .domain(let index):
      state.screen = .drawing
      return DrawingScreen.choose(domain: index, &state)
    case .choose: return perform(.domain(state.picker.selected), &state)
    case .about: return AboutScreen.open(&state)
    case .help:
      state.dialog = .help
      return []
    case .back:
      state.screen = .drawing
      state.notice = Notice(.hello)
      return []
    default: return []
    }
  }

  // MARK: - Render

  package static func render(_ state: StudioState, _ painter: inout Painter) {
    let theme = painter.theme
    painter.text(
      state.texts[.pickerHeading], column: 1, row: 0, width: painter.grid.columns - 2, style: theme.heading)
    for button in buttons(state) {
      guard case .domain(let index) = button.action else {
        painter.button(button)
        continue
      }
      let tile = button.rectangle
      let isChosen = button.isChosen
      painter.box(tile, style: isChosen ? theme.chosen : theme.frame, lines: isChosen ? theme.strongLines : nil)
      if let sample = state.ideas.library.samples[state.domains[index].name] {
        painter.picture(sample, in: tile.inset(), generation: index)
      } else {
        painter.grid.fill(tile.inset(), with: Cell(style: theme.paper))
        painter.paragraph(theme.mascot, in: tile.inset(), style: theme.paperHint)
      }
      if isChosen {
        painter.grid.write(
          theme.isASCII ? ">" : "▶", column: tile.column + 1, row: tile.row, style: theme.chosen, maxWidth: 1)
      }
      painter.text(
        " " + caption(index, state) + " ", column: tile.column + 1, row: tile.endRow - 1, width: tile.columns - 2,
        style: isChosen ? theme.chosen : theme.heading, align: .centre)
    }
    painter.notice(state, row: layout(state).messageRow)
  }
}

import Generation
import Studio
import Terminal

/// The page about a domain: what its checkpoint's model card says.
package enum AboutScreen {
  package static func bindings(_ state: StudioState) -> [Binding] {
    let scrolling =
      lastTop(state) > 0 ? [Binding(.previousPage, .pageUp, .up), Binding(.nextPage, .pageDown, .down)] : []
    let leafing =
      state.domains.count > 1 ? [Binding(.nextDomain, .right, .nextDomain, also: [.tab, .character("n")])] : []
    return [Binding(.choose, .enter, .choose, also: [.character(" ")])] + leafing + scrolling + [
      Binding(.back, .escape, .back, also: [.character("i"), .character("q"), .control("c")])
    ]
  }

  package static func buttons(_ state: StudioState) -> [Button] {
    var buttons = ButtonRow.place(bindings(state), in: AboutLayout(state.capabilities).buttonArea, state)
    for index in buttons.indices {
      switch buttons[index].action {
      case .choose: buttons[index].look = .primary
      case .previousPage: buttons[index].isEnabled = state.picker.aboutTop > 0
      case .nextPage: buttons[index].isEnabled = state.picker.aboutTop < lastTop(state)
      default: break
      }
    }
    return buttons
  }

  // MARK: - Update

  /// Tells about the marked domain.
  package static func open(_ state: inout StudioState) -> [StudioEffect] {
    state.screen = .about
    state.picker.aboutTop = 0
    state.notice = Notice(.aboutHint)
    return []
  }

  /// A key that no binding answers to.
  package static func key(_ key: Key, _ state: inout StudioState) -> [StudioEffect] {
    switch key {
    case .up: scroll(-1, &state)
    case .down: scroll(1, &state)
    case .home: scroll(-state.picker.aboutTop, &state)
    case .end: scroll(lastTop(state), &state)
    case .left, .backTab: leaf(-1, &state)
    default: break
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
    let page = AboutLayout(state.capabilities).card.rows
    switch action {
    case .choose: return PickerScreen.perform(.choose, &state)
    case .nextDomain: leaf(1, &state)
    case .previousPage: scroll(-page, &state)
    case .nextPage: scroll(page, &state)
    case .back:
      state.screen = .picker
      state.notice = Notice(.pickerHint)
    default: break
    }
    return []
  }

  private static func leaf(_ step: Int, _ state: inout StudioState) {
    let count = max(state.domains.count, 1)
    state.picker.selected = (state.picker.selected + step + count) % count
    state.picker.aboutTop = 0
  }

  private static func scroll(_ rows: Int, _ state: inout StudioState) {
    state.picker.aboutTop = min(max(state.picker.aboutTop + rows, 0), lastTop(state))
  }

  /// The last line of the card that can be the first seen.
  private static func lastTop(_ state: StudioState) -> Int {
    let card = AboutLayout(state.capabilities).card
    return max(CardText.lines(state, width: card.columns).count - card.rows, 0)
  }

  // MARK: - Render

  package static func render(_ state: StudioState, _ painter: inout Painter) {
    let layout = AboutLayout(state.capabilities)
    let theme = painter.theme
    guard let domain = state.markedDomain else { return }
    let title = "\(state.texts[.aboutHeading]): \(domain.titles.text(state.texts.language))"
    painter.text(title, column: 1, row: 0, width: painter.grid.columns - 2, style: theme.heading)
    if !layout.sample.isEmpty {
      painter.box(layout.sample)
      if let sample = state.ideas.library.samples[domain.name] {
        painter.picture(sample, in: layout.sample.inset(), generation: state.picker.selected)
      } else {
        painter.grid.fill(layout.sample.inset(), with: Cell(style: theme.paper))
        painter.paragraph(theme.mascot, in: layout.sample.inset(), style: theme.paperHint)
      }
    }
    let lines = CardText.lines(state, width: layout.card.columns)
    // A window that has grown may leave the first line seen too far down.
    let top = min(state.picker.aboutTop, lastTop(state))
    for (index, line) in lines.dropFirst(top).prefix(layout.card.rows).enumerated() {
      let row = layout.card.row + index
      let indent = line.heading.isEmpty ? 0 : CharacterWidth.cells(of: line.heading) + 2
      painter.text(
        line.heading, column: layout.card.column, row: row, width: layout.card.columns, style: theme.heading)
      guard !line.words.isEmpty else { continue }
      painter.text(
        line.words, column: layout.card.column + indent, row: row, width: layout.card.columns - indent,
        style: theme.desk)
    }
    for button in buttons(state) { painter.button(button) }
    painter.notice(state, row: layout.messageRow)
  }
}

extension StudioState {
  /// The domain that is marked on the page of domains.
  var markedDomain: DomainInfo? { domains.indices.contains(picker.selected) ? domains[picker.selected] : nil }
}

import Terminal

/// What can be done on a screen and with which keys, on as many pages as the window needs.
package enum HelpDialog {
  package static func bindings(_ state: StudioState) -> [Binding] {
    let close = Binding(
      .back, .escape, .close,
      also: [.enter, .character("h"), .character("?"), .character("q"), .character(" "), .control("c"), .function(1)])
    let turn = pages(state).count > 1 ? [Binding(.nextPage, .right, .more, also: [.pageDown, .tab])] : []
    return turn + [close]
  }

  package static func box(_ state: StudioState) -> DialogBox {
    let pages = pages(state)
    return DialogBox(
      heading: state.texts[.helpHeading], text: pages[min(state.helpPage, pages.count - 1)], bindings: bindings(state),
      state)
  }

  package static func perform(_ action: StudioAction, _ state: inout StudioState) -> [StudioEffect] {
    switch action {
    case .back:
      state.dialog = nil
      state.helpPage = 0
    case .nextPage: state.helpPage = (state.helpPage + 1) % pages(state).count
    default: break
    }
    return []
  }

  /// The lines, cut into pages that fit the window; at least one page.
  package static func pages(_ state: StudioState) -> [[String]] {
    let lines = HelpText.lines(state)
    // The frame and one row for each of two buttons.
    let room = max(state.capabilities.rows - 4, 1)
    return stride(from: 0, to: lines.count, by: room).map { Array(lines[$0..<min($0 + room, lines.count)]) }
  }
}

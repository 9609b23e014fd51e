/// What the keys do: all of the drawing screen's, on as many pages as the window needs.
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
    let words = [
      TextKey.helpDraw, .helpKeys, .helpShapes, .helpChips, .helpMagic, .helpLive, .helpBack,
    ].map { state.texts[$0] }
    let lines = words + table(state)
    // The frame and one row for each of two buttons.
    let room = max(state.capabilities.rows - 4, 1)
    return stride(from: 0, to: lines.count, by: room).map { Array(lines[$0..<min($0 + room, lines.count)]) }
  }

  /// Every key that has a word, side by side as many as the dialog is wide.
  private static func table(_ state: StudioState) -> [String] {
    let ascii = state.capabilities.unicode == .ascii
    let width = 12
    let perLine = max(DialogBox.innerWidth(state.capabilities) / width, 1)
    let cells = DrawingScreen.bindings(state).compactMap { binding -> String? in
      guard let label = binding.label else { return nil }
      return binding.key.cap(ascii: ascii) + " " + state.texts[label]
    }
    return stride(from: 0, to: cells.count, by: perLine).map { first in
      cells[first..<min(first + perLine, cells.count)].map { cell in
        cell + String(repeating: " ", count: max(width - CharacterWidth.cells(of: cell), 1))
      }.joined()
    }.map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
  }
}

import Studio
import Terminal

/// What can be done on a screen and with which keys, on as many pages as the window needs.
package struct HelpDialog: BoxedDialog {
  package enum Action: Hashable, Sendable { case close, turn }

  /// What is said about the screen, before its keys.
  private let sentences: [TextKey]
  /// The screen's keys that have a word.
  private let keys: [KeyName]
  /// Which page is open.
  package private(set) var page = 0

  private struct KeyName: Hashable, Sendable {
    let key: Key
    let label: TextKey
  }

  /// - Parameters:
  ///   - sentences: what to say about the screen.
  ///   - bindings: the screen's keys; those with a word are listed.
  package init<Action>(_ sentences: [TextKey], _ bindings: [Binding<Action>]) {
    self.sentences = sentences
    keys = bindings.compactMap { binding in binding.label.map { KeyName(key: binding.key, label: $0) } }
  }

  package func bindings(_ bench: Workbench) -> [Binding<Action>] {
    let close = Binding(
      Action.close, .escape, .close,
      also: [.enter, .character("h"), .character("?"), .character("q"), .character(" "), .control("c"), .function(1)])
    let turn = pages(bench).count > 1 ? [Binding(Action.turn, .right, .more, also: [.pageDown, .tab])] : []
    return turn + [close]
  }

  package func heading(_ bench: Workbench) -> String { bench.texts[.helpHeading] }

  package func text(_ bench: Workbench) -> [String] {
    let pages = pages(bench)
    return pages[min(page, pages.count - 1)]
  }

  package mutating func perform(_ action: Action, _ bench: inout Workbench) -> Outcome {
    switch action {
    case .close: return .close
    case .turn:
      page = (page + 1) % pages(bench).count
      return []
    }
  }

  /// The lines, cut into pages that fit the window; at least one page.
  package func pages(_ bench: Workbench) -> [[String]] {
    let lines = sentences.map { bench.texts[$0] } + table(bench)
    // The frame and one row for each of two buttons.
    let room = max(bench.capabilities.rows - 4, 1)
    return stride(from: 0, to: lines.count, by: room).map { Array(lines[$0..<min($0 + room, lines.count)]) }
  }

  /// The keys side by side, as many as the dialog is wide.
  private func table(_ bench: Workbench) -> [String] {
    let ascii = bench.capabilities.unicode == .ascii
    let width = 12
    let perLine = max(DialogWidth.inner(bench.capabilities) / width, 1)
    let cells = keys.map { $0.key.cap(ascii: ascii) + " " + bench.texts[$0.label] }
    return stride(from: 0, to: cells.count, by: perLine).map { first in
      cells[first..<min(first + perLine, cells.count)].map { cell in
        cell + String(repeating: " ", count: max(width - CharacterWidth.cells(of: cell), 1))
      }.joined()
    }.map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
  }
}

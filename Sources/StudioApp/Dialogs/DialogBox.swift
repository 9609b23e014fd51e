import Terminal

/// A box over the screen: a heading, some lines, and buttons below each other.
package struct DialogBox<Action> {
  package let heading: String
  package let lines: [String]
  package let frame: Rectangle
  package let buttons: [Button<Action>]

  /// - Parameters:
  ///   - text: broken into lines where it is one paragraph.
  ///   - bindings: the answers; the first is the one that stands out.
  init(heading: String, text: [String], bindings: [Binding<Action>], _ bench: Workbench) {
    let capabilities = bench.capabilities
    let ascii = capabilities.unicode == .ascii
    let inner = DialogWidth.inner(capabilities)
    let lines = text.count == 1 ? WrappedText.lines(text[0], width: inner) : text
    let isRoomy = capabilities.rows >= lines.count + 3 * bindings.count + 5
    let height = isRoomy ? 3 : 1
    let gap = isRoomy ? 1 : 0
    let rows = 2 + lines.count + 2 * gap + bindings.count * height
    let screen = Rectangle(columns: capabilities.columns, rows: capabilities.rows)
    let frame = screen.centred(columns: inner + 4, rows: rows)
    self.frame = frame
    self.lines = lines
    self.heading = heading
    buttons = bindings.enumerated().map { index, binding in
      let width = min(inner, 28)
      let place = Rectangle(
        column: frame.column + (frame.columns - width) / 2,
        row: frame.row + 1 + gap + lines.count + gap + index * height, columns: width, rows: height)
      var button = Button(binding, place, bench.texts, ascii: ascii)
      button.look = index == 0 ? .primary : .answer
      return button
    }
  }

  package func render(_ painter: inout Painter) {
    painter.cover(frame, style: painter.theme.desk)
    painter.box(frame, heading: heading, style: painter.theme.heading, lines: painter.theme.strongLines)
    let isRoomy = buttons.first.map { $0.rectangle.rows == 3 } ?? false
    for (index, line) in lines.enumerated() {
      painter.text(
        line, column: frame.column + 2, row: frame.row + 1 + (isRoomy ? 1 : 0) + index, width: frame.columns - 4,
        style: painter.theme.desk)
    }
    for button in buttons { painter.button(button) }
  }
}

enum DialogWidth {
  /// The columns that a dialog's lines have.
  static func inner(_ capabilities: Capabilities) -> Int { min(capabilities.columns - 4, 50) }
}

/// A dialog that is a box: what it says and what can be answered is all there is to it.
package protocol BoxedDialog: StudioLayer {
  func heading(_ bench: Workbench) -> String
  /// One paragraph, or lines.
  func text(_ bench: Workbench) -> [String]
}

extension BoxedDialog {
  package func box(_ bench: Workbench) -> DialogBox<Action> {
    DialogBox(heading: heading(bench), text: text(bench), bindings: bindings(bench), bench)
  }

  package func buttons(_ bench: Workbench) -> [Button<Action>] { box(bench).buttons }

  package func render(_ bench: Workbench, _ painter: inout Painter) { box(bench).render(&painter) }
}

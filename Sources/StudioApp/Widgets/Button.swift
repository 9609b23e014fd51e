import Pictures
import Terminal

/// A place on the screen that does something when the mouse presses it.
package struct Button<Action> {
  package var action: Action
  package var rectangle: Rectangle
  /// The key that does the same, as printed on it.
  package var cap: String
  package var label: String
  package var icon: Icon?
  package var look = ButtonLook.card
  package var isChosen = false
  package var isEnabled = true
  /// Whether it is what the mascot would press next.
  package var isSuggested = false

  package init(_ binding: Binding<Action>, _ rectangle: Rectangle, _ texts: Texts, ascii: Bool) {
    action = binding.action
    self.rectangle = rectangle
    cap = binding.key.cap(ascii: ascii)
    label = binding.label.map { texts[$0] } ?? ""
  }

  /// A button without a key of its own.
  package init(_ action: Action, _ rectangle: Rectangle, label: String) {
    self.action = action
    self.rectangle = rectangle
    cap = ""
    self.label = label
  }

  /// The columns between key and label. None on the narrowest crayons, so that each number clearly belongs to its sign.
  package var gap: Int {
    switch look {
    case .crayon where rectangle.columns < 4, .chip where rectangle.columns < 4: return 0
    default: break
    }
    return cap.isEmpty || label.isEmpty ? 0 : 1
  }

  /// Whether it is part of a list, where the keys line up.
  var isListed: Bool {
    switch look {
    case .card, .tile: !cap.isEmpty
    case .primary, .crayon, .chip, .answer: false
    }
  }

  /// The columns that cap and label need.
  package var contentWidth: Int { CharacterWidth.cells(of: cap) + gap + CharacterWidth.cells(of: label) }

  /// The same button for another action.
  package func map<Other>(_ change: (Action) -> Other) -> Button<Other> {
    var other = Button<Other>(change(action), rectangle, label: label)
    other.cap = cap
    other.icon = icon
    other.look = look
    other.isChosen = isChosen
    other.isEnabled = isEnabled
    other.isSuggested = isSuggested
    return other
  }
}

extension Button: Equatable where Action: Equatable {}
extension Button: Sendable where Action: Sendable {}

/// How a button looks apart from being chosen or not.
package enum ButtonLook: Hashable, Sendable {
  case card
  /// The one that matters most.
  case primary
  case crayon(CrayonColour)
  /// A small one among its like, such as a stamp's sign.
  case chip
  /// One of the tool panel's. Neighbours are shaded in turn, which tells them apart without lines.
  case tile(isShaded: Bool)
  /// As a card, with its words in the middle.
  case answer
}

/// Buttons side by side that fill their rows, each as wide as its words plus a share of what is left.
package enum ButtonRow {
  /// Buttons for the bindings. A block of three rows holds framed buttons, any other as many lines as it has rows.
  package static func place<Action>(
    _ bindings: [Binding<Action>], in area: Rectangle, _ bench: Workbench
  ) -> [Button<Action>] {
    let ascii = bench.capabilities.unicode == .ascii
    let height = area.rows == 3 ? 3 : 1
    let lines = max(area.rows / height, 1)
    let perLine = max((bindings.count + lines - 1) / lines, 1)
    return stride(from: 0, to: bindings.count, by: perLine).flatMap { first in
      let row = area.row + first / perLine * height
      var buttons = bindings[first..<min(first + perLine, bindings.count)].map {
        Button($0, Rectangle(column: 0, row: row, columns: 0, rows: height), bench.texts, ascii: ascii)
      }
      let needed = buttons.map { $0.contentWidth + (height == 3 ? 3 : 0) }
      let spare = max(area.columns - needed.reduce(0, +), 0)
      var column = area.column
      for index in buttons.indices {
        let share = spare * (index + 1) / buttons.count - spare * index / buttons.count
        let width = needed[index] + share
        // Buttons keep apart where there is room for it.
        let gap = height == 3 || share > 0 ? 1 : 0
        buttons[index].rectangle.column = column
        buttons[index].rectangle.columns = width - gap
        column += width
      }
      return buttons
    }
  }
}

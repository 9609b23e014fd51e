import Pictures
import Terminal

/// A place on the screen that does something when the mouse presses it.
package struct Button: Equatable, Sendable {
  /// How a button looks apart from being chosen or not.
  package enum Look: Hashable, Sendable {
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

  package var action: StudioAction
  package var rectangle: Rectangle
  /// The key that does the same, as printed on it.
  package var cap: String
  package var label: String
  package var icon: Icon?
  package var look = Look.card
  package var isChosen = false
  package var isEnabled = true
  /// Whether it is what the mascot would press next.
  package var isSuggested = false

  package init(_ binding: Binding, _ rectangle: Rectangle, _ texts: Texts, ascii: Bool) {
    action = binding.action
    self.rectangle = rectangle
    cap = binding.key.cap(ascii: ascii)
    label = binding.label.map { texts[$0] } ?? ""
  }

  /// A button without a key of its own.
  package init(_ action: StudioAction, _ rectangle: Rectangle, label: String) {
    self.action = action
    self.rectangle = rectangle
    cap = ""
    self.label = label
  }

  /// The columns between cap and label. On the narrowest crayons they stand together, so that each number is seen to
  /// belong to its sign.
  package var gap: Int {
    switch look {
    case .crayon where rectangle.columns < 4, .chip where rectangle.columns < 4: return 0
    default: break
    }
    return cap.isEmpty || label.isEmpty ? 0 : 1
  }

  /// Whether it stands in a list, where the keys form a column.
  var isListed: Bool {
    switch look {
    case .card, .tile: !cap.isEmpty
    case .primary, .crayon, .chip, .answer: false
    }
  }

  /// The columns that cap and label need.
  package var contentWidth: Int { CharacterWidth.cells(of: cap) + gap + CharacterWidth.cells(of: label) }
}

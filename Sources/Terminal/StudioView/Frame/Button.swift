import Pictures

/// A place on the screen that does something when the mouse presses it.
package struct Button: Equatable, Sendable {
  /// How a button looks apart from being chosen or not.
  package enum Look: Hashable, Sendable {
    case card
    /// The one that matters most.
    case primary
    case crayon(CrayonColour)
    /// As a card, with its words in the middle.
    case answer
  }

  package var action: StudioAction
  package var rectangle: Rectangle
  /// The key that does the same, as printed on it.
  package var cap: String
  package var label: String
  package var look = Look.card
  package var isChosen = false
  package var isEnabled = true

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
    if case .crayon = look, rectangle.columns < 4 { return 0 }
    return cap.isEmpty || label.isEmpty ? 0 : 1
  }

  /// The columns that cap and label need.
  package var contentWidth: Int { CharacterWidth.cells(of: cap) + gap + CharacterWidth.cells(of: label) }
}

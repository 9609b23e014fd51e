/// What a person or the terminal did.
package enum InputEvent: Hashable, Sendable {
  case key(Key)
  case mouse(MouseEvent)
  /// The window has a new size; ``Capabilities`` have been measured again.
  case resize
  /// The process was stopped and goes on.
  case resumed
  /// Text that was pasted; never drawing.
  case paste(String)
  case focus(Bool)
}

/// A key without chords. Letters arrive as typed; Hangul letters arrive as the Latin letter of the same key.
package enum Key: Hashable, Sendable {
  case character(Character)
  case enter, escape, tab, backTab, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
  /// A letter held with Control, in lower case: `.control("c")`.
  case control(Character)
}

/// Something the mouse did.
package struct MouseEvent: Hashable, Sendable {
  package enum Action: Hashable, Sendable { case press, drag, release, move, wheelUp, wheelDown }
  package enum Button: Hashable, Sendable { case left, middle, right, none }

  package var action: Action
  package var button: Button
  /// Cells from the left edge, with a fraction where the terminal reports pixels (else the cell's middle, n + 0.5).
  package var column: Double
  /// Cells from the top edge, likewise.
  package var row: Double

  package init(_ action: Action, button: Button = .left, column: Double, row: Double) {
    self.action = action
    self.button = button
    self.column = column
    self.row = row
  }
}

import Pictures
import Studio

/// What the pen is at the moment.
package enum StudioTool: Hashable, Sendable, CaseIterable {
  case pencil, eraser, line, ellipse, scribble, stamp, crayon

  /// Whether it draws as it is moved; the others place whole shapes.
  package var isPen: Bool { self == .pencil || self == .eraser || self == .crayon }
}

/// Everything a person can ask the studio to do, whether by key or by button.
package enum StudioAction: Hashable, Sendable {
  // Drawing.
  case tool(StudioTool)
  case colour(CrayonColour)
  case stamp(Stamp)
  /// The next of the three sizes; mirror drawing on or off; lines that nearly meet are joined.
  case size, mirror, joinGaps
  case surprise, undo, redo, freshPage
  case magic, live, keep
  /// Before and after: the drawing in the picture's place, or the picture in the canvas's where only one of them fits.
  case flip
  /// The drawing draws itself again.
  case replay
  /// Chooses a domain by its index.
  case domain(Int)
  case nextDomain
  /// Opens the page of domains.
  case pickDomain
  /// Opens the page of ideas.
  case ideas
  case gallery, help, quit

  // Gallery.
  /// Chooses a picture by its index on the page.
  case select(Int)
  case open, editAgain, moveToTrash, restore
  /// From the gallery to its trash and back.
  case showTrash
  case previousPage, nextPage

  // Domains and ideas.
  /// Takes the marked domain.
  case choose
  case takePrompt, nextPrompt
  /// Gives an outline to trace, or half of one to complete.
  case trace, finishHalf

  /// Recorded drawings through every domain.
  case demo

  // Everywhere.
  case back

  // Answers in dialogs.
  case goOn, startFresh, keepAndLeave, leave, stay
}

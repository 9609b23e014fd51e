import Pictures
import Studio
import Terminal

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
  /// Chooses a picture of the gallery, counted from the newest, or a sticker by its index.
  case select(Int)
  case open, editAgain, moveToTrash, restore
  /// From the gallery to its trash and back.
  case showTrash
  case previousPage, nextPage

  /// Hangs a picture on the wall of favourites, or takes it down from there.
  case favourite
  case slideshow
  /// Goes on to the next choice of a filter.
  case filter(GalleryFacet)

  // Artists and stickers.
  case artists, stickers
  case animal(Artist.Animal)
  case artistColour(CrayonColour)
  // Domains and ideas.
  /// Takes the marked domain.
  case choose
  /// Tells where the marked domain's magic comes from.
  case about
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

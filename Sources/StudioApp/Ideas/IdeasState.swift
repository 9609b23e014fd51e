import Pictures
import Studio
import Terminal

/// What the child was given to draw, and what the page of ideas shows.
package struct IdeasState: Equatable, Sendable {
  package var library = StudioLibrary()
  /// Nil until the calendar was looked at.
  package var today: CalendarDay?
  /// How many ideas further than today's the page shows.
  package var ahead = 0
  /// Index of the chosen outline among those of the domain.
  package var selected = 0

  /// The idea that the child took and has not answered yet.
  package var prompt: Prompt?
  /// The lines to trace, seen faintly below the drawing and no part of it.
  package var outline: [Stroke] = []

  package init(library: StudioLibrary = StudioLibrary()) {
    self.library = library
  }

  /// The idea on the page.
  package var shownPrompt: Prompt? { today.flatMap { library.prompts[$0.number + ahead] } }
}

extension StudioState {
  /// The outlines of the chosen domain.
  var starters: [Starter] { chosenDomain.flatMap { ideas.library.starters[$0.name] } ?? [] }

  var chosenStarter: Starter? { starters.indices.contains(ideas.selected) ? starters[ideas.selected] : nil }
}

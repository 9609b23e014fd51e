/// What a domain is called on the screen.
package struct DomainTitles: Hashable, Codable, Sendable {
  package var english: String
  package var korean: String

  package init(english: String, korean: String) {
    self.english = english
    self.korean = korean
  }
}

/// A kind of picture that the studio can make, and the checkpoint that makes it.
package struct DomainInfo: Hashable, Sendable, Identifiable {
  /// The checkpoint's file name without its ending, such as `panda`, or what a checkpoint of several domains calls it;
  /// unique within a catalogue.
  package let name: String
  package let titles: DomainTitles
  /// Where the checkpoint lies.
  package let path: String
  /// Whether it came with the program rather than from the user.
  package let isBuiltIn: Bool
  /// What the checkpoint says of itself; nil where it says nothing.
  package let card: DomainCard?
  /// Why it cannot be chosen; nil where it can.
  package let problem: DomainProblem?

  package var id: String { name }

  package init(
    name: String, titles: DomainTitles, path: String, isBuiltIn: Bool, card: DomainCard? = nil,
    problem: DomainProblem? = nil
  ) {
    self.name = name
    self.titles = titles
    self.path = path
    self.isBuiltIn = isBuiltIn
    self.card = card
    self.problem = problem
  }
}

/// Why a checkpoint is of no use to the studio.
package enum DomainProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file is damaged, or holds no network that this program knows; the sentence says what is wrong with it.
  case unusable(String)
  /// Its network reads something else than a drawing; the sentence says what.
  case notForDrawing(String)

  package var description: String {
    switch self {
    case .unusable(let sentence), .notForDrawing(let sentence): sentence
    }
  }
}

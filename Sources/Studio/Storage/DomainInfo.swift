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
  /// The checkpoint's file name without its ending, such as `panda`; unique within a catalogue.
  package let name: String
  package let titles: DomainTitles
  /// Where the checkpoint lies.
  package let path: String
  /// Whether it came with the program rather than from the user.
  package let isBuiltIn: Bool
  /// What the checkpoint says of itself; nil where it says nothing.
  package let card: DomainCard?

  package var id: String { name }

  package init(name: String, titles: DomainTitles, path: String, isBuiltIn: Bool, card: DomainCard? = nil) {
    self.name = name
    self.titles = titles
    self.path = path
    self.isBuiltIn = isBuiltIn
    self.card = card
  }
}

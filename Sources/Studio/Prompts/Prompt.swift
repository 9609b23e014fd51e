import Generation

/// An idea for a drawing, such as "a panda with a balloon".
package struct Prompt: Hashable, Sendable, Identifiable, Decodable {
  /// Never given to another idea, since the gallery's notes carry it.
  package let id: String
  /// The name of the domain it is meant for.
  package let domain: String
  package let words: DomainTitles

  package init(id: String, domain: String, words: DomainTitles) {
    self.id = id
    self.domain = domain
    self.words = words
  }

  private enum CodingKeys: String, CodingKey { case id, domain, en, ko }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    id = try fields.decode(String.self, forKey: .id)
    domain = try fields.decode(String.self, forKey: .domain)
    words = DomainTitles(
      english: try fields.decode(String.self, forKey: .en), korean: try fields.decode(String.self, forKey: .ko))
  }
}

/// The ideas, in the order in which days go through them.
package struct PromptList: Hashable, Sendable {
  package let prompts: [Prompt]

  package init(_ prompts: [Prompt] = []) {
    self.prompts = prompts
  }

  /// The idea of a day: the same for everyone who has the same list. Nil where the list is empty.
  package func prompt(of day: CalendarDay) -> Prompt? { self[day.number] }

  /// The idea at a place of the endless row that the list makes when it is gone through again and again.
  package subscript(place: Int) -> Prompt? {
    guard !prompts.isEmpty else { return nil }
    let rest = place % prompts.count
    return prompts[rest < 0 ? rest + prompts.count : rest]
  }
}

/// Counts over an artist's pictures, one picture at a time.
struct ArtistHistory: Hashable, Sendable {
  private(set) var pictures = 0
  private(set) var perDomain: [String: Int] = [:]
  private(set) var perDay: [String: Int] = [:]
  /// The prompts answered; one answered twice counts once.
  private(set) var prompts: Set<String> = []
  private(set) var remixes = 0
  private(set) var threeStars = 0

  mutating func add(_ picture: Creation) {
    pictures += 1
    perDomain[picture.domain, default: 0] += 1
    perDay[picture.facts.day, default: 0] += 1
    if let prompt = picture.facts.story.prompt { prompts.insert(prompt) }
    if picture.facts.story.remixOf != nil { remixes += 1 }
    if picture.shownStars == 3 { threeStars += 1 }
  }
}

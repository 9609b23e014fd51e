import Foundation
import Pictures

/// The facts behind a creation's stars and stickers, kept with the picture so that everything can be counted again.
package struct CreationFacts: Hashable, Codable, Sendable {
  package var ink: InkFacts
  /// Share of the crayon's dabs whose colour the picture has, 0…1; nil where there is no crayon.
  package var hintFollowing: Double?
  /// The day by the wall clock where the picture was kept, such as `2026-11-21`: in another time zone the same moment
  /// would be another day.
  package var day: String
  package var story: PageStory
  /// The number of the rule that gave it its stars; one that this program does not know is a later program's.
  package var starRule: Int

  package init(
    ink: InkFacts, hintFollowing: Double?, day: String, story: PageStory = PageStory(),
    starRule: Int = StarRule.current.rawValue
  ) {
    self.ink = ink
    self.hintFollowing = hintFollowing
    self.day = day
    self.story = story
    self.starRule = starRule
  }

  /// What is known of a picture whose facts were not kept.
  package init(strokeCount: Int, created: Date) {
    var ink = InkFacts()
    ink.strokes = strokeCount
    self.init(ink: ink, hintFollowing: nil, day: Self.day(created), starRule: StarRule.first.rawValue)
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      ink: try container.decode(InkFacts.self, forKey: .ink),
      hintFollowing: try container.decodeIfPresent(Double.self, forKey: .hintFollowing),
      day: try container.decode(String.self, forKey: .day),
      story: try container.decode(PageStory.self, forKey: .story),
      // Written down since there was a second one.
      starRule: try container.decodeIfPresent(Int.self, forKey: .starRule) ?? StarRule.first.rawValue)
  }

  /// `2026-11-21` by the wall clock.
  package static func day(_ date: Date, timeZone: TimeZone = .current) -> String {
    String(GalleryFolder.stamp(date, timeZone: timeZone).prefix(10))
  }

  /// Whether what can be measured is the same but for rounding.
  package func agrees(with other: CreationFacts) -> Bool {
    ink.agrees(with: other.ink) && abs((hintFollowing ?? -1) - (other.hintFollowing ?? -1)) <= 0.01
  }
}

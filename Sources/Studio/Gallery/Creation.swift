import Files
import Foundation
import Pictures

/// A picture kept in the gallery and everything that is known about it.
///
/// This one record is a row of the index (`Creation+Row`), the JSON text inside the PNG files (`Creation+Metadata`), an
/// entry of an archive's `index.json`, and what the gallery remembers of pictures deleted for good.
package struct Creation: Hashable, Identifiable, Sendable {
  /// The index's number; 0 for one that is in no index.
  package var id: Int64
  /// Tells it apart from every other picture, whichever gallery it hangs in: see ``newIdentity()``. Nil for one that an
  /// earlier version kept.
  package var identity: String?
  package var created: Date
  /// The domain's name, as in `DomainInfo`.
  package var domain: String
  package var artist: Artist
  package var strokeCount: Int
  /// Size of the picture in pixels.
  package var width: Int
  package var height: Int
  /// Share of the child's ink that has an edge in the picture within two pixels, 0…1; nil where there is no ink.
  package var lineFollowing: Double?
  /// One to three; see `Score`.
  package var stars: Int
  /// How long the translation took; nil where that is not known.
  package var translateMilliseconds: Double?
  /// Which weights made the picture, as a hexadecimal digest of the checkpoint; nil where that is not known.
  package var checkpointDigest: String?
  /// The name that both PNG files have.
  package var file: String
  /// When it was moved to the trash; nil while it hangs.
  package var trashed: Date?
  /// What its stars and stickers are computed from.
  package var facts: CreationFacts
  /// The stickers that it brought.
  package var stickers: [Sticker]
  /// Whether it hangs on the wall of favourites.
  package var isFavourite: Bool
  /// The drawing; nil where it was not asked for. Lists of creations leave it out.
  package var strokes: [Stroke]?

  package init(
    id: Int64 = 0, identity: String? = nil, created: Date, domain: String, artist: Artist, strokeCount: Int, width: Int,
    height: Int,
    lineFollowing: Double?, stars: Int, translateMilliseconds: Double?, checkpointDigest: String?, file: String,
    trashed: Date? = nil, facts: CreationFacts? = nil, stickers: [Sticker] = [], isFavourite: Bool = false,
    strokes: [Stroke]? = nil
  ) {
    self.id = id
    self.identity = identity
    self.created = created
    self.domain = domain
    self.artist = artist
    self.strokeCount = strokeCount
    self.width = width
    self.height = height
    self.lineFollowing = lineFollowing
    self.stars = stars
    self.translateMilliseconds = translateMilliseconds
    self.checkpointDigest = checkpointDigest
    self.file = file
    self.trashed = trashed
    self.facts = facts ?? CreationFacts(strokeCount: strokeCount, created: created)
    self.stickers = stickers
    self.isFavourite = isFavourite
    self.strokes = strokes
  }

  /// Which of the gallery's folders the files are in.
  var place: GalleryFolder.Place { trashed == nil ? .hanging : .trash }
  /// Where the picture lies, from the gallery's folder on.
  package var pictureFile: String { GalleryFolder.pictureFolder(place) + "/" + file }
  /// Where the sketch lies, from the gallery's folder on.
  package var sketchFile: String { GalleryFolder.sketchFolder(place) + "/" + file }
}

extension Creation {
  /// The stars to be seen: none for a page with nothing or almost nothing on it.
  package var shownStars: Int { strokeCount == 0 || facts.ink.isKnown && facts.ink.isAlmostNothing ? 0 : stars }
}

extension Creation: Codable {
  /// The keys are written into pictures that people keep for years: add new ones, and never rename or reuse one.
  enum CodingKeys: CodingKey {
    case file, created, domain, artist, strokeCount, width, height, lineFollowing, stars, translateMilliseconds,
      checkpointDigest, trashed, facts, stickers, isFavourite, strokes, identity
  }

  /// Reads what this and all earlier versions wrote. Only `created`, `domain`, `artist` and `stars` were always there.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let facts = try container.decodeIfPresent(CreationFacts.self, forKey: .facts)
    let strokes = try container.decodeIfPresent([Stroke].self, forKey: .strokes).map(Stroke.sensible)
    // Names, because a later version may know more stickers.
    let stickers = try container.decodeIfPresent([String].self, forKey: .stickers) ?? []
    self.init(
      identity: try container.decodeIfPresent(String.self, forKey: .identity),
      created: try container.decode(Date.self, forKey: .created),
      domain: try container.decode(String.self, forKey: .domain),
      artist: try container.decode(Artist.self, forKey: .artist),
      strokeCount: try container.decodeIfPresent(Int.self, forKey: .strokeCount) ?? strokes?.count
        ?? facts?.ink.strokes ?? 0,
      width: try container.decodeIfPresent(Int.self, forKey: .width) ?? 0,
      height: try container.decodeIfPresent(Int.self, forKey: .height) ?? 0,
      lineFollowing: try container.decodeIfPresent(Double.self, forKey: .lineFollowing),
      stars: try container.decode(Int.self, forKey: .stars),
      translateMilliseconds: try container.decodeIfPresent(Double.self, forKey: .translateMilliseconds),
      checkpointDigest: try container.decodeIfPresent(String.self, forKey: .checkpointDigest).flatMap {
        $0.isEmpty || $0.hasUnseenCharacters ? nil : $0
      },
      file: try container.decodeIfPresent(String.self, forKey: .file) ?? "",
      trashed: try container.decodeIfPresent(Date.self, forKey: .trashed), facts: facts,
      stickers: stickers.compactMap(Sticker.init(rawValue:)),
      isFavourite: try container.decodeIfPresent(Bool.self, forKey: .isFavourite) ?? false, strokes: strokes)
    do throws(CreationFault) {
      try validate()
    } catch {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: error.description))
    }
  }
}

/// Numbers or words that no creation has.
struct CreationFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

extension Creation {
  /// Years that a calendar writes with four digits.
  static let sensibleDates = Date(timeIntervalSince1970: 0)...Date(timeIntervalSince1970: 253_402_300_799)

  /// The one door for creations from files, notes and indexes that others can write: nothing beyond it meets a number
  /// that a calendar, a percentage or a row of stars cannot show.
  func validate() throws(CreationFault) {
    guard identity.map(Self.isIdentity) ?? true else { throw CreationFault("an identity that no picture has") }
    guard Self.sensibleDates.contains(created), Self.sensibleDates.contains(trashed ?? created) else {
      throw CreationFault("a date that no calendar has")
    }
    guard !domain.isEmpty, domain.utf8.count <= 100, !domain.hasUnseenCharacters else {
      throw CreationFault("a domain's name that is empty, too long or cannot be shown")
    }
    guard (1...3).contains(stars), (0...1).contains(lineFollowing ?? 0), (0...1).contains(facts.hintFollowing ?? 0)
    else { throw CreationFault("impossible stars or measures") }
    guard (0...1e9).contains(translateMilliseconds ?? 0), (0...1e9).contains(facts.story.seconds ?? 0) else {
      throw CreationFault("an impossible time")
    }
    guard (0...1_000_000).contains(strokeCount), (0...1_000_000).contains(facts.ink.strokes),
      (0...1_000_000).contains(facts.ink.dots), (0...1_000_000).contains(facts.ink.erasings),
      (0...1e9).contains(facts.ink.length), (0...1e9).contains(facts.ink.longestLine),
      (0...1).contains(facts.ink.spread)
    else { throw CreationFault("impossible facts about strokes") }
    guard (0...1_000_000).contains(width), (0...1_000_000).contains(height) else {
      throw CreationFault("an impossible size")
    }
    guard facts.day.utf8.count <= 40, facts.story.tools.count <= 100, (facts.story.prompt ?? "").utf8.count <= 1000,
      (facts.story.remixOf ?? "").utf8.count <= 300, (checkpointDigest ?? "").utf8.count <= 100
    else { throw CreationFault("words that are too long") }
  }
}

extension Creation {
  /// An identity that no other picture has: 128 random bits as 32 hexadecimal digits in small letters.
  package static func newIdentity() -> String {
    // A leading one keeps the zeros; it is cut off again.
    (0..<4).map { _ in String(1 << 32 | UInt64(UInt32.random(in: 0...UInt32.max)), radix: 16).dropFirst() }.joined()
  }

  package static func isIdentity(_ text: String) -> Bool {
    text.utf8.count == 32 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}

extension Stroke {
  /// More points than a hand draws in hours, of one stroke and of a drawing.
  static let mostPoints = (stroke: 100_000, drawing: 500_000)

  /// The strokes of a file that can be drawn. Throws where there are more points than a drawing has.
  static func sensible(_ strokes: [Stroke]) throws(CreationFault) -> [Stroke] {
    guard strokes.reduce(0, { $0 + $1.points.count }) <= mostPoints.drawing else {
      throw CreationFault("more points than a drawing has")
    }
    return strokes.filter(\.isSensible)
  }

  /// Whether a stroke that was read from a file can be drawn.
  package var isSensible: Bool {
    points.isEmpty == isPalette && points.count <= Self.mostPoints.stroke && (0...1).contains(width)
      && points.allSatisfy { (-1...2).contains($0.x) && (-1...2).contains($0.y) }
  }
}

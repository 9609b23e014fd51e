import Foundation
import Generation

/// A picture that hangs in the gallery, and the facts about it.
package struct Creation: Hashable, Identifiable, Sendable {
  package let id: Int64
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
  /// Where the PNG files lie, from the gallery's folder on: `pictures/…` and `sketches/…`, or the same under `trash`.
  package var pictureFile: String
  package var sketchFile: String
  /// When it was moved to the trash; nil while it hangs.
  package var trashed: Date?
  /// What its stars and stickers are reckoned from.
  package var facts: CreationFacts
  /// The stickers that it brought.
  package var stickers: [Sticker]
  /// Whether it hangs on the wall of favourites.
  package var isFavourite: Bool

  package init(
    id: Int64, created: Date, domain: String, artist: Artist, strokeCount: Int, width: Int, height: Int,
    lineFollowing: Double?, stars: Int, translateMilliseconds: Double?, checkpointDigest: String?,
    pictureFile: String, sketchFile: String, trashed: Date? = nil, facts: CreationFacts? = nil,
    stickers: [Sticker] = [], isFavourite: Bool = false
  ) {
    self.id = id
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
    self.pictureFile = pictureFile
    self.sketchFile = sketchFile
    self.trashed = trashed
    self.facts = facts ?? CreationFacts(strokeCount: strokeCount, created: created)
    self.stickers = stickers
    self.isFavourite = isFavourite
  }

  /// The name that both PNG files have.
  package var file: String { pictureFile.split(separator: "/").last.map(String.init) ?? pictureFile }
}

import Foundation

/// What counts about one kept picture. Stays in the gallery's memory when the picture itself is gone for good.
package struct ScoredPicture: Hashable, Codable, Sendable {
  package var file: String
  package var created: Date
  package var domain: String
  package var artist: Artist
  package var lineFollowing: Double?
  package var stars: Int
  package var facts: CreationFacts
  /// Names of the stickers that came with it.
  package var stickers: [String]

  package init(_ creation: Creation) {
    file = creation.file
    created = creation.created
    domain = creation.domain
    artist = creation.artist
    lineFollowing = creation.lineFollowing
    stars = creation.stars
    facts = creation.facts
    stickers = creation.stickers.map(\.rawValue)
  }
}

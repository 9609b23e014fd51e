import Generation
import GRDB

/// Selects creations: those that meet every condition that is set.
package struct GalleryFilter: Hashable, Sendable {
  /// Those in the trash instead of those that hang; nil for both.
  package var inTrash: Bool?
  package var artist: Artist?
  /// A domain's name, as in `DomainInfo`.
  package var domain: String?
  /// The exact number of stars.
  package var stars: Int?
  /// Creations that brought this sticker.
  package var sticker: Sticker?
  package var favouritesOnly: Bool

  package init(
    inTrash: Bool? = false, artist: Artist? = nil, domain: String? = nil, stars: Int? = nil, sticker: Sticker? = nil,
    favouritesOnly: Bool = false
  ) {
    self.inTrash = inTrash
    self.artist = artist
    self.domain = domain
    self.stars = stars
    self.sticker = sticker
    self.favouritesOnly = favouritesOnly
  }

  /// Whether it has any condition besides the trash.
  package var isNarrow: Bool { self != GalleryFilter(inTrash: inTrash) }

  /// An SQL condition with its arguments, `WHERE` included.
  var condition: (sql: String, arguments: StatementArguments) {
    var parts: [String] = []
    var arguments: StatementArguments = []
    if let inTrash { parts.append("trashed IS \(inTrash ? "NOT NULL" : "NULL")") }
    if let artist {
      parts.append("artistAnimal = ? AND artistColour = ?")
      arguments += [artist.animal.rawValue, artist.colour.rawValue]
    }
    if let domain {
      parts.append("domain = ?")
      arguments += [domain]
    }
    if let stars {
      parts.append("stars = ?")
      arguments += [stars]
    }
    if let sticker {
      parts.append("EXISTS (SELECT 1 FROM json_each(stickers) WHERE value = ?)")
      arguments += [sticker.rawValue]
    }
    if favouritesOnly { parts.append("favourite = 1") }
    return (parts.isEmpty ? "" : "WHERE " + parts.joined(separator: " AND "), arguments)
  }
}

/// What can be filtered by: only values that at least one creation has.
package struct GalleryChoices: Hashable, Sendable {
  package var artists: [Artist] = []
  package var domains: [String] = []
  /// From three stars down.
  package var stars: [Int] = []
  package var stickers: [Sticker] = []
  package var hasFavourites = false

  package init() {}
}

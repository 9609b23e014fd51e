import Studio
import Terminal

/// What the page of stickers shows.
package struct StickersState: Hashable, Sendable {
  /// What the artist has collected; nil until it has been read.
  package var record: ArtistRecord?
  /// Index of the chosen sticker.
  package var chosen = 0
  /// First row of stickers that is seen, where not all of them fit.
  package var top = 0

  package init() {}

  /// The chosen sticker if it has been found.
  package var chosenSticker: Sticker? {
    guard Sticker.allCases.indices.contains(chosen) else { return nil }
    let sticker = Sticker.allCases[chosen]
    return record?.sources[sticker] == nil ? nil : sticker
  }
}

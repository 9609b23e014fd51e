import Studio
import Terminal

/// What the gallery can be filtered by. Each has one key and one button, which go through the choices there are.
package enum GalleryFacet: Hashable, Sendable, CaseIterable {
  case artist, domain, stars, sticker, favourites
  /// Takes all filters away.
  case everything

  var binding: Binding<GalleryScreen.Action> {
    switch self {
    case .artist: Binding(.filter(self), "1", .filterArtist)
    case .domain: Binding(.filter(self), "2", .filterDomain)
    case .stars: Binding(.filter(self), "3", .filterStars)
    case .sticker: Binding(.filter(self), "4", .filterSticker)
    case .favourites: Binding(.filter(self), "5", .filterFavourites)
    case .everything: Binding(.filter(self), "0", .filterEverything)
    }
  }

  /// Stands for the facet where there is no room for a word.
  func sign(_ theme: Theme) -> String {
    switch self {
    case .artist: theme.isASCII ? "@" : "☺"
    case .domain: theme.isASCII ? "#" : "▦"
    case .stars: theme.isASCII ? "*" : "★"
    case .sticker: theme.isASCII ? "o" : "✿"
    case .favourites: theme.heart
    case .everything: theme.isASCII ? "=" : "▣"
    }
  }

  /// The filter with the next choice of this facet; after the last one, with none.
  func next(_ filter: GalleryFilter, among choices: GalleryChoices) -> GalleryFilter {
    var next = filter
    switch self {
    case .artist: next.artist = Self.after(filter.artist, choices.artists)
    case .domain: next.domain = Self.after(filter.domain, choices.domains)
    case .stars: next.stars = Self.after(filter.stars, choices.stars)
    case .sticker: next.sticker = Self.after(filter.sticker, choices.stickers)
    case .favourites: next.favouritesOnly = !filter.favouritesOnly && choices.hasFavourites
    case .everything: next = GalleryFilter(inTrash: filter.inTrash)
    }
    return next
  }

  private static func after<Value: Equatable>(_ value: Value?, _ choices: [Value]) -> Value? {
    guard let value else { return choices.first }
    guard let index = choices.firstIndex(of: value), index + 1 < choices.count else { return nil }
    return choices[index + 1]
  }

  /// Whether the filter asks for something of this kind.
  func isSet(in filter: GalleryFilter) -> Bool {
    switch self {
    case .artist: filter.artist != nil
    case .domain: filter.domain != nil
    case .stars: filter.stars != nil
    case .sticker: filter.sticker != nil
    case .favourites: filter.favouritesOnly
    case .everything: !filter.isNarrow
    }
  }

  /// Whether there is anything to choose, or something chosen to take away.
  func isUseful(_ filter: GalleryFilter, _ choices: GalleryChoices) -> Bool {
    switch self {
    case .artist: isSet(in: filter) || !choices.artists.isEmpty
    case .domain: isSet(in: filter) || !choices.domains.isEmpty
    case .stars: isSet(in: filter) || !choices.stars.isEmpty
    case .sticker: isSet(in: filter) || !choices.stickers.isEmpty
    case .favourites: isSet(in: filter) || choices.hasFavourites
    case .everything: true
    }
  }

  /// What the filter asks for, in words; nil where it asks for nothing of this kind.
  func value(_ filter: GalleryFilter, _ bench: Workbench) -> String? {
    let theme = Theme(bench.capabilities)
    switch self {
    case .artist: return filter.artist.map { "\(bench.texts[$0.animal.textKey]) \(theme.symbol($0.colour))" }
    case .domain: return filter.domain.map { bench.title(ofDomain: $0) }
    case .stars: return filter.stars.map { theme.stars($0) }
    case .sticker: return filter.sticker.map { bench.texts.name(of: $0) }
    case .favourites: return filter.favouritesOnly ? theme.heart : nil
    case .everything: return nil
    }
  }
}

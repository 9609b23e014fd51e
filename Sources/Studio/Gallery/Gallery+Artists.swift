import Foundation

/// What the gallery knows about its artists: who drew last, and their stickers and favourites.
extension Gallery {
  /// Who drew last; nil in a new gallery.
  package var lastArtist: Artist? { GalleryMemory(in: folder).artist }

  /// The name of the domain that was chosen last; nil in a new gallery.
  package var lastDomain: String? { GalleryMemory(in: folder).domain }

  /// Remembers who draws. Does nothing to a gallery that can only be looked at.
  package func remember(_ artist: Artist) throws(GalleryError) { try remember { $0.artist = artist } }

  /// Remembers what is drawn. Does nothing to a gallery that can only be looked at.
  package func remember(domain: String) throws(GalleryError) { try remember { $0.domain = domain } }

  private func remember(_ change: (inout GalleryMemory) -> Void) throws(GalleryError) {
    guard !isReadOnly else { return }
    try changing { () throws in
      let old = GalleryMemory(in: folder)
      var memory = old
      change(&memory)
      if memory != old { try memory.write(in: folder) }
    }
  }

  /// What an artist has collected. Pictures in the trash and deleted ones count.
  package func record(of artist: Artist) throws(GalleryError) -> ArtistRecord {
    try reading { ArtistRecord(try scoredPictures(of: artist)) }
  }

  /// Marks a creation as a favourite, or takes the mark away. Returns it as it is now.
  @discardableResult
  package func setFavourite(_ isFavourite: Bool, _ creation: Creation) throws(GalleryError) -> Creation {
    try changing { () throws in
      guard let current = try index.creation(creation.id) else { throw GalleryError.unknownCreation(creation.id) }
      var memory = GalleryMemory(in: folder)
      if isFavourite {
        memory.favourites.insert(current.file)
      } else {
        memory.favourites.remove(current.file)
      }
      try memory.write(in: folder)
      try index.setFavourite(isFavourite, current.id)
      return try index.creation(current.id) ?? current
    }
  }

  /// The stickers that a picture will earn when it is kept.
  func newStickers(_ creation: Creation) throws -> [Sticker] {
    let pictures = try scoredPictures(of: creation.artist)
    let before = Set(ArtistRecord(pictures).stickers)
    var picture = creation
    // The newest picture comes last even if the clock was set back; otherwise that could cost a sticker.
    if let newest = pictures.map(\.created).max(), newest >= picture.created {
      picture.created = newest.addingTimeInterval(0.001)
    }
    return ArtistRecord(pictures + [picture]).stickers.filter { !before.contains($0) }
  }

  /// Remembers pictures about to be deleted for good: what they earned stays.
  func remember(_ doomed: [Creation]) throws {
    guard !doomed.isEmpty else { return }
    var memory = GalleryMemory(in: folder)
    // If the program is killed before it deletes them, the next attempt remembers the same pictures again.
    let files = Set(doomed.map(\.file))
    memory.emptied.removeAll { files.contains($0.file) }
    memory.emptied += doomed
    memory.favourites.subtract(files)
    try memory.write(in: folder)
  }

  /// Stickers that the facts justify but no picture of the artist lists, each with the picture that earned it.
  func lackingStickers(among creations: [Creation]) -> [(creation: Creation, sticker: Sticker)] {
    let emptied = GalleryMemory(in: folder).emptied
    return Dictionary(grouping: creations, by: \.artist).values.flatMap { own in
      let gone = emptied.filter { picture in
        picture.artist == own[0].artist && !own.contains { $0.file == picture.file }
      }
      let all = own + gone
      let record = ArtistRecord(all)
      let listed = Set(all.flatMap(\.stickers))
      return record.stickers.compactMap { sticker -> (creation: Creation, sticker: Sticker)? in
        guard !listed.contains(sticker), let file = record.sources[sticker],
          let creation = own.first(where: { $0.file == file })
        else { return nil }
        return (creation, sticker)
      }
    }.sorted { ($0.creation.file, $0.sticker.rawValue) < ($1.creation.file, $1.sticker.rawValue) }
  }

  private func scoredPictures(of artist: Artist) throws -> [Creation] {
    let filter = GalleryFilter(inTrash: nil, artist: artist)
    let own = try index.creations(filter, offset: 0, limit: .max)
    let files = Set(own.map(\.file))
    return own + GalleryMemory(in: folder).emptied.filter { $0.artist == artist && !files.contains($0.file) }
  }
}

/// What an artist has collected: a fold over the artist's pictures, so it can be computed again at any time.
///
/// Pictures in the trash and deleted ones count, too: nothing is ever taken away.
package struct ArtistRecord: Hashable, Sendable {
  /// How many pictures were kept.
  package private(set) var pictures = 0
  /// The stickers in the order in which they were found.
  package private(set) var stickers: [Sticker] = []
  /// Those that are earned and come with the next pictures: each picture brings one at most, so that every one of them
  /// is a surprise.
  package private(set) var waiting: [Sticker] = []
  /// Which picture brought a sticker, by its file.
  package private(set) var sources: [Sticker: String] = [:]

  /// - Parameter pictures: all of one artist's, in any order. Those without a stroke do not count: nobody drew them
  ///   here, such as a stranger's file that was put into the folder.
  package init(_ pictures: [Creation] = []) {
    var history = ArtistHistory()
    let drawn = pictures.filter { $0.facts.ink.strokes > 0 }
    for picture in drawn.sorted(by: { ($0.created, $0.file) < ($1.created, $1.file) }) {
      history.add(picture)
      // What a picture brought stays, even if an older one has come in by import meanwhile or a rule has changed.
      let noted = Set(picture.stickers)
      for sticker in Sticker.allCases where sources[sticker] == nil {
        if noted.contains(sticker) {
          give(sticker, with: picture)
        } else if !waiting.contains(sticker), sticker.isEarned(by: picture, history) {
          waiting.append(sticker)
        }
      }
      if noted.isEmpty, let next = waiting.first { give(next, with: picture) }
    }
    self.pictures = history.pictures
  }

  private mutating func give(_ sticker: Sticker, with picture: Creation) {
    stickers.append(sticker)
    sources[sticker] = picture.file
    waiting.removeAll { $0 == sticker }
  }

  /// One for each picture and two for each sticker.
  package var points: Int { pictures + 2 * stickers.count }

  /// 1 and more; it only grows. Level 2 takes 3 points, 3 takes 9, 4 takes 18: each step three points more than the one
  /// before.
  package var level: Int {
    var level = 1
    while Self.points(forLevel: level + 1) <= points { level += 1 }
    return level
  }

  /// How far it is to the next level, 0…1.
  package var levelProgress: Double {
    let start = Self.points(forLevel: level)
    return Double(points - start) / Double(Self.points(forLevel: level + 1) - start)
  }

  /// The least points of a level.
  package static func points(forLevel level: Int) -> Int { 3 * level * (level - 1) / 2 }
}

import Files
import Foundation

/// What cannot be found out from the pictures, in `memory.json`, so that it survives a damaged index.
struct GalleryMemory: Hashable, Codable, Sendable {
  /// Who drew last.
  var artist: Artist?
  /// Files of the pictures on the wall of favourites.
  var favourites: Set<String> = []
  /// Pictures that were deleted for good: their stickers stay.
  var emptied: [Creation] = []

  init() {}

  /// What is missing or makes no sense in the file is taken as empty; losing it is harmless.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    artist = try? container.decodeIfPresent(Artist.self, forKey: .artist)
    favourites = (try? container.decodeIfPresent(Set<String>.self, forKey: .favourites)) ?? []
    emptied = (try? container.decodeIfPresent([Creation].self, forKey: .emptied)) ?? []
  }

  /// Reads the file; empty if there is none that can be read.
  init(in folder: GalleryFolder) {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .millisecondsSince1970
    let bytes = (try? SystemFile.read(folder.memory)) ?? []
    self = (try? decoder.decode(GalleryMemory.self, from: Data(bytes))) ?? GalleryMemory()
  }

  /// Writes the file; only under the gallery's lock.
  func write(in folder: GalleryFolder) throws {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .millisecondsSince1970
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let bytes = try encoder.encode(self)
    try AtomicFile.write(Array(bytes), to: folder.memory)
  }
}

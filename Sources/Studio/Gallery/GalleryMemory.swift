import Files
import Foundation

/// What cannot be found out from the pictures, in `memory.json`, so that it survives a damaged index.
struct GalleryMemory: Hashable, Codable, Sendable {
  /// Who drew last.
  var artist: Artist?
  /// What was drawn last: the name of a domain.
  var domain: String?
  /// Files of the pictures on the wall of favourites.
  var favourites: Set<String> = []
  /// Pictures that were deleted for good: their stickers stay.
  var emptied: [Creation] = []

  init() {}

  /// What is missing or makes no sense in the file is taken as empty; losing it is harmless.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    artist = try? container.decodeIfPresent(Artist.self, forKey: .artist)
    domain = try? container.decodeIfPresent(String.self, forKey: .domain)
    favourites = (try? container.decodeIfPresent(Set<String>.self, forKey: .favourites)) ?? []
    // One by one: a picture that makes no sense must not cost the others their stickers.
    let pictures = try? container.decodeIfPresent([Sensible<Creation>].self, forKey: .emptied)
    emptied = pictures?.compactMap(\.value) ?? []
  }

  /// A value of a list, nil where it makes no sense.
  private struct Sensible<Value: Decodable>: Decodable {
    let value: Value?

    init(from decoder: any Decoder) throws { value = try? Value(from: decoder) }
  }

  /// Reads the file; empty if there is none that can be read.
  init(in folder: GalleryFolder) {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .millisecondsSince1970
    let bytes = (try? folder.files.read(GalleryFolder.memoryFile, limit: Self.largestFile)) ?? []
    self = (try? decoder.decode(GalleryMemory.self, from: Data(bytes))) ?? GalleryMemory()
  }

  /// Writes the file; only under the gallery's lock.
  func write(in folder: GalleryFolder) throws {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .millisecondsSince1970
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let bytes = try encoder.encode(self)
    try AtomicFile.write(Array(bytes), to: GalleryFolder.memoryFile, in: folder.files)
  }

  /// Room for some ten thousand deleted pictures.
  private static let largestFile = 32 << 20
}

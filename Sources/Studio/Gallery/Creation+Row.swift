import Foundation
import GRDB
import Pictures

/// A creation as a row of the index. The strokes are in a table of their own.
extension Creation: FetchableRecord, MutablePersistableRecord {
  package static var databaseTableName: String { "creation" }

  /// The creations of those rows that make sense.
  static func sensible(_ rows: RowCursor) throws -> [Creation] {
    var creations: [Creation] = []
    // Whatever else decoding throws, reading the next row is what fails where the file is damaged.
    while let row = try rows.next() {
      if let creation = try? Creation(row: row) { creations.append(creation) }
    }
    return creations
  }

  /// A value that makes no sense throws instead of trapping, as `row["…"]` would.
  package init(row: Row) throws {
    // An index that may only be read can be older than these columns.
    let facts = row.hasColumn("facts") ? try row.decode(String?.self, forColumn: "facts") : nil
    let stickers = row.hasColumn("stickers") ? try row.decode(String.self, forColumn: "stickers") : "[]"
    let isFavourite = row.hasColumn("favourite") ? try row.decode(Bool.self, forColumn: "favourite") : false
    let identity = row.hasColumn("identity") ? try row.decode(String?.self, forColumn: "identity") : nil
    guard let created = try Self.date(row, "created") else { throw CreationFault("no date") }
    let names = (try? JSONDecoder().decode([String].self, from: Data(stickers.utf8))) ?? []
    self.init(
      id: try row.decode(Int64.self, forColumn: "id"), identity: identity,
      created: created,
      domain: try row.decode(String.self, forColumn: "domain"), artist: try Artist(row: row),
      strokeCount: try row.decode(Int.self, forColumn: "strokeCount"),
      width: try row.decode(Int.self, forColumn: "width"), height: try row.decode(Int.self, forColumn: "height"),
      lineFollowing: try row.decode(Double?.self, forColumn: "lineFollowing"),
      stars: try row.decode(Int.self, forColumn: "stars"),
      translateMilliseconds: try row.decode(Double?.self, forColumn: "translateMilliseconds"),
      checkpointDigest: try row.decode(String?.self, forColumn: "checkpointDigest"),
      file: try row.decode(String.self, forColumn: "file"),
      trashed: try Self.date(row, "trashed"),
      facts: facts.flatMap { try? JSONDecoder().decode(CreationFacts.self, from: Data($0.utf8)) },
      stickers: names.compactMap(Sticker.init(rawValue:)), isFavourite: isFavourite)
    try validate()
    guard GalleryFolder.isProper(file) else { throw CreationFault("a file name that no picture of a gallery has") }
  }

  /// A date, or nil where there is none. GRDB's reader of dates traps where a digit should be and is a byte beyond ASCII.
  private static func date(_ row: Row, _ column: String) throws -> Date? {
    if case .string(let text) = try row.decode(DatabaseValue.self, forColumn: column).storage {
      guard text.utf8.allSatisfy({ $0 < 0x80 }) else { throw CreationFault("a date that is none") }
    }
    return try row.decode(Date?.self, forColumn: column)
  }

  package func encode(to container: inout PersistenceContainer) throws {
    container["id"] = id == 0 ? nil : id
    container["identity"] = identity
    container["file"] = file
    container["created"] = created
    container["domain"] = domain
    container["artistAnimal"] = artist.animal.rawValue
    container["artistColour"] = artist.colour.rawValue
    container["strokeCount"] = strokeCount
    container["width"] = width
    container["height"] = height
    container["lineFollowing"] = lineFollowing
    container["stars"] = stars
    container["translateMilliseconds"] = translateMilliseconds
    container["checkpointDigest"] = checkpointDigest
    container["trashed"] = trashed
    container["facts"] = try Self.json(facts)
    container["stickers"] = try Self.json(stickers)
    container["favourite"] = isFavourite
  }

  package mutating func didInsert(_ inserted: InsertionSuccess) { id = inserted.rowID }

  /// On one line.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

extension Artist {
  /// An animal or colour that a later version knows and this one does not becomes the usual one.
  init(row: Row) throws {
    self.init(
      Animal(rawValue: try row.decode(String.self, forColumn: "artistAnimal")) ?? .panda,
      CrayonColour(rawValue: try row.decode(Int.self, forColumn: "artistColour")) ?? .blue)
  }
}

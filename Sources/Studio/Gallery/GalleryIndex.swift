import Foundation
import GRDB
import Pictures

/// The gallery's SQLite index: facts and strokes of each creation.
///
/// Write-ahead logging and a busy timeout let several studios use one gallery at a time.
struct GalleryIndex: Sendable {
  private let database: DatabaseQueue
  /// Which file it is, whatever its name is given to later; nil where it may not be written.
  let identity: FileIdentity?

  /// Who is at work in an index.
  enum Use {
    /// Nobody may write: SQLite then neither locks nor makes files.
    case reading
    /// Studios of this machine, which share the memory that a write-ahead log needs.
    case local
    /// Studios of several machines: without a write-ahead log, which does not work across a network.
    case shared
    /// This process alone, in a file that nobody misses if the power fails.
    case rebuilding
  }

  /// Opens the index or makes a new one.
  init(path: String, use: Use) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.readonly = use == .reading
    if use == .reading {
      var allowed = CharacterSet.urlPathAllowed
      allowed.remove(charactersIn: "?#%")
      let escaped = path.addingPercentEncoding(withAllowedCharacters: allowed) ?? path
      database = try DatabaseQueue(path: "file:\(escaped)?immutable=1", configuration: configuration)
    } else {
      if use != .shared { configuration.journalMode = .wal }
      // The index can be made again from the files, but a kept picture should be in it even after a power cut.
      let care = use == .rebuilding ? "OFF" : "FULL"
      configuration.prepareDatabase { database in
        if use == .shared { try database.execute(sql: "PRAGMA journal_mode = DELETE") }
        try database.execute(sql: "PRAGMA synchronous = \(care)")
      }
      database = try DatabaseQueue(path: path, configuration: configuration)
      let migrator = Self.migrator
      guard try database.read({ try !migrator.hasBeenSuperseded($0) }) else {
        throw GalleryError.index(path: path, reason: "a newer version of aicanvas made it; use that version")
      }
      try migrator.migrate(database)
    }
    identity = use == .reading ? nil : FileIdentity(path)
    if let damage = try damage() { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: damage) }
  }

  func close() throws { try database.close() }

  /// What SQLite finds wrong with the file; nil for a sound one.
  func damage() throws -> String? {
    let finding = try database.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
    return finding == "ok" ? nil : finding ?? "the check gave no answer"
  }

  /// Writes a copy, as it is at this moment, into a new file.
  func copy(to path: String) throws {
    try database.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
  }

  /// The next creation gets a number above this one.
  func count(from number: Int64) throws {
    try database.write { database in
      try database.execute(sql: "DELETE FROM sqlite_sequence WHERE name = 'creation'")
      try database.execute(sql: "INSERT INTO sqlite_sequence (name, seq) VALUES ('creation', ?)", arguments: [number])
    }
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("creations and their strokes") { database in
      try database.execute(
        sql: """
          CREATE TABLE creation (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            file TEXT NOT NULL UNIQUE CHECK (length(file) > 4 AND instr(file, '/') = 0),
            created TEXT NOT NULL CHECK (length(created) >= 19),
            domain TEXT NOT NULL CHECK (length(domain) > 0),
            artistAnimal TEXT NOT NULL CHECK (length(artistAnimal) > 0),
            artistColour INTEGER NOT NULL CHECK (artistColour BETWEEN 0 AND 7),
            strokeCount INTEGER NOT NULL CHECK (strokeCount >= 0),
            width INTEGER NOT NULL CHECK (width > 0),
            height INTEGER NOT NULL CHECK (height > 0),
            lineFollowing REAL CHECK (lineFollowing BETWEEN 0 AND 1),
            stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 3),
            translateMilliseconds REAL CHECK (translateMilliseconds >= 0),
            checkpointDigest TEXT CHECK (length(checkpointDigest) > 0),
            trashed TEXT CHECK (length(trashed) >= 19)
          ) STRICT;
          CREATE INDEX creationByDate ON creation (trashed, created);
          CREATE TABLE drawing (
            creation INTEGER PRIMARY KEY NOT NULL REFERENCES creation (id) ON DELETE CASCADE,
            strokes TEXT NOT NULL CHECK (json_valid(strokes))
          ) STRICT;
          """)
    }
    migrator.registerMigration("score, stickers and favourites") { database in
      // Facts of older pictures are unknown, not empty: verifying counts them again from the strokes.
      try database.execute(
        sql: """
          ALTER TABLE creation ADD COLUMN facts TEXT CHECK (facts IS NULL OR json_valid(facts));
          ALTER TABLE creation ADD COLUMN stickers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(stickers));
          ALTER TABLE creation ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0 CHECK (favourite IN (0, 1));
          CREATE INDEX creationByArtist ON creation (artistAnimal, artistColour);
          """)
    }
    return migrator
  }

  /// Adds a creation with its strokes, both or neither, and returns it with its number.
  func insert(_ creation: Creation, file: String, strokes: [Stroke]) throws -> Creation {
    let json = String(decoding: try JSONEncoder().encode(strokes), as: UTF8.self)
    return try database.write { database in
      try database.execute(
        sql: """
          INSERT INTO creation (file, created, domain, artistAnimal, artistColour, strokeCount, width, height,
            lineFollowing, stars, translateMilliseconds, checkpointDigest, trashed, facts, stickers, favourite)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          file, creation.created, creation.domain, creation.artist.animal.rawValue, creation.artist.colour.rawValue,
          creation.strokeCount, creation.width, creation.height, creation.lineFollowing, creation.stars,
          creation.translateMilliseconds, creation.checkpointDigest, creation.trashed,
          try creation.facts.text(), try Self.text(creation.stickers), creation.isFavourite,
        ])
      let id = database.lastInsertedRowID
      try database.execute(sql: "INSERT INTO drawing (creation, strokes) VALUES (?, ?)", arguments: [id, json])
      return try Creation.fetchOne(database, sql: "SELECT * FROM creation WHERE id = ?", arguments: [id]) ?? creation
    }
  }

  func creation(_ id: Int64) throws -> Creation? {
    try database.read { try Creation.fetchOne($0, sql: "SELECT * FROM creation WHERE id = ?", arguments: [id]) }
  }

  /// Newest first.
  func creations(_ filter: GalleryFilter, offset: Int, limit: Int) throws -> [Creation] {
    let (condition, arguments) = filter.condition
    return try database.read { database in
      try Creation.fetchAll(
        database, sql: "SELECT * FROM creation \(condition) ORDER BY created DESC, id DESC LIMIT ? OFFSET ?",
        arguments: arguments + [limit, offset])
    }
  }

  func count(_ filter: GalleryFilter) throws -> Int {
    let (condition, arguments) = filter.condition
    return try database.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM creation \(condition)", arguments: arguments) ?? 0
    }
  }

  /// What the hanging creations, or those in the trash, can be filtered by.
  func choices(inTrash: Bool) throws -> GalleryChoices {
    let (condition, _) = GalleryFilter(inTrash: inTrash).condition
    return try database.read { database in
      var choices = GalleryChoices()
      choices.artists = try Row.fetchAll(
        database, sql: "SELECT DISTINCT artistAnimal, artistColour FROM creation \(condition) ORDER BY 1, 2"
      ).map { try Artist(row: $0) }
      choices.domains = try String.fetchAll(
        database, sql: "SELECT DISTINCT domain FROM creation \(condition) ORDER BY domain")
      choices.stars = try Int.fetchAll(
        database, sql: "SELECT DISTINCT stars FROM creation \(condition) ORDER BY stars DESC")
      let names = try String.fetchSet(
        database, sql: "SELECT DISTINCT value FROM creation, json_each(stickers) \(condition)")
      choices.stickers = Sticker.allCases.filter { names.contains($0.rawValue) }
      choices.hasFavourites =
        try Int.fetchOne(database, sql: "SELECT max(favourite) FROM creation \(condition)") == 1
      return choices
    }
  }

  /// The strokes as they were kept; nil where there is no such creation.
  func strokes(_ id: Int64) throws -> [Stroke]? {
    let json = try database.read {
      try String.fetchOne($0, sql: "SELECT strokes FROM drawing WHERE creation = ?", arguments: [id])
    }
    return try json.map { try JSONDecoder().decode([Stroke].self, from: Data($0.utf8)).filter(\.isSensible) }
  }

  func setTrashed(_ date: Date?, _ id: Int64) throws {
    try database.write { try $0.execute(sql: "UPDATE creation SET trashed = ? WHERE id = ?", arguments: [date, id]) }
  }

  /// Corrects facts that verifying found wrong.
  func setFacts(strokeCount: Int, lineFollowing: Double?, stars: Int, facts: CreationFacts, _ id: Int64) throws {
    let json = try facts.text()
    try database.write {
      try $0.execute(
        sql: "UPDATE creation SET strokeCount = ?, lineFollowing = ?, stars = ?, facts = ? WHERE id = ?",
        arguments: [strokeCount, lineFollowing, stars, json, id])
    }
  }

  /// Adds a sticker to those that a creation brought.
  func add(_ sticker: Sticker, _ id: Int64) throws {
    try database.write {
      try $0.execute(
        sql: "UPDATE creation SET stickers = json_insert(stickers, '$[#]', ?) WHERE id = ?",
        arguments: [sticker.rawValue, id])
    }
  }

  func setFavourite(_ isFavourite: Bool, _ id: Int64) throws {
    try database.write {
      try $0.execute(sql: "UPDATE creation SET favourite = ? WHERE id = ?", arguments: [isFavourite, id])
    }
  }

  private static func text(_ stickers: [Sticker]) throws -> String {
    String(decoding: try JSONEncoder().encode(stickers), as: UTF8.self)
  }

  func delete(_ ids: [Int64]) throws {
    try database.write { database in
      for id in ids { try database.execute(sql: "DELETE FROM creation WHERE id = ?", arguments: [id]) }
    }
  }
}

extension Creation: FetchableRecord {
  /// Reads a row; a value that makes no sense throws instead of trapping, as `row["…"]` would.
  package init(row: Row) throws {
    let trashed = try row.decode(Date?.self, forColumn: "trashed")
    let place: GalleryFolder.Place = trashed == nil ? .hanging : .trash
    let file = try row.decode(String.self, forColumn: "file")
    // An index that may only be read can be older than these columns.
    let facts = row.hasColumn("facts") ? try row.decode(String?.self, forColumn: "facts") : nil
    let stickers = row.hasColumn("stickers") ? try row.decode(String.self, forColumn: "stickers") : "[]"
    let isFavourite = row.hasColumn("favourite") ? try row.decode(Bool.self, forColumn: "favourite") : false
    let names = (try? JSONDecoder().decode([String].self, from: Data(stickers.utf8))) ?? []
    self.init(
      id: try row.decode(Int64.self, forColumn: "id"), created: try row.decode(Date.self, forColumn: "created"),
      domain: try row.decode(String.self, forColumn: "domain"), artist: try Artist(row: row),
      strokeCount: try row.decode(Int.self, forColumn: "strokeCount"),
      width: try row.decode(Int.self, forColumn: "width"), height: try row.decode(Int.self, forColumn: "height"),
      lineFollowing: try row.decode(Double?.self, forColumn: "lineFollowing"),
      stars: try row.decode(Int.self, forColumn: "stars"),
      translateMilliseconds: try row.decode(Double?.self, forColumn: "translateMilliseconds"),
      checkpointDigest: try row.decode(String?.self, forColumn: "checkpointDigest"),
      pictureFile: GalleryFolder.pictureFolder(place) + "/" + file,
      sketchFile: GalleryFolder.sketchFolder(place) + "/" + file, trashed: trashed,
      facts: facts.flatMap { try? JSONDecoder().decode(CreationFacts.self, from: Data($0.utf8)) },
      stickers: names.compactMap(Sticker.init(rawValue:)), isFavourite: isFavourite)
  }
}

extension Artist {
  /// An animal or colour that a later version knows and this one does not becomes the usual one.
  fileprivate init(row: Row) throws {
    self.init(
      Animal(rawValue: try row.decode(String.self, forColumn: "artistAnimal")) ?? .panda,
      CrayonColour(rawValue: try row.decode(Int.self, forColumn: "artistColour")) ?? .blue)
  }
}

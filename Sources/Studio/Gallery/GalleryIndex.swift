import Files
import Foundation
import GRDB
import Glibc
import Pictures

/// The gallery's SQLite index: facts and strokes of each creation.
///
/// A rollback journal instead of a write-ahead log: that one needs memory shared through a file beside the index, which
/// works on one machine only, and which anybody who can write to the folder can cut short under a running studio.
/// Reading and writing wait some seconds for other studios.
struct GalleryIndex: Sendable {
  private let database: DatabaseQueue
  /// Identifies the file even if it is renamed and replaced; nil if it may not be written.
  let identity: FileIdentity?

  /// What an index is opened for.
  enum Use {
    /// Read only: SQLite neither locks the file nor creates others.
    case reading
    /// Studios on one or on several machines.
    case shared
    /// This process alone, in a file whose loss in a power cut is harmless.
    case rebuilding
  }

  /// Opens the index or makes a new one.
  init(path: String, use: Use) throws {
    // A link would lead SQLite to somebody else's file.
    var facts = stat()
    if lstat(path, &facts) == 0, facts.st_mode & S_IFMT != S_IFREG {
      throw DatabaseError(resultCode: .SQLITE_NOTADB, message: "it is not an ordinary file")
    }
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.readonly = use == .reading
    if use == .reading {
      var allowed = CharacterSet.urlPathAllowed
      allowed.remove(charactersIn: "?#%")
      let escaped = path.addingPercentEncoding(withAllowedCharacters: allowed) ?? path
      database = try DatabaseQueue(path: "file:\(escaped)?immutable=1", configuration: configuration)
      try Self.checkOrigin(database, path)
      try Self.checkTables(database)
    } else {
      // The index can be made again from the files, but a kept picture should be in it even after a power cut. With less
      // than EXTRA the journal's removal may be lost, and with it what was just committed.
      let care = use == .rebuilding ? "OFF" : "EXTRA"
      configuration.prepareDatabase { database in
        if Self.hasLog(path) {
          // Alone, SQLite reads a log of earlier versions without the shared memory. With one of them at work it fails,
          // and they share that memory until they end.
          try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
          _ = try? Row.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
          try database.execute(sql: "PRAGMA locking_mode = NORMAL")
        }
        try database.execute(sql: "PRAGMA journal_mode = DELETE")
        try database.execute(sql: "PRAGMA synchronous = \(care)")
      }
      database = try DatabaseQueue(path: path, configuration: configuration)
      try Self.migrate(database, path)
      try Self.checkTables(database)
    }
    identity = use == .reading ? nil : FileIdentity(path)
    if let damage = try damage() { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: damage) }
  }

  /// Whether the file says that it has a write-ahead log (SQLite's file format, section 1.3).
  private static func hasLog(_ path: String) -> Bool {
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { Glibc.close(file) }
    var versions: [UInt8] = [0, 0]
    return pread(file, &versions, 2, 18) == 2 && versions.contains(2)
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

  /// The next creation gets an ID above this one.
  func count(from number: Int64) throws {
    try database.write { database in
      try database.execute(sql: "DELETE FROM sqlite_sequence WHERE name = 'creation'")
      try database.execute(sql: "INSERT INTO sqlite_sequence (name, seq) VALUES ('creation', ?)", arguments: [number])
    }
  }

  /// Brings the index up to date. A step of ours that fails does not count as damage, or a mistake in this program would
  /// cost every gallery its index.
  private static func migrate(_ database: DatabaseQueue, _ path: String) throws {
    try checkOrigin(database, path)
    do {
      try migrator.migrate(database)
    } catch let error as DatabaseError where error.isMistake {
      throw GalleryError.index(
        path: path,
        reason: "this version of aicanvas cannot bring it up to date (\(error.message ?? "\(error.resultCode)")); the "
          + "index was left as it is, so use the version that made it")
    }
  }

  /// A database of another program counts as a damaged index; so does one with a view, which in a table's place could
  /// keep a studio busy for ever, or a trigger.
  private static func checkOrigin(_ database: DatabaseQueue, _ path: String) throws {
    let (others, isEmpty) = try database.read {
      (
        try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master WHERE type NOT IN ('table', 'index')"),
        try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") == 0
      )
    }
    guard others == 0 else { throw foreign }
    let (isNewer, applied) = try database.read {
      (try migrator.hasBeenSuperseded($0), try migrator.appliedIdentifiers($0))
    }
    guard !isNewer else {
      throw GalleryError.index(path: path, reason: "a newer version of aicanvas made it; use that version")
    }
    guard isEmpty || !applied.isEmpty else { throw foreign }
  }

  /// So does one whose tables are other than this program made them at some time: without their conditions any value
  /// could be in them.
  private static func checkTables(_ database: DatabaseQueue) throws {
    let wanted = try DatabaseQueue()
    let applied = try database.read { try migrator.appliedIdentifiers($0) }
    if let last = migrator.migrations.last(where: applied.contains) { try migrator.migrate(wanted, upTo: last) }
    guard try schema(of: database) == schema(of: wanted) else { throw foreign }
  }

  private static var foreign: DatabaseError {
    DatabaseError(resultCode: .SQLITE_NOTADB, message: "it is not an index of aicanvas")
  }

  private static func schema(of database: DatabaseQueue) throws -> Set<String> {
    let statements = try database.read {
      try String.fetchAll(
        $0,
        sql: "SELECT sql FROM sqlite_master WHERE sql NOT NULL AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%'")
    }
    return Set(statements.map { $0.filter { !$0.isWhitespace } })
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
    migrator.registerMigration("identities") { database in
      // Not unique: whoever copies a picture's file copies its identity.
      try database.execute(
        sql: """
          ALTER TABLE creation ADD COLUMN identity TEXT CHECK (length(identity) = 32);
          CREATE INDEX creationByIdentity ON creation (identity);
          """)
    }
    return migrator
  }

  /// Adds a creation with its strokes, both or neither; returns it with its number and without the strokes.
  func insert(_ creation: Creation) throws -> Creation {
    let strokes = String(decoding: try JSONEncoder().encode(creation.strokes ?? []), as: UTF8.self)
    return try database.write { database in
      var new = creation
      new.id = 0
      try new.insert(database)
      try database.execute(sql: "INSERT INTO drawing (creation, strokes) VALUES (?, ?)", arguments: [new.id, strokes])
      // As it will be read from now on: dates are kept to the millisecond.
      return try Creation.fetchOne(database, key: new.id) ?? new
    }
  }

  /// nil where there is no such creation, or none that makes sense.
  func creation(_ id: Int64) throws -> Creation? {
    try database.read {
      try Creation.sensible(Row.fetchCursor($0, sql: "SELECT * FROM creation WHERE id = ?", arguments: [id])).first
    }
  }

  /// The creation of an identity, hanging or in the trash; nil where there is none, or none that makes sense.
  func creation(identity: String) throws -> Creation? {
    try database.read {
      try Creation.sensible(
        Row.fetchCursor($0, sql: "SELECT * FROM creation WHERE identity = ? ORDER BY id", arguments: [identity])
      ).first
    }
  }

  /// Newest first.
  func creations(_ filter: GalleryFilter, offset: Int, limit: Int) throws -> [Creation] {
    let (condition, arguments) = filter.condition
    return try database.read { database in
      try Creation.sensible(
        Row.fetchCursor(
          database, sql: "SELECT * FROM creation \(condition) ORDER BY created DESC, id DESC LIMIT ? OFFSET ?",
          arguments: arguments + [limit, offset]))
    }
  }

  /// The numbers of entries that make no sense, which others or a damaged disk have put there. Lists leave them out.
  func senseless() throws -> [Int64] {
    try database.read { database in
      let sensible = Set(try Creation.sensible(Row.fetchCursor(database, sql: "SELECT * FROM creation")).map(\.id))
      return try Int64.fetchAll(database, sql: "SELECT id FROM creation").filter { !sensible.contains($0) }
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

  /// The strokes as they were kept; nil if there is no such creation.
  func strokes(_ id: Int64) throws -> [Stroke]? {
    let json = try database.read {
      try String.fetchOne($0, sql: "SELECT strokes FROM drawing WHERE creation = ?", arguments: [id])
    }
    return try json.map { try Stroke.sensible(try JSONDecoder().decode([Stroke].self, from: Data($0.utf8))) }
  }

  func setTrashed(_ date: Date?, _ id: Int64) throws {
    try database.write { try $0.execute(sql: "UPDATE creation SET trashed = ? WHERE id = ?", arguments: [date, id]) }
  }

  /// Corrects what verifying has measured anew.
  func setMeasured(_ creation: Creation) throws {
    try database.write {
      try creation.update($0, columns: ["strokeCount", "lineFollowing", "stars", "facts"])
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

  func delete(_ ids: [Int64]) throws {
    try database.write { database in
      for id in ids { try database.execute(sql: "DELETE FROM creation WHERE id = ?", arguments: [id]) }
    }
  }
}

extension DatabaseError {
  /// Whether the file itself is damaged or is no index.
  var isDamage: Bool { [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(resultCode) }

  /// Whether the statement was wrong, rather than the file, the disk or another process in the way.
  fileprivate var isMistake: Bool { [.SQLITE_ERROR, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH].contains(resultCode) }
}

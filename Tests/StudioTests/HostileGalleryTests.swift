import Foundation
import GRDB
import Generation
import Pictures
import Studio
import Support
import Testing

/// A folder that somebody plays tricks in: notes, entries, links, names, locks.
@Suite(.ownThread) struct HostileGalleryTests {
  private let bench = GalleryBench()
  private let desk = TemporaryFolder()

  private func change(_ sql: String) throws {
    let queue = try DatabaseQueue(path: bench.folder.path + "/gallery.sqlite")
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA ignore_check_constraints = ON; " + sql) }
    try queue.close()
  }

  // MARK: - Notes

  /// Each with a number or a word that met a precondition or a condition of the index.
  private static let notes = [
    #"{"created": 1e25}"#, #"{"created": 1e19}"#, #"{"created": -1e19}"#, #"{"domain": "\u0000abc"}"#,
    #"{"domain": "\u001b]0;owned\u0007"}"#, #"{"domain": ""}"#,
    "{\"domain\": \"\(String(repeating: "d", count: 100_000))\"}", #"{"lineFollowing": 1e300}"#,
    #"{"stars": 9223372036854775807}"#, #"{"stars": -1}"#, #"{"strokeCount": -1}"#,
    #"{"strokeCount": 9223372036854775807}"#, #"{"translateMilliseconds": 1e300}"#, #"{"width": 9223372036854775807}"#,
    #"{"trashed": 1e25}"#, #"{"created": "yesterday"}"#, #"{"strokes": "none"}"#, #"{"checkpointDigest": ""}"#,
    #"{"checkpointDigest": "\u0000"}"#,
    #"{"facts": {"ink": {"strokes": 9223372036854775807}, "day": "", "story": {"tools": []}}}"#,
  ]

  @Test(arguments: notes.indices) func aNoteThatMakesNoSenseCostsNoPicture(_ index: Int) throws {
    for folder in ["pictures", "sketches"] {
      try FileManager.default.createDirectory(
        atPath: bench.folder.path + "/" + folder, withIntermediateDirectories: true)
    }
    let changes = try JSONSerialization.jsonObject(with: Data(Self.notes[index].utf8)) as? [String: Any]
    try bench.folder.write(try NotedPNG.bytes(NotedPNG.note(try #require(changes))), "pictures/odd.png")
    try bench.folder.write(try NotedPNG.bytes(NotedPNG.note(["created": 1_795_100_000_000.0])), "pictures/sound.png")
    let gallery = try bench.open()
    #expect(try Set(gallery.creations().map(\.file)) == ["odd.png", "sound.png"])
    _ = try gallery.verify(repairing: true)
    #expect(try gallery.verify().isEmpty)
    // The same by import, and out again.
    let other = GalleryBench()
    let copy = try other.open()
    #expect(try copy.importPictures(from: bench.folder.path).added == 2)
    #expect(try gallery.backUp(to: desk.path + "/all.zip").pictures == 2)
  }

  // MARK: - Entries

  @Test(
    arguments: [
      "created = 'xxxxxxxxxxxxxxxxxxxxxxxx'", "lineFollowing = 1e300", "stars = 9", "stars = -9",
      "domain = char(27) || 'c'", "file = 'a' || char(10) || 'b.png'", "file = '../../secret.png'",
      "facts = '{\"ink\":1}', translateMilliseconds = 9e99", "width = 9223372036854775807",
      "created = '316889355-01-01 00:00'", "created = CAST(x'323032362D31312D33302089' AS TEXT)",
      "trashed = CAST(x'A9' AS TEXT)",
    ])
  func anEntryThatMakesNoSenseLocksNothingUp(_ tampering: String) throws {
    let gallery = try bench.open()
    for second in 0..<3 { try bench.keep(gallery, second) }
    try change("UPDATE creation SET \(tampering) WHERE id = 2")
    // A studio that is open goes on with the others.
    #expect(try gallery.creations().count == 2)
    try bench.keep(gallery, 5)
    #expect(try gallery.record(of: Artist(.fox, .orange)).pictures == 3)
    // What breaks a condition of the table counts as damage: the next studio makes the index anew.
    let problems = try gallery.verify(repairing: true)
    #expect(problems.contains { $0.kind == .senselessEntry && $0.isRepaired || $0.kind == .damagedIndex })
    let next = try bench.open()
    #expect(try next.creations().count == 4 && next.verify().isEmpty)
    // A studio that opens mends it without being asked, and says so.
    try change("UPDATE creation SET \(tampering) WHERE id = (SELECT min(id) FROM creation)")
    let last = try bench.open()
    #expect(last.warnings.count == 1)
    #expect(try last.creations().count == 4 && last.verify().isEmpty)
  }

  @Test(
    arguments: [
      // A picture that never ends, an index without conditions, a trap for those who write.
      "DROP TABLE drawing; DROP TABLE creation; CREATE VIEW creation AS "
        + "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT * FROM n;",
      "CREATE TABLE copy AS SELECT * FROM creation; DROP TABLE creation; ALTER TABLE copy RENAME TO creation;",
      "CREATE TRIGGER trap AFTER INSERT ON creation BEGIN DELETE FROM creation; END;",
    ])
  func anIndexOfAnotherFormIsMadeAnew(_ tampering: String) throws {
    do {
      let gallery = try bench.open()
      for second in 0..<3 { try bench.keep(gallery, second) }
    }
    try change(tampering)
    let gallery = try bench.open()
    #expect(gallery.warnings.count == 1)
    #expect(try gallery.creations().count == 3 && gallery.verify().isEmpty)
  }

  @Test func anIndexThatIsALinkIsNotFollowed() throws {
    do { try bench.keep(try bench.open(), 1) }
    try FileManager.default.removeItem(atPath: bench.folder.path + "/gallery.sqlite")
    #expect(symlink(desk.path + "/elsewhere.sqlite", bench.folder.path + "/gallery.sqlite") == 0)
    let gallery = try bench.open()
    #expect(try gallery.creations().count == 1 && gallery.verify().isEmpty)
    #expect(try desk.names().isEmpty)
  }

  // MARK: - Shared memory

  @Test func nothingIsMappedThatOthersCanCutShort() throws {
    let gallery = try bench.open()
    try bench.keep(gallery, 1)
    let names = try withExtendedLifetime(gallery) { try bench.folder.names() }
    #expect(names.filter { $0.hasPrefix("gallery.sqlite") } == ["gallery.sqlite"])
  }

  @Test func aLogOfAnEarlierVersionIsReadWithoutItsSharedMemory() throws {
    do { for second in 0..<2 { try bench.keep(try bench.open(), second) } }
    // As a program leaves it that was killed: the last change is in the log alone.
    let path = bench.folder.path + "/gallery.sqlite"
    do {
      let queue = try DatabaseQueue(path: path)
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0")
        try database.execute(sql: "UPDATE creation SET stars = 3")
      }
      for ending in ["", "-wal"] {
        try FileManager.default.copyItem(atPath: path + ending, toPath: desk.path + "/copy" + ending)
      }
      try queue.close()
    }
    for ending in ["", "-wal"] {
      try bench.folder.write(try desk.bytes("copy" + ending), "gallery.sqlite" + ending)
    }
    try bench.folder.write([1, 2, 3], "gallery.sqlite-shm")
    let gallery = try bench.open()
    #expect(gallery.warnings.isEmpty)
    #expect(try gallery.creations().map(\.stars) == [3, 3])
    #expect(try bench.folder.bytes("gallery.sqlite-shm") == [1, 2, 3])
  }

  // MARK: - Links and names

  @Test func aLinkLeaksNothing() throws {
    let gallery = try bench.open()
    let kept = try bench.keep(gallery, 1)
    try bench.keep(gallery, 2)
    let secret = Image(width: 8, height: 8, red: 1, green: 2, blue: 3)
    try desk.write(try secret.pngData(), "secret.png")
    let leak = try desk.bytes("secret.png")
    for file in [kept.pictureFile, kept.sketchFile] {
      try FileManager.default.removeItem(atPath: bench.folder.path + "/" + file)
      #expect(symlink(desk.path + "/secret.png", bench.folder.path + "/" + file) == 0)
    }
    #expect(throws: GalleryError.self) { try gallery.image(for: kept) }
    #expect(try gallery.verify(repairing: true).contains { $0.kind == .unreadablePicture })
    #expect(try gallery.backUp(to: desk.path + "/backup.zip").pictures == 2)
    let texts = try Language.allCases.map {
      try ExportTexts($0, folder: Self.assets + "/Texts") { .init(english: $0, korean: $0) }
    }
    var export = GalleryExport(
      gallery: gallery, texts: texts[0], otherTexts: texts[1], isLanguageFixed: false, assets: Self.assets + "/Export")
    export.lineDrawing = try LineDrawing(.canny, artist: nil)
    for format in ExportFormat.allCases {
      let report = try export.write(format, to: desk.path + "/\(format)")
      #expect(report.pictures == 1 && report.warnings.count >= 1)
    }
    let other = GalleryBench()
    #expect(try other.open().importPictures(from: bench.folder.path).unreadable == [kept.file])
    try gallery.moveToTrash(kept)
    try gallery.emptyTrash()
    #expect(try desk.bytes("secret.png") == leak)
    for file in try FileManager.default.subpathsOfDirectory(atPath: desk.path) where file != "secret.png" {
      guard let data = FileManager.default.contents(atPath: desk.path + "/" + file) else { continue }
      #expect(data.range(of: Data(leak.suffix(40))) == nil, "\(file)")
    }
  }

  private static let assets = Program.repository.appendingPathComponent("Assets").path

  @Test func aNameWithAControlCharacterGetsAnother() throws {
    do { try bench.keep(try bench.open(), 1) }
    try bench.folder.write(
      try NotedPNG.bytes(NotedPNG.note(["created": 1_795_000_100_000.0])), "pictures/a\nb\u{1B}[31m.png")
    let gallery = try bench.open()
    #expect(try gallery.backUp(to: desk.path + "/before.zip").pictures == 1)
    #expect(try gallery.verify().map(\.kind) == [.improperName])
    let problems = try gallery.verify(repairing: true)
    #expect(problems.allSatisfy { $0.isRepaired && !$0.description.hasControls })
    #expect(try gallery.verify().isEmpty)
    #expect(try gallery.backUp(to: desk.path + "/after.zip").pictures == 2)
    let other = GalleryBench()
    #expect(try other.open().importPictures(from: desk.path + "/after.zip").added == 2)
  }

  // MARK: - Locks

  @Test func aStoppedStudioKeepsNobodyWaiting() throws {
    do { try bench.keep(try bench.open(), 1) }
    let lock = open(bench.folder.path + "/.lock", O_RDWR | O_CLOEXEC)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX) == 0)
    let gallery = try Gallery(path: bench.folder.path, lockSeconds: 0.1, lineMeasure: GalleryBench.darkness)
    #expect(gallery.warnings.count == 1 && gallery.isHeld)
    #expect(try gallery.creations().count == 1)
    #expect(throws: GalleryError.busy(path: bench.folder.path)) { try bench.keep(gallery, 2) }
    flock(lock, LOCK_UN)
    try bench.keep(gallery, 3)
    #expect(try gallery.creations().count == 2)
  }

  @Test func aKilledImportLeavesNothingForGood() throws {
    do { try bench.keep(try bench.open(), 1) }
    // No process has this number (Linux: proc(5), pid_max).
    try FileManager.default.createDirectory(
      atPath: bench.folder.path + "/.import-99999999-1/unpacked", withIntermediateDirectories: true)
    _ = try bench.open()
    #expect(try !bench.folder.names().contains { $0.hasPrefix(".import") })
  }

  @Test func oneBadMemoryDoesNotCostTheOthers() throws {
    let gallery = try bench.open()
    for second in 0..<3 { try gallery.moveToTrash(try bench.keep(gallery, second)) }
    try gallery.emptyTrash()
    let before = try gallery.record(of: Artist(.fox, .orange))
    #expect(before.pictures == 3)
    let text = String(decoding: try bench.folder.bytes("memory.json"), as: UTF8.self)
    let first = try #require(text.range(of: "\"stars\" : "))
    try bench.folder.write(Array(text.replacingCharacters(in: first, with: "\"stars\" : 9").utf8), "memory.json")
    #expect(try gallery.record(of: Artist(.fox, .orange)).pictures == 2)
  }
}

extension String {
  fileprivate var hasControls: Bool { unicodeScalars.contains { $0.properties.generalCategory == .control } }
}

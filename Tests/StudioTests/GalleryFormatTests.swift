import Foundation
import GRDB
import Pictures
import Studio
import Support
import Synchronization
import Testing

/// Galleries, backups and PNG files that earlier versions wrote stay readable. `Tests/Fixtures/gallery` and
/// `gallery-backup.zip` are such bytes: never make them again.
@Suite(.ownThread) struct GalleryFormatTests {
  private let bench = GalleryBench()
  private static let fixtures = Program.repository.appending(path: "Tests/Fixtures").path
  private static let fox = Artist(.fox, .orange)

  /// What the index of the fixture says, newest first.
  private static let creations: [Creation] = {
    func facts(_ strokes: Int, _ length: Double, spread: Double, hints: Double?, _ story: PageStory) -> CreationFacts {
      var ink = InkFacts()
      (ink.strokes, ink.length, ink.longestLine, ink.spread) = (strokes, length, 0.8, spread)
      ink.colours = hints == nil ? [] : [.green]
      return CreationFacts(
        ink: ink, hintFollowing: hints, day: "2026-11-18", story: story, starRule: StarRule.first.rawValue)
    }
    func creation(
      _ second: Int, _ domain: String, _ artist: Artist, lines: Double, _ facts: CreationFacts, _ stickers: [Sticker]
    ) -> Creation {
      Creation(
        id: Int64(second), created: GalleryBench.date(second), domain: domain, artist: artist,
        strokeCount: facts.ink.strokes, width: 16, height: 16, lineFollowing: lines, stars: 2,
        translateMilliseconds: 812.5, checkpointDigest: "00ff", file: "2026-11-18 11.06.4\(second) \(domain).png",
        facts: facts, stickers: stickers)
    }
    var owls = creation(
      3, "panda", Artist(.owl, .pink), lines: 0.5048543689320388,
      facts(3, 1.6, spread: 0.5, hints: 0.5194174757281553, PageStory()), [.firstPicture])
    owls.trashed = GalleryBench.date(100)
    var car = creation(
      2, "car", fox, lines: 0.5048543689320388,
      facts(1, 0.8, spread: 0, hints: nil, PageStory(remixOf: "2026-11-18 11.06.41 panda.png")),
      [.firstRemix, .singleStroke])
    car.isFavourite = true
    let panda = creation(
      1, "panda", fox, lines: 0.5048387096774194,
      facts(
        2, 0.8, spread: 0, hints: 0.5193548387096775,
        PageStory(seconds: 61.5, tools: ["bucket", "mirror"], prompt: "moon")), [.firstPicture, .firstPrompt])
    return [owls, car, panda]
  }()

  private func copyFixture() throws {
    try FileManager.default.removeItem(atPath: bench.folder.path)
    try FileManager.default.copyItem(atPath: Self.fixtures + "/gallery", toPath: bench.folder.path)
  }

  private func expectOldMemory(_ gallery: Gallery) throws {
    #expect(gallery.lastArtist == Self.fox)
    let record = try gallery.record(of: Self.fox)
    // The third was deleted for good; what it earned stays.
    #expect(record.pictures == 3 && record.stickers.contains(.threeDomains))
    #expect(record.sources[.threeDomains] == "2026-11-18 11.06.44 handbag.png")
  }

  @Test func anOldGalleryIsAsItWas() throws {
    try copyFixture()
    let gallery = try bench.open()
    #expect(gallery.warnings.isEmpty)
    #expect(try gallery.creations(inTrash: nil) == Self.creations)
    for creation in Self.creations {
      #expect(try gallery.drawing(for: creation).strokes == GalleryBench.drawing(creation.strokeCount).strokes)
      #expect(try gallery.image(for: creation).width == 16)
    }
    #expect(try gallery.verify().isEmpty)
    try expectOldMemory(gallery)
  }

  @Test func anOldGalleryCanBeLookedAtWithoutWriting() throws {
    try copyFixture()
    let before = try bench.folder.bytes("gallery.sqlite")
    let archive = bench.folder.path + "-copy"
    defer { try? FileManager.default.removeItem(atPath: archive) }
    let other = try Gallery(path: archive, lineMeasure: GalleryBench.darkness)
    #expect(try other.importPictures(from: bench.folder.path) == ImportReport(added: 3))
    #expect(try bench.folder.bytes("gallery.sqlite") == before)
  }

  @Test func theIndexIsMadeAgainFromOldPictures() throws {
    try copyFixture()
    try FileManager.default.removeItem(atPath: bench.folder.path + "/gallery.sqlite")
    let gallery = try bench.open()
    #expect(gallery.warnings.count == 1)
    let found = try gallery.creations(inTrash: nil)
    #expect(found.count == 3)
    for (new, old) in zip(found, Self.creations) {
      var old = old
      // What only the index knew.
      (old.id, old.trashed) = (new.id, new.trashed.map { _ in new.trashed } ?? nil)
      #expect(new == old)
      #expect(try gallery.drawing(for: new).strokes == GalleryBench.drawing(new.strokeCount).strokes)
    }
    #expect(found.map { $0.trashed != nil } == [true, false, false])
    #expect(try gallery.verify().isEmpty)
    try expectOldMemory(gallery)
  }

  @Test func anOldBackupIsTakenIn() throws {
    let gallery = try bench.open()
    #expect(try gallery.importPictures(from: Self.fixtures + "/gallery-backup.zip") == ImportReport(added: 3))
    for (new, old) in zip(try gallery.creations(inTrash: nil), Self.creations) {
      #expect(new.created == old.created && new.domain == old.domain && new.artist == old.artist)
      #expect(new.facts == old.facts && new.stickers == old.stickers && new.isFavourite == old.isFavourite)
      #expect(new.trashed == old.trashed && new.lineFollowing == old.lineFollowing)
    }
    #expect(try gallery.importPictures(from: Self.fixtures + "/gallery-backup.zip") == ImportReport(known: 3))
  }

  @Test("The text of the first version, without facts and stickers, and one of a later version") func texts() throws {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .millisecondsSince1970
    let first = try decoder.decode(
      Creation.self,
      from: Data(
        #"""
        {"artist":{"animal":"fox","colour":1},"created":1795000001000,"domain":"panda","stars":2,
        "strokes":[{"kind":{"pencil":{}},"points":[{"x":0.5,"y":0.1}],"width":0.01},
        {"kind":{"pencil":{}},"points":[],"width":0.01}]}
        """#.utf8))
    #expect(first.created == GalleryBench.date(1) && first.artist == Self.fox && first.stars == 2)
    #expect(first.strokes?.count == 1 && first.strokeCount == 1 && first.facts.ink.strokes == 1)
    #expect(first.lineFollowing == nil && first.stickers.isEmpty)
    let later = try decoder.decode(
      Creation.self,
      from: Data(
        #"""
        {"artist":{"animal":"fox","colour":1},"created":1795000001000,"domain":"panda","stars":3,
        "stickers":["first-picture","a-sticker-of-a-later-version"],"somethingNew":{"a":[1]}}
        """#.utf8))
    #expect(later.stickers == [.firstPicture])
    for senseless in [#""stars":4"#, #""stars":2,"lineFollowing":1.5"#, #""stars":2,"translateMilliseconds":-1"#] {
      #expect(throws: DecodingError.self) {
        try decoder.decode(
          Creation.self,
          from: Data(#"{"artist":{"animal":"fox","colour":1},"created":1,"domain":"panda",\#(senseless)}"#.utf8))
      }
    }
  }

  @Test func oneRecordIsRowTextAndArchive() throws {
    var creation = Self.creations[1]
    creation.strokes = GalleryBench.drawing(1).strokes
    let text = try JSONEncoder().encode(creation)
    let read = try JSONDecoder().decode(Creation.self, from: text)
    creation.id = 0
    #expect(read == creation)
  }

  @Test func aMigrationThatFailsLeavesTheIndexAlone() throws {
    do { try bench.keep(try bench.open(), 1) }
    let path = bench.folder.path + "/gallery.sqlite"
    // As if this version had a mistake in its last step: the step fails on a sound index.
    do {
      let database = try DatabaseQueue(path: path)
      try database.write {
        try $0.execute(
          sql: "DELETE FROM grdb_migrations WHERE identifier = 'score, stickers and favourites'")
      }
      try database.close()
    }
    func contents() throws -> [String] {
      try DatabaseQueue(path: path).read { database in
        try ["sqlite_master", "grdb_migrations", "creation", "drawing"].flatMap {
          try Row.fetchAll(database, sql: "SELECT * FROM \($0)").map { "\($0)" }
        }
      }
    }
    let before = try contents()
    let error = #expect(throws: GalleryError.self) { try bench.open() }
    let sentence = error?.description ?? ""
    #expect(sentence.contains("cannot bring it up to date") && sentence.contains("left as it is"))
    #expect(sentence.hasSuffix(".") && !sentence.contains("\n"))
    #expect(try contents() == before && before.count > 5)
    #expect(try bench.folder.names().filter { $0.contains("damaged") }.isEmpty)
  }

  @Test func anotherProgramsDatabaseIsADamagedIndex() throws {
    do { try bench.keep(try bench.open(), 1) }
    let path = bench.folder.path + "/gallery.sqlite"
    for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
    do {
      let database = try DatabaseQueue(path: path)
      try database.write { try $0.execute(sql: "CREATE TABLE creation (name TEXT)") }
      try database.close()
    }
    let gallery = try bench.open()
    #expect(gallery.warnings.count == 1 && gallery.warnings[0].contains("damaged"))
    #expect(try gallery.count() == 1)
  }

  @Test func aPictureIsMeasuredOnce() throws {
    let count = Mutex(0)
    let gallery = try Gallery(path: bench.folder.path) { _, _ in
      count.withLock { $0 += 1 }
      return 0.6
    }
    let drawing = GalleryBench.drawing()
    let measurement = gallery.measurement(drawing.strokes, GalleryBench.picture())
    #expect(measurement.measures.lines == 0.6 && count.withLock { $0 } == 1)
    let kept = try gallery.keep(
      drawing, picture: GalleryBench.picture(), domain: "panda", artist: Artist(), measurement: measurement)
    #expect(kept.lineFollowing == 0.6 && kept.stars == measurement.measures.stars && count.withLock { $0 } == 1)
    // One of another picture is of no use.
    _ = try gallery.keep(
      drawing, picture: GalleryBench.picture(red: 99), domain: "panda", artist: Artist(), measurement: measurement)
    #expect(count.withLock { $0 } == 2)
  }
}

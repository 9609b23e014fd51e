import Foundation
import Pictures
import Studio
import Support
import Testing

/// What the studio reads from disk, damaged.
@Suite(.ownThread) struct StudioFuzzTests {
  private let folder = TemporaryFolder()
  private let bench = GalleryBench()

  private static let stroke =
    #"{"kind":{"crayon":{"_0":3}},"width":0.01,"points":[{"x":0.1,"y":0.2},{"x":0.8,"y":0.4}]}"#

  @Test func journals() throws {
    var fuzzer = Fuzzer(
      "journal",
      texts: [
        "{\"stroke\":{\"_0\":\(Self.stroke)}}", "{\"strokes\":{\"_0\":[\(Self.stroke),\(Self.stroke)]}}",
        "{\"replace\":{\"_0\":[\(Self.stroke)]}}", "{\"undo\":{}}", "{\"redo\":{}}", "{\"clear\":{}}",
        "{\"prompt\":{\"_0\":\"kite\"}}",
        "{\"page\":{\"_0\":{\"strokes\":[\(Self.stroke)],\"revision\":7,\"past\":[{\"removeLast\":{}},"
          + "{\"removeGroup\":{\"_0\":2}},{\"replace\":{\"_0\":[\(Self.stroke)]}}],\"future\":[{\"add\":{\"_0\":"
          + "\(Self.stroke)}},{\"addGroup\":{\"_0\":[\(Self.stroke)]}}]}}}",
      ])
    let journal = try Journal(folder: folder.path)
    let before = JournalLine.bytes(Array("{\"stroke\":{\"_0\":\(Self.stroke)}}".utf8))
    let tried = fuzzer.run(1000) { record in
      // The checksum is right: what the line says is what is tried.
      try folder.write(before + JournalLine.bytes(record) + before, "00000000000000001-1-1.jsonl")
      guard var drawing = journal.recover() else { return }
      _ = SketchRaster.picture(drawing.strokes, size: 24)
      drawing.begin(at: Point(0.3, 0.3), isMirrored: true)
      drawing.extend(to: Point(0.6, 0.6))
      while drawing.undo() {}
      while drawing.redo() {}
      _ = InkFacts(drawing.strokes)
      journal.discardRecovered()
    }
    #expect(tried >= 1000)
  }

  @Test func settingsAndRules() throws {
    var fuzzer = Fuzzer(
      "settings",
      texts: [
        #"{ "language": "ko", "artist": "blue-panda", "ascii": false, "live": true, "gallery": "~/x", "threads": 2, }"#,
        #"""
        { // comment
          "domains": ["panda", "car"], "prompts": [{"domain": "panda", "en": "a panda", "ko": "판다"}],
          "leavePhrase": "out", "mostPictures": 500, "_note": [1, {"a": null}] }
        """#,
      ])
    let tried = fuzzer.run(2000) { input in
      try folder.write(input, "class.json")
      let (settings, complaint) = Settings.read(folder.path + "/class.json")
      let (rules, other) = ClassRules.read(folder: folder.path)
      for text in [settings.gallery, rules.leavePhrase, complaint, other].compactMap({ $0 }) {
        #expect(text.count < 3000)
      }
    }
    #expect(tried >= 2000)
  }

  @Test func notes() throws {
    for name in ["pictures", "sketches"] {
      try FileManager.default.createDirectory(
        atPath: bench.folder.path + "/" + name, withIntermediateDirectories: true)
    }
    let facts: [String: Any] = [
      "facts": [
        "ink": [
          "strokes": 3, "length": 1.5, "longestLine": 1.0, "dots": 1, "erasings": 0, "colours": [1, 2], "spread": 0.5,
        ], "hintFollowing": 0.5, "day": "2026-11-21",
        "story": ["seconds": 12.5, "tools": ["pencil"], "prompt": "kite"],
      ], "stickers": ["first-picture"], "checkpointDigest": "00ff", "lineFollowing": 0.8, "translateMilliseconds": 12.5,
    ]
    var fuzzer = Fuzzer("picture-notes", texts: [NotedPNG.note(), NotedPNG.note(facts)])
    var batch: [String] = []
    let tried = fuzzer.run(1000) { note in
      let text = String(decoding: note, as: UTF8.self)
      try bench.folder.write(try NotedPNG.bytes(text, side: 2), "pictures/\(batch.count).png")
      batch.append(text)
      guard batch.count == 100 else { return }
      defer { batch = [] }
      // A hundred at a time, as a class's folder would have them: none may lock the others up.
      try? FileManager.default.removeItem(atPath: bench.folder.path + "/gallery.sqlite")
      let gallery = try bench.open()
      let found = Set(try gallery.creations(inTrash: nil).map(\.file))
      let missing = batch.indices.filter { !found.contains("\($0).png") }
      #expect(found.count == 100 && missing.isEmpty, "\(missing.map { batch[$0] })")
      #expect(throws: Never.self) {
        for artist in try gallery.choices().artists { _ = try gallery.record(of: artist).level }
      }
    }
    #expect(tried >= 1000)
  }

  @Test func pictureFiles() throws {
    try FileManager.default.createDirectory(
      atPath: bench.folder.path + "/pictures", withIntermediateDirectories: true)
    var fuzzer = Fuzzer("gallery-files", seeds: [try NotedPNG.bytes(NotedPNG.note())])
    var batch = 0
    let tried = fuzzer.run(1000) { file in
      try bench.folder.write(file, "pictures/\(batch).png")
      batch += 1
      guard batch == 100 else { return }
      defer { batch = 0 }
      try? FileManager.default.removeItem(atPath: bench.folder.path + "/gallery.sqlite")
      #expect(throws: Never.self) { _ = try bench.open().creations(inTrash: nil) }
    }
    #expect(tried >= 1000)
  }

  @Test func archives() throws {
    let gallery = try bench.open()
    for second in 0..<2 { try bench.keep(gallery, second) }
    let archive = try gallery.backUp(to: folder.path + "/seed.zip")
    var fuzzer = Fuzzer("archives", seeds: [try folder.bytes("seed.zip")])
    #expect(archive.pictures == 2)
    let other = GalleryBench()
    let target = try other.open()
    let tried = fuzzer.run(150) { file in
      try folder.write(file, "changed.zip")
      _ = try target.importPictures(from: folder.path + "/changed.zip")
    }
    #expect(tried >= 150)
    #expect(throws: Never.self) { _ = try target.creations(inTrash: nil) }
    #expect(try other.folder.names().filter { $0.hasPrefix(".import") } == [])
  }

  @Test func indexes() throws {
    do { for second in 0..<3 { try bench.keep(try bench.open(), second) } }
    var fuzzer = Fuzzer("indexes", seeds: [try bench.folder.bytes("gallery.sqlite")])
    let tried = fuzzer.run(100) { file in
      for name in try bench.folder.names() where name.hasPrefix("gallery") {
        try FileManager.default.removeItem(atPath: bench.folder.path + "/" + name)
      }
      try bench.folder.write(file, "gallery.sqlite")
      // Whatever the index says, the three pictures are there; it is made anew where it is damaged.
      let gallery = try bench.open()
      _ = try gallery.creations(inTrash: nil)
      _ = try gallery.verify(repairing: true)
    }
    #expect(tried >= 100)
  }
}

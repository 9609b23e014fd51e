import Foundation
import Pictures
import Studio
import Support
import Testing

/// Full disks and read-only folders, in processes of their own because their limits cannot be lifted again.
@Suite(.ownThread) struct GalleryHardshipTests {
  private let bench = GalleryBench()

  /// Keeps one picture, forbids files larger than `limit` bytes, and expects the next one to be refused.
  private static func fillUp(_ path: String, limit: UInt) throws {
    let gallery = try Gallery(path: path, lineMeasure: GalleryBench.darkness)
    _ = try gallery.keep(GalleryBench.drawing(), picture: GalleryBench.picture(), domain: "panda", artist: Artist())
    signal(SIGXFSZ, SIG_IGN)
    var limits = rlimit(rlim_cur: limit, rlim_max: limit)
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limits)
    #expect(throws: GalleryError.diskFull(path: path)) {
      try gallery.keep(GalleryBench.drawing(), picture: GalleryBench.picture(), domain: "car", artist: Artist())
    }
    #expect(try gallery.creations().count == 1)
  }

  private func expectOnePictureAndNoProblem() throws {
    let gallery = try bench.open()
    #expect(gallery.warnings.isEmpty)
    #expect(try gallery.creations().map(\.domain) == ["panda"])
    #expect(try gallery.verify().isEmpty)
    #expect(try bench.folder.names("pictures").count == 1 && bench.folder.names("sketches").count == 1)
  }

  @Test func noRoomForThePicture() async throws {
    await #expect(processExitsWith: .success) { [path = bench.folder.path as String] in
      try GalleryHardshipTests.fillUp(path, limit: 300)
    }
    try expectOnePictureAndNoProblem()
  }

  @Test func noRoomForTheEntry() async throws {
    // More than either PNG file has, less than SQLite's log must have.
    await #expect(processExitsWith: .success) { [path = bench.folder.path as String] in
      try GalleryHardshipTests.fillUp(path, limit: 8000)
    }
    try expectOnePictureAndNoProblem()
  }

  @Test func aReadOnlyGalleryCanBeLookedAt() async throws {
    do {
      try bench.keep(try bench.open(), 1)
    }
    try allow(false)
    defer { try? allow(true) }
    await #expect(processExitsWith: .success) { [path = bench.folder.path as String] in
      if getuid() == 0 { setuid(65_534) }
      let gallery = try Gallery(path: path, lineMeasure: GalleryBench.darkness)
      #expect(gallery.isReadOnly)
      let creation = try #require(try gallery.creations().first)
      #expect(try gallery.image(for: creation) == GalleryBench.picture())
      #expect(try gallery.drawing(for: creation).strokes.count == 2)
      #expect(try gallery.verify().isEmpty)
      #expect(throws: GalleryError.readOnly(path: path)) {
        try gallery.keep(Drawing(), picture: GalleryBench.picture(), domain: "panda", artist: Artist())
      }
      #expect(throws: GalleryError.readOnly(path: path)) { try gallery.moveToTrash(creation) }
      #expect(throws: GalleryError.readOnly(path: path + "/pictures/new")) {
        try Gallery(path: path + "/pictures/new", lineMeasure: GalleryBench.darkness)
      }
    }
  }

  /// Allows or forbids writing to every folder of the gallery.
  private func allow(_ writing: Bool) throws {
    let manager = FileManager.default
    for folder in ["", "/pictures", "/sketches", "/trash", "/trash/pictures", "/trash/sketches"] {
      try manager.setAttributes(
        [.posixPermissions: writing ? 0o755 : 0o555], ofItemAtPath: bench.folder.path + folder)
    }
  }
}

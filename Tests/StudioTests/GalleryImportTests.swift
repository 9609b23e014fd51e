import Foundation
import Pictures
import Studio
import Support
import Testing

/// Backups, and pictures taken in from elsewhere.
@Suite(.ownThread) struct GalleryImportTests {
  private let bench = GalleryBench()
  private let other = GalleryBench()
  private let desk = TemporaryFolder()

  /// What a creation is, whatever its number.
  private func facts(_ gallery: Gallery, inTrash: Bool = false) throws -> [Creation] {
    try gallery.creations(inTrash: inTrash).map {
      Creation(
        id: 0, created: $0.created, domain: $0.domain, artist: $0.artist, strokeCount: $0.strokeCount, width: $0.width,
        height: $0.height, lineFollowing: $0.lineFollowing, stars: $0.stars,
        translateMilliseconds: $0.translateMilliseconds, checkpointDigest: $0.checkpointDigest,
        file: $0.file, trashed: $0.trashed)
    }
  }

  private func filled() throws -> Gallery {
    let gallery = try bench.open()
    for second in 0..<4 { try bench.keep(gallery, second, strokes: second + 1) }
    try gallery.moveToTrash(try bench.keep(gallery, 9, domain: "car"), date: GalleryBench.date(20))
    return gallery
  }

  private func strayFiles(_ folder: TemporaryFolder) throws -> [String] {
    try folder.names().filter { $0.hasPrefix(".") && $0 != ".lock" }
  }

  @Test func aBackupBringsEverythingBack() throws {
    let gallery = try filled()
    let backup = try gallery.backUp(to: desk.path + "/all.zip")
    #expect(backup.pictures == 5 && backup.path == desk.path + "/all.zip")
    #expect(try desk.names() == ["all.zip"])
    let restored = try other.open()
    #expect(try restored.importPictures(from: backup.path) == ImportReport(added: 5))
    for inTrash in [false, true] { #expect(try facts(restored, inTrash: inTrash) == facts(gallery, inTrash: inTrash)) }
    for (new, old) in zip(try restored.creations(inTrash: nil), try gallery.creations(inTrash: nil)) {
      #expect(try other.folder.bytes(new.pictureFile) == bench.folder.bytes(old.pictureFile))
      #expect(try other.folder.bytes(new.sketchFile) == bench.folder.bytes(old.sketchFile))
      #expect(try restored.drawing(for: new) == gallery.drawing(for: old))
    }
    #expect(try restored.verify().isEmpty)
    // Once more adds nothing.
    #expect(try restored.importPictures(from: backup.path) == ImportReport(known: 5))
    #expect(try strayFiles(other.folder).isEmpty)
  }

  @Test func aPictureHasItsIdentityEverywhere() throws {
    let gallery = try filled()
    let kept = try gallery.creations(inTrash: nil)
    #expect(kept.allSatisfy { $0.identity.map(Creation.isIdentity) == true } && Set(kept.map(\.identity)).count == 5)
    let backup = try gallery.backUp(to: desk.path + "/all.zip")
    let restored = try other.open()
    _ = try restored.importPictures(from: backup.path)
    #expect(try restored.creations(inTrash: nil).map(\.identity) == kept.map(\.identity))
    // The files know it, too.
    try FileManager.default.removeItem(atPath: other.folder.path + "/gallery.sqlite")
    #expect(try Set(other.open().creations(inTrash: nil).map(\.identity)) == Set(kept.map(\.identity)))
    // One that came under another moment is the same picture all the same.
    let received = GalleryBench()
    let there = try received.open()
    let now = GalleryBench.date(0)
    let note = try #require(Creation(parcel: gallery.parcel(for: kept[0])))
    #expect(note.identity == kept[0].identity && note.strokes?.count == kept[0].strokeCount)
    let picture = GalleryBench.picture()
    let (late, isNew) = try there.receive(note, picture: picture, identity: #require(note.identity), now: now)
    #expect(isNew && late.created == now && late.created < kept[0].created)
    #expect(try there.importPictures(from: backup.path) == ImportReport(added: 4, known: 1))
  }

  @Test func aFolderNamesTheBackupByDate() throws {
    let gallery = try filled()
    let backup = try gallery.backUp(to: desk.path, date: GalleryBench.date(0))
    #expect(backup.path.hasPrefix(desk.path + "/aicanvas 2026-") && backup.path.hasSuffix(".zip"))
    #expect(throws: ImportError.exists(path: backup.path)) { try gallery.backUp(to: backup.path) }
    #expect(throws: ImportError.self) { try gallery.backUp(to: desk.path + "/nowhere/all.zip") }
    #expect(try desk.names().count == 1)
  }

  @Test func anotherGalleryAndAnExportAreTakenIn() throws {
    let gallery = try filled()
    let export = try GalleryExportTests.export(gallery)
    _ = try export.write(.html, to: desk.path + "/page")
    _ = try export.write(.zip, to: desk.path + "/archive")
    let others = try other.open()
    #expect(try others.importPictures(from: desk.path + "/page") == ImportReport(added: 4))
    #expect(try facts(others) == facts(gallery))
    #expect(try others.importPictures(from: desk.path + "/archive/gallery.zip") == ImportReport(known: 4))
    // The gallery's folder itself has the trash as well.
    #expect(try others.importPictures(from: bench.folder.path) == ImportReport(added: 1, known: 4))
    #expect(try facts(others, inTrash: true) == facts(gallery, inTrash: true))
    #expect(try others.verify().isEmpty && gallery.verify().isEmpty)
    let own = other.folder.path
    #expect(throws: ImportError.sameFolder(path: own)) { try others.importPictures(from: own) }
  }

  @Test func aBareFolderOfPicturesIsTakenIn() throws {
    try desk.write(try GalleryBench.picture(40).pngData(), "Grandma.png")
    try desk.write(Array("no picture".utf8), "rubbish.png")
    try desk.write([1], "note.txt")
    let gallery = try bench.open()
    #expect(try gallery.importPictures(from: desk.path) == ImportReport(added: 1, unreadable: ["rubbish.png"]))
    let creation = try #require(try gallery.creations().first)
    #expect(creation.width == 40 && creation.domain == "unknown" && creation.strokeCount == 0)
    #expect(try gallery.verify().isEmpty)
  }

  @Test func whatIsNoArchiveIsRefused() throws {
    let gallery = try bench.open()
    for (name, bytes) in [("empty.zip", []), ("rubbish.zip", Array("PK\u{3}\u{4} rubbish".utf8))] as [(String, [UInt8])]
    {
      try desk.write(bytes, name)
      #expect(throws: ImportError.self) { try gallery.importPictures(from: desk.path + "/" + name) }
    }
    #expect(throws: ImportError.noPictures(path: other.folder.path)) {
      try gallery.importPictures(from: other.folder.path)
    }
    #expect(throws: ImportError.unreadable(path: "/nowhere", reason: "there is no such file")) {
      try gallery.importPictures(from: "/nowhere")
    }
    #expect(try gallery.count() == 0)
    #expect(try strayFiles(bench.folder).isEmpty)
  }

  @Test func aDamagedArchiveAddsNothing() throws {
    let gallery = try filled()
    let backup = try gallery.backUp(to: desk.path + "/all.zip")
    let good = try desk.bytes("all.zip")
    for place in [200, good.count / 3, good.count / 2] {
      var bad = good
      for offset in 0..<64 { bad[place + offset] ^= 0x5A }
      try desk.write(bad, "bad.zip")
      let target = GalleryBench()
      let others = try target.open()
      // Either the archive is refused, or what is damaged in it is.
      let report = try? others.importPictures(from: desk.path + "/bad.zip")
      #expect((report?.added ?? 0) <= 5)
      #expect(try others.verify().isEmpty)
      #expect(try strayFiles(target.folder).isEmpty)
    }
    #expect(try desk.bytes("all.zip") == good && backup.pictures == 5)
  }

  @Test func aFullDiskLeavesNoHalfBackup() async throws {
    _ = try filled()
    await #expect(processExitsWith: .success) {
      [folder = bench.folder.path as String, path = desk.path as String] in
      let gallery = try Gallery(path: folder, lineMeasure: GalleryBench.darkness)
      signal(SIGXFSZ, SIG_IGN)
      var limits = rlimit(rlim_cur: 3000, rlim_max: 3000)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limits)
      let error = #expect(throws: ImportError.self) { try gallery.backUp(to: path + "/all.zip") }
      #expect(error == .diskFull(path: path + "/all.zip") || error == .gallery(.diskFull(path: folder)))
    }
    #expect(try desk.names().isEmpty)
  }

  @Test func pathsThatLeaveTheFolderAreNotFollowed() throws {
    // An archive made elsewhere: names with `..`, absolute names, hidden files.
    let script = """
      import zipfile, sys
      archive = zipfile.ZipFile(sys.argv[1], "w")
      picture = open(sys.argv[2], "rb").read()
      for name in ["../evil.png", "/tmp/evil.png", "pictures/../../evil.png", "pictures/.hidden.png", "pictures/good.png"]:
          archive.writestr(name, picture)
      archive.close()
      """
    try desk.write(try GalleryBench.picture(16).pngData(), "picture.png")
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = ["python3", "-c", script, desk.path + "/evil.zip", desk.path + "/picture.png"]
    try python.run()
    python.waitUntilExit()
    guard python.terminationStatus == 0 else { return }
    let gallery = try bench.open()
    #expect(try gallery.importPictures(from: desk.path + "/evil.zip") == ImportReport(added: 1))
    #expect(try bench.folder.names("pictures").count == 1)
    #expect(!FileManager.default.fileExists(atPath: bench.folder.path + "/evil.png"))
  }

  // MARK: - Strangers' archives

  @Test func anArchiveThatUnpacksToMuchMoreThanItIsIsRefused() throws {
    // A thousand megabytes of nothing in one: deflated by another program.
    let script = """
      import sys, zipfile
      with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:
          for number in range(20):
              archive.writestr("pictures/%d.png" % number, bytes(50 << 20))
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, desk.path + "/bomb.zip"]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return }
    let gallery = try bench.open()
    let error = #expect(throws: ImportError.self) { try gallery.importPictures(from: desk.path + "/bomb.zip") }
    #expect(error?.description.contains("would unpack to 1000 MB") == true)
    #expect(try gallery.count() == 0 && strayFiles(bench.folder).isEmpty)
  }

  @Test func aPipeIsNoArchive() throws {
    #expect(mkfifo(desk.path + "/pipe.zip", 0o600) == 0)
    #expect(throws: ImportError.self) { try bench.open().importPictures(from: desk.path + "/pipe.zip") }
  }
}

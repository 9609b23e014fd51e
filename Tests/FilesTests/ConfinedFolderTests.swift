import Files
import Foundation
import Support
import Testing

/// A folder that others may write into: no way leads out of it, and its group can use what is made in it.
@Suite(.ownThread) struct ConfinedFolderTests {
  private let root = FileManager.default.temporaryDirectory.path + "/aicanvas-confined-\(UUID().uuidString)"
  private var path: String { root + "/class" }
  private var folder: ConfinedFolder { ConfinedFolder(path) }
  private var secret: String { root + "/secret" }

  init() throws {
    try FileManager.default.createDirectory(atPath: path + "/pictures", withIntermediateDirectories: true)
    try "secret".write(toFile: secret, atomically: true, encoding: .utf8)
  }

  private func code(_ body: () throws -> Void) -> Int32? {
    do {
      try body()
      return nil
    } catch {
      return (error as? SystemFailure)?.code
    }
  }

  @Test func noLinkIsFollowed() throws {
    #expect(symlink(secret, path + "/pictures/a.png") == 0)
    #expect(symlink(root, path + "/out") == 0)
    #expect(code { _ = try folder.read("pictures/a.png") } == ELOOP)
    #expect(code { _ = try folder.read("out/secret") } == ENOTDIR)
    #expect(code { _ = try folder.create("out/new") } == ENOTDIR)
    #expect(code { try AtomicFile.write([1], to: "out/new", in: folder) } == ENOTDIR)
    #expect(code { try folder.makeFolder("out/new") } == ENOTDIR)
    #expect(code { try folder.remove("out/secret") } == ENOTDIR)
    #expect(folder.kind("pictures/a.png") == .link && folder.kind("out/secret") == nil)
    #expect(folder.names(in: "out") == [])
    // A written file takes the link's place; what it led to stays as it was.
    try AtomicFile.write(Array("mine".utf8), to: "pictures/a.png", in: folder)
    #expect(try folder.read("pictures/a.png") == Array("mine".utf8))
    #expect(try String(contentsOfFile: secret, encoding: .utf8) == "secret")
  }

  @Test(arguments: ["../secret", "pictures/../../secret", "", "/etc/passwd", "pictures/", "."])
  func noNameLeadsOut(_ name: String) {
    #expect(code { _ = try folder.read(name) } != nil)
    #expect(code { _ = try folder.create(name) } == EINVAL)
  }

  @Test func aPipeOrAFolderIsNoFile() throws {
    #expect(mkfifo(path + "/pipe.png", 0o644) == 0)
    #expect(code { _ = try folder.read("pipe.png") } == EINVAL)
    #expect(code { _ = try folder.read("pictures") } == EINVAL)
    #expect(code { try folder.sync("pipe.png") } == EINVAL)
  }

  @Test func theFoldersPermissionsHoldWhateverTheUmask() throws {
    #expect(chmod(path, 0o2770) == 0)
    try folder.makeFolder("trash/pictures")
    try AtomicFile.write([1], to: "trash/pictures/a.png", in: folder)
    close(try folder.create("b"))
    func mode(_ name: String) -> mode_t {
      var facts = stat()
      return stat(path + "/" + name, &facts) == 0 ? facts.st_mode & 0o7777 : 0
    }
    #expect(mode("trash") == 0o2770 && mode("trash/pictures") == 0o2770)
    #expect(mode("trash/pictures/a.png") == 0o660 && mode("b") == 0o660)
    #expect(chmod(path, 0o700) == 0)
    close(try folder.create("c"))
    #expect(mode("c") == 0o600)
    // What was made before the folder was shared is shared, too.
    #expect(chmod(path, 0o2770) == 0)
    folder.share("c")
    #expect(mode("c") == 0o660)
  }

  @Test func aLockThatIsALinkMakesNothingElsewhere() throws {
    #expect(symlink(root + "/made", path + "/.lock") == 0)
    do {
      let lock = try FileLock(".lock", in: folder, seconds: 0)
      #expect(lock.descriptor >= 0)
    }
    #expect(folder.kind(".lock") == .file)
    #expect(!FileManager.default.fileExists(atPath: root + "/made"))
  }

  @Test func aHeldLockIsToldInTime() throws {
    let held = try FileLock(".lock", in: folder, seconds: 0)
    #expect(code { _ = try FileLock(".lock", in: folder, seconds: 0.1).descriptor } == EWOULDBLOCK)
    // Removing the file does not let a second one in under the same name unnoticed.
    try folder.remove(".lock")
    let second = try FileLock(".lock", in: folder, seconds: 0)
    #expect(second.descriptor != held.descriptor)
    #expect(code { _ = try FileLock(".lock", in: folder, seconds: 0.1).descriptor } == EWOULDBLOCK)
  }
}

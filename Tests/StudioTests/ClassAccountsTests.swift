import Foundation
import Pictures
import Studio
import Support
import Testing

/// Children with an account each, and a group in common.
@Suite(.ownThread) struct ClassAccountsTests {
  private let desk = TemporaryFolder()

  /// Becomes another user of the group, for good.
  private static func become(_ user: uid_t, group: gid_t) -> Bool {
    umask(0o077)
    var none: gid_t = group
    return setgroups(1, &none) == 0 && setgid(user) == 0 && setuid(user) == 0
  }

  @Test func whatAClassInitMakesIsItsGroups() throws {
    let path = desk.path + "/class"
    #expect(try ClassRules.prepare(folder: path, domains: ["panda"], group: "\(getgid())"))
    var facts = stat()
    #expect(stat(path, &facts) == 0 && facts.st_mode & 0o7777 == 0o2770)
    #expect(stat(path + "/class.json", &facts) == 0 && facts.st_mode & 0o777 == 0o660)
    #expect(ClassRules.access(path)?.isShared == true)
    _ = try Gallery(path: path, lineMeasure: GalleryBench.darkness)
    for file in [".lock", "gallery.sqlite"] {
      #expect(stat(path + "/" + file, &facts) == 0 && facts.st_mode & 0o777 == 0o660)
    }
    for folder in ["pictures", "sketches", "trash", "trash/pictures", "trash/sketches"] {
      #expect(stat(path + "/" + folder, &facts) == 0 && facts.st_mode & 0o7777 == 0o2770)
    }
    // A folder that was there keeps its permissions, and says who may use it.
    #expect(mkdir(desk.path + "/home", 0o755) == 0)
    #expect(try ClassRules.prepare(folder: desk.path + "/home", domains: []))
    #expect(stat(desk.path + "/home", &facts) == 0 && facts.st_mode & 0o7777 == 0o755)
    #expect(ClassRules.access(desk.path + "/home")?.isShared == false)
    #expect(throws: GalleryError.self) {
      try ClassRules.prepare(folder: desk.path + "/other", domains: [], group: "no such group")
    }
    #expect(!FileManager.default.fileExists(atPath: desk.path + "/other"))
  }

  /// Only the administrator can become two users; elsewhere this says nothing.
  @Test(.enabled(if: getuid() == 0)) func twoAccountsShareAFolderAndAThirdIsKeptOut() async throws {
    let path = desk.path + "/class"
    #expect(try ClassRules.prepare(folder: path, domains: [], group: "61000"))
    #expect(chmod(desk.path, 0o755) == 0)
    await #expect(processExitsWith: .success) { [path = path as String] in
      #expect(ClassAccountsTests.become(61_001, group: 61_000))
      let gallery = try Gallery(path: path, lineMeasure: GalleryBench.darkness)
      for domain in ["panda", "car"] {
        _ = try gallery.keep(GalleryBench.drawing(), picture: GalleryBench.picture(), domain: domain, artist: Artist())
      }
    }
    await #expect(processExitsWith: .success) { [path = path as String] in
      #expect(ClassAccountsTests.become(61_002, group: 61_000))
      let gallery = try Gallery(path: path, lineMeasure: GalleryBench.darkness)
      #expect(!gallery.isReadOnly)
      _ = try gallery.keep(GalleryBench.drawing(3), picture: GalleryBench.picture(), domain: "space", artist: Artist())
      for creation in try gallery.creations() { try gallery.moveToTrash(creation) }
      let panda = try #require(try gallery.creations(inTrash: true).first { $0.domain == "panda" })
      try gallery.restore(panda)
      try gallery.setFavourite(true, panda)
      #expect(try gallery.emptyTrash() == 2)
    }
    await #expect(processExitsWith: .success) { [path = path as String] in
      #expect(ClassAccountsTests.become(61_003, group: 61_003))
      #expect(throws: GalleryError.self) { try Gallery(path: path, lineMeasure: GalleryBench.darkness) }
      #expect(access(path + "/class.json", R_OK) != 0 && access(path + "/pictures", X_OK) != 0)
    }
    // And the first again, after the second has rewritten what both need.
    await #expect(processExitsWith: .success) { [path = path as String] in
      #expect(ClassAccountsTests.become(61_001, group: 61_000))
      let gallery = try Gallery(path: path, lineMeasure: GalleryBench.darkness)
      #expect(try gallery.creations().map(\.isFavourite) == [true])
      #expect(try gallery.verify().isEmpty)
    }
  }
}

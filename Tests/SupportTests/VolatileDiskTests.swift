import Foundation
import Support
import Testing

/// What a power cut leaves, by the rules of the disk that the other tests cut.
@Suite(.ownThread) struct VolatileDiskTests {
  private static func disk(_ operations: FileOperation...) -> VolatileDisk {
    var tree = FileTree()
    tree.folders = ["a", "b"]
    tree.files = ["a/old": [1, 2, 3]]
    var disk = VolatileDisk(tree)
    for operation in operations { disk.apply(operation) }
    return disk
  }

  @Test func bytesLastWhenTheirFileWasSynced() {
    var disk = Self.disk(.write("a/old", offset: 1, [9, 9, 9, 9]))
    #expect(disk.left(.nothing).files == ["a/old": [1, 2, 3]])
    #expect(disk.left(.torn).files == ["a/old": [1, 9, 9]])
    #expect(disk.left(.bytes).files == ["a/old": [1, 9, 9, 9, 9]])
    disk.apply(.sync("a/old"))
    #expect(disk.left(.nothing).files == ["a/old": [1, 9, 9, 9, 9]])
    disk.apply(.truncate("a/old", size: 1))
    #expect(disk.left(.nothing).files["a/old"]?.count == 5 && disk.tree.files["a/old"] == [1])
  }

  @Test func namesLastWhenTheirFolderWasSynced() {
    var disk = Self.disk(.create("a/new"), .write("a/new", offset: 0, [7]), .sync("a/new"))
    #expect(disk.left(.nothing).files["a/new"] == nil)
    #expect(disk.left(.names).files["a/new"] == [7])
    disk.apply(.rename("a/new", to: "a/old"))
    #expect(disk.left(.nothing).files == ["a/old": [1, 2, 3]])
    disk.apply(.sync("a"))
    #expect(disk.left(.nothing).files == ["a/old": [7]])
    disk.apply(.remove("a/old"))
    #expect(disk.left(.nothing).files == ["a/old": [7]] && disk.tree.files.isEmpty)
  }

  /// A file that was written and renamed, but never synced, is empty: the mistake that programs make.
  @Test func aNameCanBeThereBeforeItsBytes() {
    let disk = Self.disk(.create("a/new"), .write("a/new", offset: 0, [7]), .rename("a/new", to: "a/old"), .sync("a"))
    #expect(disk.left(.nothing).files == ["a/old": []])
  }

  @Test func aFolderThatIsLostTakesItsFilesAlong() {
    var disk = Self.disk(.makeFolder("c"), .create("c/x"), .sync("c/x"), .sync("c"))
    #expect(disk.left(.nothing).folders == ["a", "b"] && disk.left(.nothing).files["c/x"] == nil)
    disk.apply(.sync(""))
    #expect(disk.left(.nothing).files["c/x"] == [])
  }

  /// Across folders, too: the file has one name, the old or the new.
  @Test func aRenameHappensAsAWhole() {
    var disk = Self.disk(.rename("a/old", to: "b/new"))
    #expect(disk.left(.nothing).files == ["a/old": [1, 2, 3]])
    disk.apply(.sync("b"))
    #expect(disk.left(.nothing).files == ["b/new": [1, 2, 3]])
  }

  @Test func mixturesKeepWhatIsSure() {
    let disk = Self.disk(
      .create("a/sure"), .write("a/sure", offset: 0, [5]), .sync("a/sure"), .sync("a"), .create("b/one"),
      .create("b/two"))
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let files = disk.left(mixedBy: &random).files
      #expect(files["a/sure"] == [5] && files["a/old"] == [1, 2, 3])
      #expect(files["b/two"] == nil || files["b/one"] != nil, "a folder's changes happen in their order")
    }
  }

  @Test(.enabled(if: FileRecorder.works)) func everyLibrarysOperationsAreSeen() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/recorded-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let operations = try FileRecorder.record(folder) {
      let manager = FileManager.default
      try manager.createDirectory(atPath: folder + "/one/two", withIntermediateDirectories: true)
      try Data([1, 2, 3]).write(to: URL(fileURLWithPath: folder + "/one/two/x"))
      let handle = try #require(FileHandle(forUpdatingAtPath: folder + "/one/two/x"))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data([4, 5]))
      try handle.truncate(atOffset: 4)
      try handle.synchronize()
      try handle.close()
      try manager.moveItem(atPath: folder + "/one/two/x", toPath: folder + "/y")
      try manager.removeItem(atPath: folder + "/one")
    }
    #expect(operations.contains(.sync("one/two/x")) && operations.contains(.rename("one/two/x", to: "y")))
    let cuts = PowerCuts(before: FileTree(), operations, promises: [])
    #expect(cuts.end == (try FileTree(folder)))
    #expect(cuts.end.files == ["y": [1, 2, 3, 4]] && cuts.end.folders.isEmpty)
  }
}

import Files
import Foundation
import Support
import Testing

@Suite(.ownThread) struct AtomicFileTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/aicanvas-files-\(UUID().uuidString)"
  private var path: String { folder + "/a file.bin" }

  init() throws { try SystemFile.makeFolder(folder) }

  private func cleanUp() { try? FileManager.default.removeItem(atPath: folder) }

  @Test func writesAndReplaces() throws {
    defer { cleanUp() }
    try AtomicFile.write([1, 2, 3], to: path)
    #expect(try SystemFile.read(path) == [1, 2, 3])
    try AtomicFile.write([], to: path, syncingFolder: false)
    #expect(try SystemFile.read(path) == [])
    #expect(SystemFile.names(in: folder) == ["a file.bin"])
  }

  @Test func withoutCommitNothingHasHappened() throws {
    defer { cleanUp() }
    try AtomicFile.write([1], to: path)
    do {
      let file = try AtomicFile(at: path)
      try file.write([2, 3])
      #expect(SystemFile.names(in: folder).count == 2)
      #expect(SystemFile.names(in: folder)[0].hasPrefix(AtomicFile.hiddenPrefix))
    }
    #expect(SystemFile.names(in: folder) == ["a file.bin"])
    #expect(try SystemFile.read(path) == [1])
  }

  @Test func aFailureNamesTheFileThatWasWanted() {
    defer { cleanUp() }
    let path = folder + "/nowhere/file"
    #expect(throws: SystemFailure(path, code: ENOENT)) { try AtomicFile.write([1], to: path) }
  }

  @Test func aFullDiskLeavesTheOldFile() async throws {
    defer { cleanUp() }
    try AtomicFile.write([1], to: path)
    await #expect(processExitsWith: .success) { [path = path as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limits = rlimit(rlim_cur: 1000, rlim_max: 1000)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limits)
      do throws(SystemFailure) {
        try AtomicFile.write([UInt8](repeating: 7, count: 5000), to: path)
        Issue.record("it was written")
      } catch {
        #expect(error.isDiskFull && error.path == path)
      }
    }
    #expect(SystemFile.names(in: folder) == ["a file.bin"])
    #expect(try SystemFile.read(path) == [1])
  }
}

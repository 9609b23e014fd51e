import Foundation
import Studio
import Support
import Testing

@Suite(.ownThread) struct StoragePathsTests {
  private let folder = TemporaryFolder()

  private func make(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: folder.path + "/" + path, withIntermediateDirectories: true)
  }

  @Test func findsTheProgramsFolder() throws {
    try make("home/Checkpoints")
    try make("repository/Checkpoints")
    try make("repository/Assets")
    try make("repository/.build/release")
    try make("prefix/bin")
    try make("prefix/share/aicanvas/Checkpoints")
    try make("prefix/share/aicanvas/Assets")
    let root = folder.path
    #expect(
      ProgramHome.find(
        environment: ["AICANVAS_HOME": root + "/home"], executable: root + "/repository/.build/release/x")
        == root + "/home")
    #expect(
      ProgramHome.find(
        environment: ["AICANVAS_HOME": root + "/none"], executable: root + "/repository/.build/release/x")
        == root + "/repository")
    #expect(ProgramHome.find(environment: [:], executable: root + "/prefix/bin/x") == root + "/prefix/share/aicanvas")
    #expect(ProgramHome.find(environment: [:], executable: "/x") == nil)
    #expect(ProgramHome.find(environment: [:], executable: nil) == nil)
    #expect(ProgramHome.ownExecutable?.hasPrefix("/") == true)
  }

  @Test func followsTheBaseDirectorySpecification() {
    let paths = StoragePaths(environment: [
      "HOME": "/home/kid", "XDG_STATE_HOME": "/var/kid/", "XDG_DATA_HOME": "relative",
    ])
    #expect(paths.gallery == "/home/kid/.local/share/aicanvas/gallery")
    #expect(paths.checkpoints == "/home/kid/.local/share/aicanvas/checkpoints")
    #expect(paths.journal == "/var/kid/aicanvas/journal")
    #expect(paths.configuration == "/home/kid/.config/aicanvas")
    #expect(StoragePaths(environment: ["XDG_DATA_HOME": "/data"]).gallery == "/data/aicanvas/gallery")
  }
}

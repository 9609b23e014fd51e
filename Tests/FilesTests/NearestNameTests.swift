import Files
import Foundation
import Support
import Testing

@Suite("What somebody may have meant", .ownThread) struct NearestNameTests {
  @Test(
    "A slip of the finger is understood, another word is not",
    arguments: [
      ("panad", "panda"), ("Panda", "panda"), ("gemstones", "gemstone"), ("spcae", "space"), ("shoo", "shoe"),
      ("dog", nil), ("", nil), ("handbagzzzzzz", nil),
    ] as [(String, String?)])
  func suggestion(_ mistyped: String, _ meant: String?) {
    let names = ["anything", "gemstone", "handbag", "panda", "shoe", "space"]
    #expect(NearestName.suggestion(for: mistyped, among: names) == meant)
  }

  @Test("A missing folder's neighbour is found, also further up the path") func folder() throws {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent("near-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: home) }
    for name in ["class-3b/pictures", "other", ".hidden"] {
      try FileManager.default.createDirectory(atPath: "\(home)/\(name)", withIntermediateDirectories: true)
    }
    #expect(NearestName.folder(near: home + "/clas-3b") == home + "/class-3b")
    #expect(NearestName.folder(near: home + "/class-3d/pictures/") == home + "/class-3b/pictures")
    #expect(NearestName.folder(near: home + "/class-3d/nothing") == nil)
    #expect(NearestName.folder(near: home + "/hidden") == nil)
    #expect(NearestName.folder(near: "/") == nil && NearestName.folder(near: "") == nil)
  }
}

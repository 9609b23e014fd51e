import Foundation
import Generation
import Networks
import Pictures
import Studio
import Support
import Testing

@Suite(.ownThread) struct CatalogueTests {
  private let folder = TemporaryFolder()

  private func make(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: folder.path + "/" + path, withIntermediateDirectories: true)
  }

  @Test func findsCheckpointsAndPrefersTheUsersOwn() throws {
    try make("built/folder.safetensors")
    try make("own")
    for file in [
      "built/panda.safetensors", "built/game-hero.safetensors", "built/notes.txt", "built/.hidden.safetensors",
    ] {
      try folder.write([], file)
    }
    try folder.write([], "own/panda.safetensors")
    let catalogue = DomainCatalogue(builtIn: folder.path + "/built", own: folder.path + "/own") { path in
      path.hasSuffix("own/panda.safetensors")
        ? DomainCard(titles: DomainTitles(english: "My panda", korean: "내 판다"), steps: 12) : nil
    }
    #expect(catalogue.domains.map(\.name) == ["game-hero", "panda"])
    #expect(catalogue["game-hero"]?.titles.english == "Game hero")
    #expect(catalogue["game-hero"]?.isBuiltIn == true)
    #expect(catalogue["panda"]?.titles.korean == "내 판다")
    #expect(catalogue["panda"]?.path == folder.path + "/own/panda.safetensors")
    #expect(catalogue["panda"]?.isBuiltIn == false)
    #expect(catalogue["panda"]?.card?.steps == 12)
    #expect(catalogue["game-hero"]?.card == nil)
    #expect(catalogue["car"] == nil)
  }

  @Test func cardsArePutIntoWords() {
    var card = ModelCard(
      architecture: GeneratorArchitecture(.resnet, width: 4, blocks: 2, inputChannels: 5), nativeSize: 64,
      domain: "kite", titles: ModelCard.Titles(en: "Kite", ko: "연"), steps: 300)
    card.data = [ModelCard.DataSource(name: "Kites", licence: "CC0", credit: "somebody")]
    card.scores = ["zeal": 1, "pairs": 12, "l1": 0.25, "aim": 2]
    card.limitations = ["Strings vanish."]
    let words = DomainCard(card)
    #expect(words.titles == DomainTitles(english: "Kite", korean: "연"))
    #expect(words.network == "resnet width 4, 2 blocks, 64×64")
    #expect(words.steps == 300)
    #expect(words.data.map(\.line) == ["Kites, CC0: somebody"])
    #expect(words.figures.map(\.line) == ["L1 0.2500", "fresh pairs 12", "aim 2.0000", "zeal 1.0000"])
    #expect(words.limitations == ["Strings vanish."])
  }

  @Test func missingFoldersAreEmpty() {
    let none = DomainCatalogue(builtIn: folder.path + "/no", own: nil) { _ in nil }
    #expect(none.domains.isEmpty)
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

import Foundation
import Pictures
import Studio
import Support
import Testing

/// Files that a person writes: what makes sense counts, the rest is told and ignored.
@Suite(.ownThread) struct SettingsTests {
  private let folder = TemporaryFolder()

  private func settings(_ text: String) throws -> (settings: Settings, complaint: String?) {
    try folder.write(Array(text.utf8), "settings.json")
    return Settings.read(folder.path + "/settings.json")
  }

  @Test func everythingMayBeLeftOut() throws {
    let missing = Settings.read(folder.path + "/nowhere.json")
    #expect(missing.settings == Settings() && missing.complaint == nil)
    let empty = try settings("{}")
    #expect(empty.settings == Settings() && empty.complaint == nil)
  }

  @Test func everySettingIsRead() throws {
    let (settings, complaint) = try settings(
      """
      // Comments are allowed.
      { "language": "ko", "artist": "pink-owl", "ascii": true, "reducedMotion": true, "live": true, "sound": true,
        "gallery": "/srv/pictures", "threads": 3, "characters": "blocks", "graphics": "kitty",
        "precision": "bfloat16", }
      """)
    #expect(complaint == nil)
    #expect(settings.language == .korean && settings.artist == Artist(.owl, .pink))
    #expect(settings.ascii && settings.reducedMotion && settings.live && settings.sound)
    #expect(settings.gallery == "/srv/pictures" && settings.threads == 3 && settings.precision == .bfloat16)
    #expect(settings.characters == "blocks" && settings.graphics == "kitty")
    let best = try self.settings(#"{"graphics": "auto"}"#)
    #expect(best.settings == Settings() && best.complaint == nil)
    #expect(try self.settings(#"{"gallery": "~/x"}"#).settings.gallery == NSHomeDirectory() + "/x")
  }

  /// A byte that is no text, where a name is expected, ended the program within Foundation.
  @Test func bytesThatAreNoTextAreTold() throws {
    try folder.write(Array("{ \"language\": \"ko\",".utf8) + [0xFF] + Array("\"ascii\": true }".utf8), "class.json")
    let (settings, complaint) = Settings.read(folder.path + "/class.json")
    #expect(settings == Settings() && complaint?.contains("it is no text in UTF-8") == true)
    #expect(ClassRules.read(folder: folder.path).complaint?.contains("it is no text in UTF-8") == true)
  }

  @Test func faultsAreToldWithLineAndColumn() throws {
    let broken = try settings("{\n  \"language\": \"ko\",\n  \"ascii\": yes\n}")
    #expect(broken.complaint?.contains("line 3, column") == true, "\(broken.complaint ?? "")")
    let odd = try settings("{\n  // 한국어\n  \"live\": 3, \"colour\": 1\n}")
    let sentence = try #require(odd.complaint)
    #expect(sentence.contains("line 3, column 3: \"live\" must be true or false"), "\(sentence)")
    #expect(sentence.contains("line 3, column 14: \"colour\" is no setting"), "\(sentence)")
  }

  @Test func namesThatAreNoSettingsAreToldCutAndCounted() throws {
    let many = (0..<1000).map { "\"\(String(repeating: "n", count: 500))\($0)\": 1" }.joined(separator: ", ")
    let complaint = try #require(try settings("{\(many), \"\\u001b[31m\": 1}").complaint)
    #expect(complaint.utf8.count < 1000 && complaint.contains("996 more names") && !complaint.contains("\u{1B}"))
  }

  @Test func rubbishIsToldInOneSentenceAndIgnored() throws {
    let (settings, complaint) = try settings(
      #"""
      {"language": "fr", "artist": 7, "ascii": "yes", "threads": 0, "gallery": "x", "live": true, "colour": 1,
       "characters": "runes", "graphics": 3, "precision": "float64"}
      """#)
    var expected = Settings()
    expected.live = true
    #expect(settings == expected)
    let sentence = try #require(complaint)
    for name in ["language", "artist", "ascii", "threads", "gallery", "colour", "characters", "graphics", "precision"] {
      #expect(sentence.contains("\"\(name)\""), "\(name)")
    }
    #expect(sentence.hasPrefix("In \(folder.path)/settings.json, ") && sentence.hasSuffix("."))
    #expect(!sentence.contains("\n"))
  }

  @Test(arguments: ["", "[1]", "{", "\u{0}\u{1}\u{2}", "{\"live\": tru", "null", String(repeating: "[", count: 9999)])
  func whatIsNoSettingsFileIsTold(_ text: String) throws {
    let (settings, complaint) = try settings(text)
    #expect(settings == Settings() && complaint != nil)
  }

  @Test func aFolderInItsPlaceIsTold() throws {
    let (settings, complaint) = Settings.read(folder.path)
    #expect(settings == Settings() && complaint?.contains("cannot be read") == true)
  }

  private func rules(_ text: String) throws -> (rules: ClassRules, complaint: String?) {
    try folder.write(Array(text.utf8), "class.json")
    return ClassRules.read(folder: folder.path)
  }

  @Test func aClassHasItsRules() throws {
    let (rules, complaint) = try rules(
      """
      { "domains": ["panda", "car"], "leavePhrase": "sesame1", "mostPictures": 12,
        "prompts": [{"domain": "panda", "en": "a panda", "ko": "판다"}, {"domain": "car", "ko": "자동차"}] }
      """)
    #expect(complaint == nil)
    #expect(rules.domains == ["panda", "car"] && rules.leavePhrase == "sesame1" && rules.mostPictures == 12)
    #expect(rules.prompts.map(\.domain) == ["panda", "car"])
    #expect(rules.prompts.map(\.words.english) == ["a panda", "자동차"])
  }

  @Test(
    arguments: [
      #"{"domains": [1]}"#, #"{"leavePhrase": "Open Sesame!"}"#, #"{"mostPictures": -1}"#, #"{"prompts": ["x"]}"#,
      #"{"prompts": [{"fr": "x"}]}"#, #"{"mostPictures": 1.5}"#, "rubbish",
    ])
  func aClassWithRubbishHasTheUsualRules(_ text: String) throws {
    let (rules, complaint) = try rules(text)
    #expect(rules == ClassRules() && complaint != nil)
  }

  @Test func theExampleMakesSense() throws {
    let path = folder.path + "/class"
    #expect(try ClassRules.prepare(folder: path, domains: ["panda", "car"]))
    let (rules, complaint) = ClassRules.read(folder: path)
    var expected = ClassRules()
    expected.mostPictures = 500
    #expect(rules == expected && complaint == nil)
    try folder.write(Array("{}".utf8), "class/class.json")
    #expect(try !ClassRules.prepare(folder: path, domains: []))
    #expect(try folder.bytes("class/class.json") == Array("{}".utf8))
  }

  @Test func aClassMayBeFull() throws {
    let bench = GalleryBench()
    let gallery = try Gallery(path: bench.folder.path, mostPictures: 2, lineMeasure: GalleryBench.darkness)
    let first = try bench.keep(gallery, 1)
    try bench.keep(gallery, 2)
    #expect(throws: GalleryError.full(most: 2)) { try bench.keep(gallery, 3) }
    try gallery.moveToTrash(first)
    try bench.keep(gallery, 3)
    #expect(throws: GalleryError.full(most: 2)) { try bench.keep(gallery, 4) }
    #expect(try gallery.verify().isEmpty)
  }
}

import Foundation
import Studio
import StudioApp
import Support
import Terminal
import Testing

@Suite("The studio's words", .ownThread) struct TextsTests {
  @Test("Both languages have exactly the keys that the studio knows", arguments: Language.allCases)
  func complete(_ language: Language) throws {
    let path = StudioStrip.textsFolder + "/\(language.rawValue).json"
    let data = try #require(FileManager.default.contents(atPath: path))
    let words = try JSONDecoder().decode([String: String].self, from: data)
    #expect(Set(words.keys) == Set(TextKey.allCases.map(\.rawValue)))
    #expect(words.values.allSatisfy { !$0.isEmpty })
  }

  @Test("Every text fits its place in the smallest window", arguments: Language.allCases)
  func fits(_ language: Language) throws {
    let texts = try Texts(language, folder: StudioStrip.textsFolder)
    let colours = TextKey.allCases.filter { $0.rawValue.hasPrefix("colour.") }.map { texts[$0] }
    let animals = TextKey.allCases.filter { $0.rawValue.hasPrefix("animal.") }.map { texts[$0] }
    let stamps = TextKey.allCases.filter { $0.rawValue.hasPrefix("stamp.") }.map { texts[$0] }
    let titles = StudioStrip.domains.map { $0.titles.text(language) }
    let widest = { (words: [String]) in words.max { CharacterWidth.cells(of: $0) < CharacterWidth.cells(of: $1) } ?? ""
    }
    let values = [
      "percent": "100", "colour": widest(colours), "stamp": widest(stamps), "domain": widest(titles), "reason": "",
      "count": "999", "seconds": "99.9", "level": "99", "value": "", "sticker": "", "animal": widest(animals),
      "prompt": "", "starter": "",
    ]
    for key in TextKey.allCases {
      guard let room = key.room else { continue }
      let filled = texts.filled(key, values)
      #expect(CharacterWidth.cells(of: filled) <= room, "\(key.rawValue): \(filled)")
      #expect(!filled.contains("{"), "\(key.rawValue) has a placeholder that nothing fills")
    }
  }

  @Test("Every button but those that choose or scroll is explained") func explained() {
    let plain = ["button.filter", "button.up", "button.down"]
    let lacking = TextKey.allCases.filter { key in
      key.rawValue.hasPrefix("button.") && key.explanation == nil && !plain.contains { key.rawValue.hasPrefix($0) }
    }
    #expect(lacking.isEmpty)
    let explained = Set(TextKey.allCases.compactMap(\.explanation))
    #expect(TextKey.allCases.filter { $0.rawValue.hasPrefix("what.") }.allSatisfy(explained.contains))
  }

  @Test("Both languages use the same placeholders") func placeholders() throws {
    let english = try Texts(.english, folder: StudioStrip.textsFolder)
    let korean = try Texts(.korean, folder: StudioStrip.textsFolder)
    for key in TextKey.allCases {
      let names = { (text: String) in Set(text.matches(of: /\{[a-z]+\}/).map { String($0.output) }) }
      #expect(names(english[key]) == names(korean[key]), "\(key.rawValue)")
    }
  }

  @Test("A file that is missing, damaged or incomplete gives one clear sentence") func damaged() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "texts-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/en.json"
    let read = { try Texts(.english, folder: folder) }
    #expect(throws: TextsError.unreadable(path)) { try read() }
    for rubbish in ["", "[1, 2]", "{\"button.pencil\": 3}", "{\"button.pencil\": \"Pen", "\u{0}\u{1}"] {
      try rubbish.write(toFile: path, atomically: true, encoding: .utf8)
      #expect(throws: TextsError.malformed(path)) { try read() }
    }
    var words = Dictionary(uniqueKeysWithValues: TextKey.allCases.map { ($0.rawValue, "word") })
    words["button.quit"] = nil
    try JSONEncoder().encode(words).write(to: URL(filePath: path))
    #expect(throws: TextsError.missing("button.quit", path)) { try read() }
    words["button.quit"] = "word"
    words["button.fly"] = "word"
    try JSONEncoder().encode(words).write(to: URL(filePath: path))
    #expect(throws: TextsError.unknown("button.fly", path)) { try read() }
    #expect(TextsError.missing("button.quit", path).description.contains("\"button.quit\""))
  }

  @Test(
    "The language follows the environment",
    arguments: [
      (["LANG": "ko_KR.UTF-8"], Language.korean), (["LANG": "en_GB.UTF-8"], .english), ([:], .english),
      (["LC_ALL": "", "LC_MESSAGES": "ko", "LANG": "en_US"], .korean), (["LC_ALL": "C", "LANG": "ko_KR"], .english),
    ])
  func language(_ environment: [String: String], _ language: Language) {
    #expect(Language(environment: environment) == language)
  }
}

import Foundation
import Generation
import Pictures
import Studio
import Support
import Testing

@Suite("Ideas for a drawing", .ownThread) struct PromptTests {
  static let assets = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Assets").standardized
    .path
  static let domains = [
    "anything", "car", "cartoon-face", "game-character", "gemstone", "handbag", "panda", "portrait", "shoe",
    "space",
  ]
  private let library = StudioLibrary(assets: assets, domains: domains)

  @Test("Days are numbered from the first of January 1970") func days() {
    #expect(CalendarDay(year: 1970, month: 1, day: 1).number == 0)
    #expect(CalendarDay(year: 1969, month: 12, day: 31).number == -1)
    #expect(CalendarDay(year: 2000, month: 2, day: 29).number == 11_016)
    #expect(CalendarDay(year: 2026, month: 11, day: 21).number == 20_778)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? .current
    for step in stride(from: -40_000, through: 60_000, by: 37) {
      let date = Date(timeIntervalSince1970: Double(step) * 86_400 + 3600)
      #expect(CalendarDay(date, in: calendar.timeZone).number == step)
    }
  }

  @Test("The day is the one that people write where they are") func zones() throws {
    let date = Date(timeIntervalSince1970: 1_770_000_000)  // 2026-02-02 02:40 UTC
    let seoul = try #require(TimeZone(identifier: "Asia/Seoul"))
    let lima = try #require(TimeZone(identifier: "America/Lima"))
    #expect(CalendarDay(date, in: seoul) == CalendarDay(year: 2026, month: 2, day: 2))
    #expect(CalendarDay(date, in: lima) == CalendarDay(year: 2026, month: 2, day: 1))
  }

  @Test("Each day has one idea, the same for everyone, and the next day another") func promptOfTheDay() throws {
    let day = CalendarDay(year: 2026, month: 11, day: 21)
    let today = try #require(library.prompts.prompt(of: day))
    #expect(StudioLibrary(assets: Self.assets, domains: []).prompts.prompt(of: day) == today)
    let tomorrow = try #require(library.prompts.prompt(of: CalendarDay(year: 2026, month: 11, day: 22)))
    #expect(tomorrow.id != today.id && tomorrow.domain != today.domain)
    let year = (0..<366).compactMap { library.prompts[day.number + $0]?.id }
    #expect(year.count == 366)
    #expect(Set(year).count == library.prompts.prompts.count)
    #expect(library.prompts[-1] == library.prompts.prompts.last)
    #expect(PromptList()[5] == nil)
  }

  @Test("The list that ships: sixty at least, in both languages, for every domain") func list() {
    #expect(library.problems == [])
    let prompts = library.prompts.prompts
    #expect(prompts.count >= 60)
    #expect(Set(prompts.map(\.id)).count == prompts.count)
    #expect(Set(prompts.map(\.domain)) == Set(Self.domains))
    for prompt in prompts {
      #expect(prompt.id.hasPrefix(prompt.domain + "-"))
      #expect(!prompt.words.english.isEmpty && prompt.words.english.allSatisfy(\.isASCII))
      #expect(prompt.words.korean.contains { ("가"..."힣").contains($0) }, "\(prompt.id)")
    }
    #expect(Set(prompts.map(\.words.english)).count == prompts.count)
    #expect(Set(prompts.map(\.words.korean)).count == prompts.count)
  }

  @Test("The outlines that ship: three at least for every domain, on the canvas, with both halves", arguments: domains)
  func outlines(_ domain: String) throws {
    let starters = try #require(library.starters[domain])
    #expect(starters.count >= 3)
    #expect(Set(starters.map(\.id)).count == starters.count)
    for starter in starters {
      let whole = starter.outline.reduce(0) { $0 + Polyline.length($1.points) }
      let half = starter.leftHalf.reduce(0) { $0 + Polyline.length($1.points) }
      #expect(whole > 1.5, "\(starter.id) is hardly anything")
      #expect(half > whole * 0.25 && half < whole * 0.75, "\(starter.id)")
      #expect(starter.leftHalf.allSatisfy { $0.points.allSatisfy { $0.x <= 0.5 + 1e-9 } })
    }
  }

  @Test("The samples that ship are small", arguments: domains)
  func samples(_ domain: String) throws {
    let sample = try #require(library.samples[domain])
    #expect(sample.width == 128 && sample.height == 128)
    let file = Self.assets + "/Samples/" + domain + ".png"
    let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
    #expect(try #require(size) <= 15_360)
  }

  @Test("A line is cut where it crosses the middle") func halves() {
    let across = [Point(0.25, 0.2), Point(0.75, 0.4), Point(0.25, 0.6)]
    let right = [Point(0.6, 0.1), Point(0.9, 0.1)]
    let starter = Starter(id: "a", titles: DomainTitles(english: "A", korean: "가"), lines: [across, right])
    #expect(
      starter.leftHalf.map(\.points) == [
        [Point(0.25, 0.2), Point(0.5, 0.30000000000000004)], [Point(0.5, 0.5), Point(0.25, 0.6)],
      ])
  }

  @Test("Damaged files cost what is in them, and nothing else") func rubbish() throws {
    let folder = TemporaryFolder()
    let starters = folder.path + "/Starters"
    try FileManager.default.createDirectory(atPath: starters, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: folder.path + "/Samples", withIntermediateDirectories: true)
    func write(_ text: String, _ name: String) throws {
      try text.write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
    }
    #expect(StudioLibrary(assets: folder.path, domains: ["panda"]).problems.count == 1)
    try write("[{\"id\": 3}]", "Prompts.json")
    try write("[{\"id\": \"a\", \"en\": \"A\", \"ko\": \"B\", \"strokes\": [[[0.1, 7]]]}]", "Starters/panda.json")
    try write("rubbish", "Samples/panda.png")
    let library = StudioLibrary(assets: folder.path, domains: ["panda", "car"])
    #expect(library.problems.count == 3)
    #expect(library.prompts.prompts.isEmpty && library.starters.isEmpty && library.samples.isEmpty)
    for bad in ["[[[0.1]]]", "[[0.1, 0.2]]", "[[[0.1, 0.2, 0.3]]]", "[[[-1e999, 0]]]", "\"x\""] {
      try write("[{\"id\": \"a\", \"en\": \"A\", \"ko\": \"B\", \"strokes\": \(bad)}]", "Starters/panda.json")
      #expect(StudioLibrary(assets: folder.path, domains: ["panda"]).starters.isEmpty, "\(bad)")
    }
  }
}

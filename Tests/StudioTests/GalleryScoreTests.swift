import Foundation
import GRDB
import Pictures
import Studio
import Support
import Testing

/// Facts, stickers, favourites and artists as the gallery keeps them.
@Suite(.ownThread) struct GalleryScoreTests {
  private let bench = GalleryBench()
  private let fox = Artist(.fox, .orange)

  /// Changes the index behind the gallery's back.
  private func tamper(_ sql: String) throws {
    try DatabaseQueue(path: bench.folder.path + "/gallery.sqlite").write { try $0.execute(sql: sql) }
  }

  @Test func keepsTheFactsAndTheStory() throws {
    let gallery = try bench.open()
    let story = PageStory(seconds: 42, tools: ["pencil", "crayon"], prompt: "a cat", remixOf: "b.png")
    let strokes = GalleryBench.drawing(3).strokes
    let kept = try gallery.keep(
      Drawing(strokes: strokes), picture: GalleryBench.picture(), domain: "panda", artist: fox, story: story,
      date: GalleryBench.date(1))
    #expect(kept.facts.story == story && kept.facts.ink == InkFacts(strokes))
    #expect(kept.facts.day.count == 10 && kept.facts.ink.colours == [.green])
    // The dab is green; the picture is a dark green above the middle and a light yellow below it.
    #expect(try #require(kept.facts.hintFollowing) < 0.6)
    #expect(kept.stars == Score.stars(lineFollowing: kept.lineFollowing, hintFollowing: kept.facts.hintFollowing))
    #expect(kept.stickers == [.firstPicture], "one at a time")
    #expect(Set(try gallery.record(of: fox).waiting) == [.firstPrompt, .firstRemix])
    #expect(try bench.open().creations() == [kept])
  }

  @Test func factsAndStickersOutliveTheIndex() throws {
    var before: [Creation] = []
    do {
      let gallery = try bench.open()
      for second in 0..<6 { try bench.keep(gallery, second, strokes: second + 1) }
      try gallery.setFavourite(true, try #require(try gallery.creations().first))
      try gallery.remember(fox)
      before = try gallery.creations()
    }
    try bench.folder.write([1, 2, 3], "gallery.sqlite")
    let gallery = try bench.open()
    let after = try gallery.creations()
    #expect(after.map(\.facts) == before.map(\.facts) && after.map(\.stickers) == before.map(\.stickers))
    #expect(after.map(\.isFavourite) == [true] + [Bool](repeating: false, count: 5))
    #expect(gallery.lastArtist == fox)
    #expect(try gallery.verify().isEmpty)
  }

  @Test func whatWasDrawnLastIsRemembered() throws {
    let gallery = try bench.open()
    #expect(gallery.lastDomain == nil)
    try gallery.remember(fox)
    try gallery.remember(domain: "space")
    #expect(gallery.lastDomain == "space" && gallery.lastArtist == fox)
    #expect(try bench.open().lastDomain == "space")
  }

  @Test func nothingIsTakenAway() throws {
    let gallery = try bench.open()
    for second in 0..<10 { try bench.keep(gallery, second) }
    let record = try gallery.record(of: fox)
    #expect(record.pictures == 10 && Set(record.stickers).isSuperset(of: [.firstPicture, .tenPictures]))
    for creation in try gallery.creations() { try gallery.moveToTrash(creation) }
    #expect(try gallery.record(of: fox) == record)
    #expect(try gallery.emptyTrash() == 10)
    #expect(try gallery.record(of: fox) == record)
    #expect(try bench.open().record(of: fox) == record)
    let next = try bench.keep(gallery, 11)
    #expect(next.stickers.isEmpty, "a sticker comes once")
    #expect(try gallery.record(of: fox).pictures == 11)
    #expect(try gallery.verify().isEmpty)
  }

  @Test func aStickerComesOnceAndToItsArtistOnly() throws {
    let gallery = try bench.open()
    #expect(try bench.keep(gallery, 1).stickers.contains(.firstPicture))
    #expect(try !bench.keep(gallery, 2).stickers.contains(.firstPicture))
    let other = try gallery.keep(
      GalleryBench.drawing(), picture: GalleryBench.picture(), domain: "panda", artist: Artist(.owl, .orange),
      date: GalleryBench.date(3))
    #expect(other.stickers.contains(.firstPicture))
    // The clock was put back: still not the first.
    #expect(try bench.keep(gallery, -5000).stickers.isEmpty)
    #expect(try gallery.verify().isEmpty)
  }

  @Test func wrongFactsAreFoundAndCountedAgain() throws {
    let gallery = try bench.open()
    let kept = try bench.keep(gallery, 1)
    var rule = StarRule.second
    for change in [
      "facts = json_set(facts, '$.ink.dots', 77)", "facts = json_set(facts, '$.hintFollowing', 0.99)",
      "stars = 4 - stars", "facts = NULL",
    ] {
      let before = try gallery.creation(kept.id)
      try tamper("UPDATE creation SET \(change)")
      let isSame = change.hasPrefix("stars") && before.stars == 2
      #expect(try gallery.creation(kept.id) != before || isSame)
      let problems = try gallery.verify(repairing: true)
      if isSame {
        #expect(problems.isEmpty)
      } else {
        #expect(problems.map(\.kind) == [.score] && problems[0].isRepaired, "\(change)")
      }
      #expect(try gallery.verify().isEmpty)
      let again = try gallery.creation(kept.id)
      // Without facts it counts as one of the time before they were written down.
      if change == "facts = NULL" { rule = .first }
      #expect(again.facts.starRule == rule.rawValue && again.facts.ink == kept.facts.ink)
      #expect(
        again.stars
          == Score.stars(lineFollowing: kept.lineFollowing, hintFollowing: kept.facts.hintFollowing, rule: rule))
      #expect(again.facts.hintFollowing == kept.facts.hintFollowing)
    }
  }

  @Test func aPictureKeepsTheRuleOfItsStars() throws {
    let gallery = try bench.open()
    let kept = try bench.keep(gallery, 1)
    #expect(kept.facts.starRule == StarRule.current.rawValue)
    // From a program that counts otherwise: what it counted stays.
    try tamper(
      "UPDATE creation SET stars = 4 - \(kept.stars == 2 ? 1 : kept.stars), facts = json_set(facts, '$.starRule', 99)")
    let foreign = try gallery.creation(kept.id)
    #expect(foreign.stars != kept.stars && foreign.facts.starRule == 99)
    #expect(try gallery.verify(repairing: true).isEmpty)
    #expect(try gallery.creation(kept.id) == foreign)
    // From the time before rules had numbers.
    let first = Score.stars(lineFollowing: kept.lineFollowing, hintFollowing: kept.facts.hintFollowing, rule: .first)
    try tamper("UPDATE creation SET stars = \(first), facts = json_remove(facts, '$.starRule')")
    #expect(try gallery.creation(kept.id).facts.starRule == StarRule.first.rawValue)
    #expect(try gallery.verify().isEmpty)
  }

  @Test func aLostStickerIsFoundAgain() throws {
    let gallery = try bench.open()
    for second in 0..<5 { try bench.keep(gallery, second) }
    let before = try gallery.creations()
    try tamper("UPDATE creation SET stickers = '[]'")
    let problems = try gallery.verify()
    #expect(!problems.isEmpty && problems.allSatisfy { $0.kind == .stickers && !$0.isRepaired })
    #expect(try gallery.verify(repairing: true).count == problems.count)
    #expect(try gallery.creations().map { Set($0.stickers) } == before.map { Set($0.stickers) })
    #expect(try gallery.verify().isEmpty)
  }

  @Test func anOlderIndexIsBroughtUpToDate() throws {
    var kept: Creation
    do { kept = try bench.keep(try bench.open(), 1) }
    for index in ["creationByArtist", "creationByIdentity"] { try tamper("DROP INDEX \(index)") }
    for column in ["facts", "stickers", "favourite", "identity"] {
      try tamper("ALTER TABLE creation DROP COLUMN \(column)")
    }
    try tamper("DELETE FROM grdb_migrations WHERE identifier != 'creations and their strokes'")
    let gallery = try bench.open()
    #expect(gallery.warnings.isEmpty)
    #expect(try gallery.creations().map(\.file) == [kept.file])
    #expect(try gallery.verify(repairing: true).map(\.kind) == [.score] + kept.stickers.map { _ in .stickers })
    kept.facts.story = PageStory()
    kept.facts.starRule = StarRule.first.rawValue
    #expect(try gallery.creations().map(\.facts) == [kept.facts])
    #expect(try gallery.verify().isEmpty)
  }

  @Test func filters() throws {
    let gallery = try bench.open()
    let owl = Artist(.owl, .pink)
    for second in 0..<6 { try bench.keep(gallery, second, domain: second % 2 == 0 ? "panda" : "car") }
    _ = try gallery.keep(
      GalleryBench.drawing(1), picture: GalleryBench.picture(), domain: "car", artist: owl, date: GalleryBench.date(9))
    let all = try gallery.creations()
    try gallery.setFavourite(true, all[3])
    func files(_ filter: GalleryFilter) throws -> [String] {
      let found = try gallery.creations(filter)
      #expect(try gallery.count(filter) == found.count)
      return found.map(\.file)
    }
    #expect(try files(GalleryFilter()) == all.map(\.file))
    #expect(try files(GalleryFilter(artist: owl)) == [all[0].file])
    #expect(try files(GalleryFilter(domain: "car")) == [all[0], all[1], all[3], all[5]].map(\.file))
    #expect(try files(GalleryFilter(artist: fox, domain: "car")).count == 3)
    #expect(try files(GalleryFilter(sticker: .fivePictures)) == [all[2].file])
    #expect(try files(GalleryFilter(favouritesOnly: true)) == [all[3].file])
    for stars in 1...3 {
      #expect(try files(GalleryFilter(stars: stars)) == all.filter { $0.stars == stars }.map(\.file))
    }
    #expect(try files(GalleryFilter(inTrash: true)).isEmpty)
    #expect(
      try gallery.creations(GalleryFilter(domain: "car"), offset: 1, limit: 2).map(\.file)
        == [all[1], all[3]].map(\.file))
    let choices = try gallery.choices()
    #expect(choices.artists == [fox, owl] && choices.domains == ["car", "panda"] && choices.hasFavourites)
    #expect(Set(choices.stars) == Set(all.map(\.stars)) && choices.stars == choices.stars.sorted(by: >))
    #expect(Set(choices.stickers) == Set(all.flatMap(\.stickers)))
    #expect(try gallery.choices(inTrash: true) == GalleryChoices())
    try gallery.setFavourite(false, all[3])
    #expect(try files(GalleryFilter(favouritesOnly: true)).isEmpty)
    #expect(throws: GalleryError.unknownCreation(all[0].id + 100)) {
      var stranger = all[0]
      stranger = Creation(
        id: all[0].id + 100, created: stranger.created, domain: "car", artist: owl, strokeCount: 1, width: 1, height: 1,
        lineFollowing: nil, stars: 1, translateMilliseconds: nil, checkpointDigest: nil, file: "")
      try gallery.setFavourite(true, stranger)
    }
  }

  @Test func rubbishInTheMemoryDoesNoHarm() throws {
    let gallery = try bench.open()
    let kept = try bench.keep(gallery, 1)
    for rubbish in ["", "{", "[]", "{\"artist\": 7, \"favourites\": \"x\", \"emptied\": [1]}", "null"] {
      try bench.folder.write(Array(rubbish.utf8), "memory.json")
      #expect(gallery.lastArtist == nil)
      #expect(try gallery.record(of: fox).pictures == 1)
      try gallery.remember(Artist(.cat, .red))
      #expect(gallery.lastArtist == Artist(.cat, .red))
      #expect(try gallery.setFavourite(true, kept).isFavourite)
    }
  }
}

import Foundation
import Pictures
import Studio
import Support
import Testing

@Suite("Stickers and levels", .ownThread) struct StickerTests {
  /// A picture whose facts bring as little as possible.
  private func picture(_ number: Int, _ change: (inout Creation) -> Void = { _ in }) -> Creation {
    var ink = InkFacts()
    ink.strokes = 5
    ink.length = 2
    ink.longestLine = 1
    ink.spread = 0.5
    var picture = Creation(
      id: Int64(number), created: Date(timeIntervalSince1970: Double(1_000_000 + number)), domain: "panda",
      artist: Artist(), strokeCount: 5, width: 8, height: 8, lineFollowing: 0.6, stars: 2, translateMilliseconds: nil,
      checkpointDigest: nil, file: "\(1000 + number).png",
      facts: CreationFacts(ink: ink, hintFollowing: nil, day: "2026-11-21"))
    change(&picture)
    return picture
  }

  /// The stickers that so many pictures earn, each changed by its number.
  private func stickers(_ count: Int, _ change: (Int, inout Creation) -> Void = { _, _ in }) -> Set<Sticker> {
    let record = ArtistRecord((0..<count).map { number in picture(number) { change(number, &$0) } })
    return Set(record.stickers + record.waiting)
  }

  @Test("There are enough of them, and each can be found") func all() {
    #expect(Sticker.allCases.count >= 24)
    let prompts = (0..<8).map { "prompt \($0)" }
    var found = stickers(100) { number, picture in
      picture.domain = number < 10 ? "panda" : "domain \(number % 8)"
      picture.facts.day = "2026-11-\(10 + number / 10)"
      picture.facts.story.prompt = prompts[number % 8]
      if number > 50 { picture.facts.story.remixOf = "a.png" }
      picture.stars = 3
      picture.lineFollowing = 0.95
      picture.facts.hintFollowing = 0.9
      picture.facts.story.seconds = number == 3 ? 10 : 500
      picture.facts.ink.strokes = 120
      picture.facts.ink.colours = Array(CrayonColour.allCases.prefix(6))
      picture.facts.ink.erasings = 4
      picture.facts.ink.dots = 20
      picture.facts.ink.length = 30
      picture.facts.ink.longestLine = 5
      picture.facts.ink.spread = number % 2 == 0 ? 0.9 : 0.2
      picture.facts.story = PageStory(
        seconds: picture.facts.story.seconds, tools: ["a", "b", "c", "d"], prompt: picture.facts.story.prompt,
        remixOf: picture.facts.story.remixOf)
    }
    found.formUnion(stickers(1) { $1.facts.ink.strokes = 1 })
    #expect(Set(Sticker.allCases).subtracting(found) == [])
  }

  @Test("An ordinary first picture brings one sticker") func first() {
    #expect(stickers(1) == [.firstPicture])
    #expect(stickers(0).isEmpty)
  }

  @Test(
    "Rules that count begin exactly at their number",
    arguments: [
      (Sticker.fivePictures, 5), (.tenPictures, 10), (.twentyFivePictures, 25), (.fiftyPictures, 50),
      (.hundredPictures, 100), (.faithfulFriend, 7),
    ])
  func counts(sticker: Sticker, count: Int) {
    #expect(!stickers(count - 1).contains(sticker) && stickers(count).contains(sticker))
  }

  @Test("Domains, days and prompts count when they differ") func different() {
    #expect(stickers(8) { $1.domain = "domain \($0)" }.isSuperset(of: [.threeDomains, .fiveDomains, .eightDomains]))
    #expect(!stickers(8) { $1.domain = "domain \($0 % 4)" }.contains(.fiveDomains))
    #expect(stickers(3) { $1.facts.day = "2026-11-0\($0)" }.contains(.threeDays))
    #expect(stickers(3) { $1.facts.story.prompt = "cat" }.contains(.firstPrompt))
    #expect(!stickers(9) { $1.facts.story.prompt = "cat" }.contains(.threePrompts))
    #expect(stickers(3) { $1.facts.story.prompt = "\($0)" }.contains(.threePrompts))
  }

  @Test("Rules about one picture") func onePicture() {
    func check(
      _ sticker: Sticker, sourceLocation: SourceLocation = #_sourceLocation, _ change: (inout Creation) -> Void
    ) {
      // A hundred strokes are forty, too.
      let found = stickers(1) { change(&$1) }.subtracting(sticker == .hundredStrokes ? [.fortyStrokes] : [])
      #expect(found == [.firstPicture, sticker], sourceLocation: sourceLocation)
    }
    check(.singleStroke) { $0.facts.ink.strokes = 1 }
    check(.fortyStrokes) { $0.facts.ink.strokes = 40 }
    check(.hundredStrokes) { $0.facts.ink.strokes = 100 }
    check(.longLine) { $0.facts.ink.longestLine = 4 }
    check(.longWay) { $0.facts.ink.length = 20 }
    check(.rain) { $0.facts.ink.dots = 12 }
    check(.tiny) { $0.facts.ink.spread = 0.25 }
    check(.giant) { $0.facts.ink.spread = 0.85 }
    check(.threeColours) { $0.facts.ink.colours = [.red, .blue, .pink] }
    check(.secondThought) { $0.facts.ink.erasings = 3 }
    check(.fourTools) { $0.facts.story = PageStory(tools: ["a", "b", "c", "d"]) }
    check(.patience) { $0.facts.story.seconds = 480 }
    check(.lightning) { $0.facts.story.seconds = 15 }
    check(.magicListened) {
      $0.lineFollowing = 0.9
      $0.facts.hintFollowing = 0.8
    }
    #expect(stickers(1) { $1.lineFollowing = 1 } == [.firstPicture], "without a crayon there is nothing to listen to")
    #expect(
      stickers(1) {
        $1.lineFollowing = 1
        $1.facts.hintFollowing = 0.7
      } == [.firstPicture])
    check(.firstRemix) { $0.facts.story.remixOf = "x.png" }
  }

  @Test("The order of the pictures is that of their dates, whatever order they come in") func order() {
    let pictures = (0..<12).map { number in picture(number) { $0.domain = "domain \(number % 6)" } }
    let record = ArtistRecord(pictures)
    #expect(ArtistRecord(pictures.reversed()) == record)
    #expect(record.sources[.firstPicture] == "1000.png" && record.sources[.fivePictures] == "1004.png")
    #expect(record.sources[.fiveDomains] == "1005.png", "earned with the fifth picture, it comes with the next")
    #expect(record.sources[.tenPictures] == "1009.png")
  }

  @Test("The level only grows, and pictures bring it up") func level() {
    var last = 1
    for count in 0...60 {
      let record = ArtistRecord((0..<count).map { picture($0) })
      #expect(record.level >= last && (0..<1).contains(record.levelProgress))
      last = record.level
    }
    #expect(ArtistRecord().level == 1)
    #expect(ArtistRecord([picture(0)]).points == 3 && ArtistRecord([picture(0)]).level == 2)
    #expect([1, 2, 3, 4].map { ArtistRecord.points(forLevel: $0) } == [0, 3, 9, 18])
    #expect(last >= 6)
  }

  @Test("A picture brings one sticker at most; the others it earned come with the next ones") func oneAtATime() {
    let pictures = (0..<6).map { number in
      picture(number) {
        guard number == 0 else { return }
        $0.facts.ink.spread = 0.9
        $0.facts.ink.dots = 20
        $0.facts.ink.colours = [.red, .blue, .pink]
      }
    }
    for count in 1...6 {
      let record = ArtistRecord(Array(pictures.prefix(count)))
      #expect(record.stickers.count == min(count, 5) && Set(record.sources.values).count == record.stickers.count)
    }
    let first = ArtistRecord([pictures[0]])
    #expect(first.stickers == [.firstPicture] && Set(first.waiting) == [.rain, .giant, .threeColours])
    #expect(first.level == 2)
    let all = ArtistRecord(pictures)
    #expect(Set(all.stickers) == [.firstPicture, .rain, .giant, .threeColours, .fivePictures] && all.waiting.isEmpty)
  }

  @Test("What a picture brought stays, though the facts do not give it") func noted() {
    let old = picture(0) { $0.stickers = [.hundredPictures] }
    let record = ArtistRecord([old])
    #expect(record.stickers == [.hundredPictures] && record.waiting == [.firstPicture])
  }

  @Test("A picture that nobody drew here does not count") func stranger() {
    let record = ArtistRecord([picture(0) { $0.facts.ink = InkFacts() }])
    #expect(record.pictures == 0 && record.stickers.isEmpty && record.level == 1)
  }
}

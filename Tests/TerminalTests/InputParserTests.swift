import Pictures
import Support
import Terminal
import Testing

@Suite(.ownThread) struct InputParserTests {
  private func events(_ text: String, flushed: Bool = false) -> [InputEvent] {
    var parser = InputParser()
    return parser.feed(text.utf8) + (flushed ? parser.flush() : [])
  }

  private func keys(_ text: String) -> [Key] {
    events(text).compactMap { if case .key(let key) = $0 { key } else { nil } }
  }

  @Test(arguments: [
    ("a", Key.character("a")), ("é", .character("é")), ("\r", .enter), ("\n", .enter), ("\t", .tab),
    ("\u{7F}", .backspace), ("\u{8}", .backspace), ("\u{3}", .control("c")), ("\u{1F}", .control("_")),
    ("\u{1B}[A", .up), ("\u{1B}OB", .down), ("\u{1B}[1;5C", .right), ("\u{1B}[H", .home), ("\u{1B}[8~", .end),
    ("\u{1B}[3~", .delete), ("\u{1B}[5~", .pageUp), ("\u{1B}[6;2~", .pageDown), ("\u{1B}[Z", .backTab),
    ("\u{1B}OP", .function(1)), ("\u{1B}[15~", .function(5)), ("\u{1B}[24~", .function(12)),
    ("\u{1B}[[C", .function(3)), ("\u{1B}[1;2R", .function(3)), ("\u{1B}Oq", .character("1")),
    ("\u{1B}OM", .enter), ("\u{1B}q", .character("q")), ("\u{1B}[97;5u", .control("a")),
    ("\u{1B}[27;2;9~", .backTab), ("\u{1B}[27u", .escape),
  ])
  func oneKey(_ text: String, _ key: Key) {
    #expect(events(text) == [.key(key)])
    // Every way to split the bytes over two reads gives the same key.
    let bytes = Array(text.utf8)
    for cut in 1..<max(bytes.count, 2) {
      var parser = InputParser()
      #expect(parser.feed(bytes[..<min(cut, bytes.count)]) + parser.feed(bytes[cut...]) == [.key(key)])
    }
  }

  @Test func aLoneEscapeIsKnownWhenNothingFollows() {
    var parser = InputParser()
    #expect(parser.feed([0x1B]) == [])
    #expect(parser.isPending)
    #expect(parser.flush() == [.key(.escape)])
    #expect(!parser.isPending)
    #expect(parser.feed([0x1B, 0x1B]) == [.key(.escape)])
    #expect(parser.flush() == [.key(.escape)])
  }

  @Test func unfinishedSequencesAreGivenUpInTheEnd() {
    for start in [
      "\u{1B}[", "\u{1B}[1;", "\u{1B}O", "\u{1B}P>|abc", "\u{1B}]0;title", "\u{1B}[[", "\u{1B}[Mab", "\u{E9}",
    ] {
      var parser = InputParser()
      _ = parser.feed(Array(start.utf8.prefix(start == "\u{E9}" ? 1 : 99)))
      #expect(parser.isPending)
      #expect((0..<10).flatMap { _ in parser.flush() } == [])
      #expect(!parser.isPending)
      #expect(parser.feed("x".utf8) == [.key(.character("x"))])
    }
    // `ESC P` with nothing after it is the letter with Alt.
    #expect(events("\u{1B}P", flushed: true) == [.key(.character("P"))])
  }

  @Test func lateAnswersAreNotKeys() {
    let answers = [
      "\u{1B}[?62;4;22c", "\u{1B}[>1;10;0c", "\u{1B}P>|XTerm(379)\u{1B}\\", "\u{1B}[4;480;800t", "\u{1B}[6;20;10t",
      "\u{1B}[8;24;80t", "\u{1B}[?1016;2$y", "\u{1B}[?2026;0$y", "\u{1B}[?1;0;256S", "\u{1B}[?2;0;1000;1000S",
      "\u{1B}[?1;3S", "\u{1B}[12;40R", "\u{1B}]11;rgb:ffff/ffff/ffff\u{7}", "\u{1B}]11;rgb:0/0/0\u{1B}\\",
      "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}P1+r544e=787465726d\u{1B}\\", "\u{1B}[?997;1n", "\u{1B}[0n",
    ]
    for answer in answers {
      #expect(events("a" + answer + "b") == [.key(.character("a")), .key(.character("b"))])
    }
  }

  @Test func answersAreKeptForDetection() {
    var parser = InputParser()
    let items = parser.read("\u{1B}P>|foot(1.13.1)\u{1B}\\\u{1B}[?2;0;10000;10000S\u{1B}[?62;4;22cq".utf8)
    #expect(
      items == [
        .reply(.version("foot(1.13.1)")), .reply(.graphics(item: 2, status: 0, values: [10000, 10000])),
        .reply(.attributes([62, 4, 22])), .event(.key(.character("q"))),
      ])
  }

  @Test func hangulGivesTheKeysOfTheSamePlace() {
    #expect(keys("ㅂ") == [.character("q")])
    #expect(keys("ㅃㅖ") == [.character("Q"), .character("P")])
    #expect(keys("한") == [.character("g"), .character("k"), .character("s")])
    #expect(keys("꿿") == "Rnpfg".map { .character($0) })
    #expect(keys("뷁") == "qnpfr".map { .character($0) })
    #expect(keys("\u{1112}\u{1161}\u{11AB}") == [.character("g"), .character("k"), .character("s")])
    #expect(keys("힣") == "glg".map { .character($0) })
    #expect(keys("가") == [.character("r"), .character("k")])
  }

  @Test func everySyllableTypesAsItsLetters() {
    let letters = Set("qwertyuiopasdfghjklzxcvbnmQWERTOP")
    for value in UInt32(0xAC00)...0xD7A3 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let typed = keys(String(scalar))
      #expect((2...5).contains(typed.count))
      #expect(typed.allSatisfy { if case .character(let key) = $0 { letters.contains(key) } else { false } })
    }
  }

  @Test func pastedTextIsNeverKeys() {
    let text = "q\u{1B}[A\r한 \u{1B}[<0;3;3M"
    #expect(events("\u{1B}[200~" + text + "\u{1B}[201~x") == [.paste(text), .key(.character("x"))])
    var parser = InputParser()
    let huge = [UInt8](repeating: 0x61, count: 5_000_000)
    #expect(parser.feed("\u{1B}[200~".utf8) + parser.feed(huge) == [])
    let end = parser.feed("\u{1B}[201~z".utf8)
    #expect(end == [.paste(String(repeating: "a", count: 1 << 20)), .key(.character("z"))])
  }

  @Test func focus() {
    #expect(events("\u{1B}[I\u{1B}[O") == [.focus(true), .focus(false)])
  }

  @Test func brokenTextIsDropped() {
    for bytes: [UInt8] in [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xE4, 0xB8],
    ] {
      var parser = InputParser()
      #expect(parser.feed(bytes + [0x62]) == [.key(.character("b"))])
    }
  }

  @Test func rubbishNeverCrashesAndSplitsDoNotMatter() {
    var generator = SeededGenerator(seed: 20)
    let pieces: [[UInt8]] = [
      "\u{1B}[", "\u{1B}[<", "\u{1B}P", "\u{1B}\\", ";", "M", "m", "32", "99999999", "~", "200~", "\u{1B}[201~", "$y",
      "&w", "?", "t", "한",
    ]
    .map { Array($0.utf8) }
    for _ in 0..<300 {
      var bytes: [UInt8] = []
      for _ in 0..<200 {
        if Bool.random(using: &generator), let piece = pieces.randomElement(using: &generator) {
          bytes += piece
        } else {
          bytes.append(UInt8.random(in: 0...255, using: &generator))
        }
      }
      var whole = InputParser()
      var split = InputParser()
      let atOnce = whole.feed(bytes)
      let oneByOne = bytes.flatMap { split.feed([$0]) }
      #expect(atOnce == oneByOne)
      var down = false
      for case .mouse(let event) in atOnce {
        #expect(event.column >= 0 && event.row >= 0)
        if event.action == .press { #expect(!down) }
        if event.action == .drag || event.action == .release { #expect(down) }
        if event.action == .press { down = true }
        if event.action == .release { down = false }
      }
      for _ in 0..<10 { _ = whole.flush() }
      #expect(!whole.isPending)
      #expect(whole.feed("k".utf8) == [.key(.character("k"))])
    }
  }
}

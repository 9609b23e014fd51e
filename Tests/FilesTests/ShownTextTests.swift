import Files
import Support
import Testing

/// What of a stranger's words may be sent to a terminal.
@Suite(.ownThread) struct ShownTextTests {
  @Test(
    arguments: [
      ("panda", "panda"), ("판다 é 👩‍👩‍👧", "판다 é 👩‍👩‍👧"), ("\u{1B}[31mred", "?[31mred"), ("\u{1B}]0;owned\u{7}", "?]0;owned?"),
      ("a\u{9B}31m", "a?31m"), ("a\nb\tc", "a?b?c"), ("\u{7F}\0", "??"), ("gpj.\u{202E}exe", "gpj.?exe"),
      ("a\u{2028}b", "a?b"), ("", ""),
    ])
  func commandsBecomeQuestionMarks(_ text: String, _ shown: String) {
    #expect(text.shown() == shown)
    #expect(text.hasUnseenCharacters == (text != shown))
    #expect(!shown.hasUnseenCharacters)
  }

  @Test func layoutStaysWhereItIsOurs() {
    #expect("a\n\tb\u{1B}c".shown(keepingLines: true) == "a\n\tb?c")
    // One character with its line feed, as Swift sees it.
    #expect("a\r\nb".shown(keepingLines: true) == "a?\nb")
  }

  @Test func longTextsAreCut() {
    #expect("panda".shown(atMost: 5) == "panda")
    #expect("pandas".shown(atMost: 5) == "pand…")
    #expect(String(repeating: "x", count: 1 << 20).shown(atMost: 100).count == 100)
    // A million marks on one letter are one character.
    let heap = "x" + String(repeating: "\u{301}", count: 1 << 20)
    #expect(heap.shown(atMost: 10).utf8.count < 200)
  }
}

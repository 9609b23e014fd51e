import Support
import Testing

@Suite(.ownThread) struct FuzzerTests {
  @Test func theSameInputsComeAgain() {
    func inputs(_ name: String) -> [[UInt8]] {
      var fuzzer = Fuzzer(name, texts: ["{\"a\": 12, \"b\": \"c\"}", "[1, 2]", ""])
      return (0..<500).map { _ in fuzzer.next() }
    }
    let first = inputs("one")
    #expect(first == inputs("one") && first != inputs("two"))
    // Most are new, and some have a number at the edge.
    #expect(Set(first).count > 300)
    #expect(first.contains { String(decoding: $0, as: UTF8.self).contains("9223372036854775807") })
  }

  @Test func seedsComeFirstAndErrorsAreNoFindings() {
    struct Refusal: Error {}
    var seen: [[UInt8]] = []
    var fuzzer = Fuzzer("seeds", texts: ["a", "bb"])
    let tried = fuzzer.run(20) { input in
      seen.append(input)
      throw Refusal()
    }
    #expect(tried >= 20 && seen.count == tried && seen.prefix(2) == [[0x61], [0x62, 0x62]])
  }
}

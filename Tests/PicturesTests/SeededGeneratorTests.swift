import Pictures
import Support
import Testing

@Suite(.ownThread) struct SeededGeneratorTests {
  @Test func knownValues() {
    // Reference output of splitmix64.c for the seed 1234567.
    var random = SeededGenerator(seed: 1_234_567)
    #expect(random.next() == 6_457_827_717_110_365_317)
    #expect(random.next() == 3_203_168_211_198_807_973)
  }

  @Test func distributions() {
    var random = SeededGenerator(seed: 1)
    let uniform = (0..<4000).map { _ in random.uniform(-1, 3) }
    #expect(uniform.allSatisfy { $0 >= -1 && $0 < 3 })
    #expect(abs(uniform.reduce(0, +) / 4000 - 1) < 0.08)
    let normal = (0..<4000).map { _ in random.normal() }
    #expect(abs(normal.reduce(0, +) / 4000) < 0.06)
    #expect(abs(normal.reduce(0) { $0 + $1 * $1 } / 4000 - 1) < 0.1)
    var counts = [0, 0, 0]
    for _ in 0..<3000 { counts[random.index(weights: [1, 0, 2])] += 1 }
    #expect(counts[1] == 0 && abs(counts[0] - 1000) < 120)
  }
}

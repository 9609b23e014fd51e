import Foundation

/// Feeds a parser with damaged inputs: seeds that it understands, changed at random, the same in every run.
///
/// A parser may throw; it must neither trap nor take for ever. In an ordinary run each gets some thousand inputs.
/// `AICANVAS_FUZZ=100` in the environment tries a hundred times as many, other ones with another `AICANVAS_FUZZ_SEED`;
/// then the input that is being tried lies in a file `aicanvas-fuzz-NAME` of the temporary folder, for whoever finds the
/// run dead or busy. `.ci/fuzz` gives it inputs that are led by which branches they reach, see ``GuidedFuzzer``.
package struct Fuzzer {
  private let name: String
  private let seeds: [[UInt8]]
  private var state: UInt64

  private static let environment = ProcessInfo.processInfo.environment
  private static let factor = environment["AICANVAS_FUZZ"].flatMap(Int.init) ?? 1

  /// - Parameters:
  ///   - name: of the parser, unique.
  ///   - seeds: inputs that make sense.
  package init(_ name: String, seeds: [[UInt8]]) {
    precondition(!seeds.isEmpty, "nothing to change")
    self.name = name
    self.seeds = seeds
    let run = Self.environment["AICANVAS_FUZZ_SEED"].flatMap(UInt64.init) ?? 1
    state = name.utf8.reduce(run &* 0x9E37_79B9_7F4A_7C15) { ($0 ^ UInt64($1)) &* 0x0100_0000_01B3 }
  }

  package init(_ name: String, texts: [String]) { self.init(name, seeds: texts.map { Array($0.utf8) }) }

  /// Tries so many inputs, the seeds themselves first; returns how many there were.
  @discardableResult
  package mutating func run(_ count: Int, _ parse: ([UInt8]) throws -> Void) -> Int {
    if let wanted = GuidedFuzzer.wanted {
      print("\nfuzzer \(name)")
      if wanted == name { withoutActuallyEscaping(parse) { GuidedFuzzer.run(seeds: seeds, $0) } }
      for seed in seeds { try? parse(seed) }
      return max(count, seeds.count)
    }
    let total = max(count * Self.factor, seeds.count)
    let path = FileManager.default.temporaryDirectory.path + "/aicanvas-fuzz-" + name
    let trace = Self.factor > 1 ? open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600) : -1
    var slowest = Duration.zero
    for index in 0..<total {
      let input = index < seeds.count ? seeds[index] : next()
      if trace >= 0 {
        pwrite(trace, input, input.count, 0)
        ftruncate(trace, off_t(input.count))
      }
      let start = ContinuousClock.now
      // What is refused is refused; only what never comes back counts.
      _ = try? parse(input)
      slowest = max(slowest, ContinuousClock.now - start)
    }
    if trace >= 0 {
      close(trace)
      unlink(path)
      print("fuzz \(name): \(total) inputs, the slowest took \(slowest)")
    }
    return total
  }

  /// A changed seed.
  package mutating func next() -> [UInt8] {
    var input = seeds[below(seeds.count)]
    for _ in 0..<(1 + below(4)) { change(&input) }
    return input
  }

  private mutating func below(_ bound: Int) -> Int {
    // SplitMix64 (Steele, Lea and Flood 2014).
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ value >> 31) % UInt64(max(bound, 1)))
  }

  /// Numbers at the edges of what fields hold.
  private static let numbers = [
    "0", "-1", "1", "17", "255", "256", "65535", "65536", "2147483647", "2147483648", "4294967296",
    "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e16", "1e22", "1e300", "-1e300", "1e-300",
    "1e999", "0.5", "-0.0", "null", "true", "\"\"", "[]", "{}",
  ]
  private static let words = [
    "", "\\u0000", "\\u001b[31m", "\\u202e", "../../x", "\\ud800", String(repeating: "n", count: 5000), "%s%n",
    "\u{1F43C}",
  ]

  private mutating func change(_ input: inout [UInt8]) {
    guard !input.isEmpty else {
      input = [UInt8(below(256))]
      return
    }
    let place = below(input.count)
    let length = 1 + below(min(32, input.count - place))
    switch below(10) {
    case 0: input[place] ^= 1 << UInt8(below(8))
    case 1: input[place] = [0, 1, 0x1B, 0x20, 0x22, 0x7F, 0x80, 0xFE, 0xFF, UInt8(below(256))][below(10)]
    case 2: input.removeSubrange(place..<(place + length))
    case 3: input.insert(contentsOf: input[place..<(place + length)], at: below(input.count))
    case 4: input.removeSubrange(place...)
    case 5:
      let other = seeds[below(seeds.count)]
      guard !other.isEmpty else { return }
      input = Array(input[..<place] + other[below(other.count)...])
    case 6, 7, 8: replaceNumber(&input, from: place)
    default: replaceWord(&input, from: place)
    }
  }

  /// Puts another number, or something else, in the place of the next one written in digits.
  private mutating func replaceNumber(_ input: inout [UInt8], from place: Int) {
    func isPart(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte)
    }
    guard let start = input[place...].firstIndex(where: { (0x30...0x39).contains($0) }) else { return }
    let end = input[start...].firstIndex { !isPart($0) } ?? input.endIndex
    input.replaceSubrange(start..<end, with: Self.numbers[below(Self.numbers.count)].utf8)
  }

  /// Puts other words between the next two quotation marks.
  private mutating func replaceWord(_ input: inout [UInt8], from place: Int) {
    guard let start = input[place...].firstIndex(of: 0x22), start + 1 < input.endIndex,
      let end = input[(start + 1)...].firstIndex(of: 0x22)
    else { return }
    input.replaceSubrange((start + 1)..<end, with: Self.words[below(Self.words.count)].utf8)
  }
}

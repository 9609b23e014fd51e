import CFuzzer
import Foundation

/// Inputs that are led by which branches they reach (libFuzzer), in a build that was made for it: `.ci/fuzz`.
///
/// `AICANVAS_FUZZ_GUIDED` names the fuzzer of this process, which ends there; all others only try their seeds. With
/// `list` each says its name. `AICANVAS_FUZZ_OPTIONS` are libFuzzer's options, with spaces between them, and
/// `AICANVAS_FUZZ_CORPUS` is the folder of inputs to begin with, to which those are added that reach something new.
enum GuidedFuzzer {
  private static let environment = ProcessInfo.processInfo.environment
  /// The fuzzer that is to be led.
  static let wanted = environment["AICANVAS_FUZZ_GUIDED"]

  /// What is tried, for the C function that libFuzzer calls.
  nonisolated(unsafe) private static var parse: ([UInt8]) throws -> Void = { _ in }

  /// Tries inputs until libFuzzer's options or a finding end the process.
  static func run(seeds: [[UInt8]], _ parse: @escaping ([UInt8]) throws -> Void) -> Never {
    guard aicanvas_has_fuzzer() else { fatalError("this build has no libFuzzer; .ci/fuzz makes one that has") }
    guard let corpus = environment["AICANVAS_FUZZ_CORPUS"] else { fatalError("AICANVAS_FUZZ_CORPUS names no folder") }
    for (index, seed) in seeds.enumerated() {
      do {
        try Data(seed).write(to: URL(fileURLWithPath: corpus).appendingPathComponent("seed-\(index)"))
      } catch {
        fatalError("\(corpus): \(error)")
      }
    }
    self.parse = parse
    let options = environment["AICANVAS_FUZZ_OPTIONS"]?.split(separator: " ").map(String.init) ?? []
    var arguments = (["fuzz"] + options + [corpus]).map { strdup($0) }
    arguments.append(nil)
    aicanvas_fuzz(Int32(arguments.count - 1), &arguments) { input, length in
      // What is refused is refused; only what ends the process, or never comes back, counts.
      try? GuidedFuzzer.parse(Array(UnsafeBufferPointer(start: input, count: length)))
      return 0
    }
    fatalError("libFuzzer came back")
  }
}

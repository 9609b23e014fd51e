import ArgumentParser
import Foundation
import Studio
import Benchmarks

/// Times key presses in the real studio, with a gallery and a journal of their own.
enum StudioLatencyBenchmark {
  static func run(keys: Int, json: Bool) throws {
    guard let program = ProgramHome.ownExecutable else {
      throw ValidationError("The program's own file cannot be found, so the studio cannot be started.")
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("aicanvas-bench-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var environment = ProcessInfo.processInfo.environment
    for name in ["HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
      environment[name] = folder
    }
    environment["TERM"] = "xterm-256color"
    environment["LC_ALL"] = "C.UTF-8"
    for name in ["TMUX", "STY", "NO_COLOR"] { environment[name] = nil }
    let latency = try EchoLatency(
      program: program, arguments: ["studio", "--live", "--lang", "en"], environment: environment, keys: keys)
    let last = latency.milliseconds[latency.milliseconds.count - 1]
    if json {
      let figures = ["median_ms": latency.median, "p99_ms": latency.percentile99, "max_ms": last]
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      Console.say(String(decoding: try encoder.encode(figures), as: UTF8.self))
    } else {
      Console.say(
        String(
          format:
            "key to screen, %d keys while pictures are made: median %.1f ms, 99th percentile %.1f ms, most %.1f ms",
          keys, latency.median, latency.percentile99, last))
    }
  }
}

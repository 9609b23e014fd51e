import ArgumentParser
import Foundation
import Studio
import Benchmarks

/// Times key presses and movements of the mouse in the real studio, and counts an audience's pictures, with a gallery and
/// a journal of their own.
enum StudioLatencyBenchmark {
  static func run(count: Int, json: Bool) throws {
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
    for name in ["TMUX", "STY", "NO_COLOR", "TERM_PROGRAM", "VTE_VERSION", "AICANVAS_GRAPHICS"] {
      environment[name] = nil
    }
    let latency = try EchoLatency(
      program: program, arguments: ["studio", "--domain", "anything", "--live", "--lang", "en"],
      environment: environment, count: count)
    let pace = try PresenterPace(
      program: program, arguments: ["studio", "--present", "--domain", "anything", "--lang", "en"],
      environment: environment, seconds: min(max(Double(count) * secondsForKey, 2), 60))
    if json {
      let figures = [
        "median_ms": latency.keys.median, "p99_ms": latency.keys.percentile99, "max_ms": latency.keys.most,
        "ink_median_ms": latency.ink.median, "ink_p99_ms": latency.ink.percentile99, "ink_max_ms": latency.ink.most,
        "pictures_per_minute": pace.perMinute, "pause_median_ms": pace.pauses.median, "pause_max_ms": pace.pauses.most,
      ]
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      Console.say(String(decoding: try encoder.encode(figures), as: UTF8.self))
    } else {
      Console.say(line("key to screen, \(latency.keys.count) keys", latency.keys))
      Console.say(line("mouse to ink, \(latency.ink.count) movements", latency.ink))
      Console.say(
        String(
          format: "for an audience, 200×60, drawing without pause: %.0f pictures a minute, one after %.0f ms (median), "
            + "at most %.0f ms", pace.perMinute, pace.pauses.median, pace.pauses.most))
    }
  }

  /// How long an audience's pictures are counted for each key that is timed: half a minute as usual.
  private static let secondsForKey = 0.15

  private static func line(_ words: String, _ times: EchoLatency.Times) -> String {
    words
      + String(
        format: " while pictures are made: median %.1f ms, 99th percentile %.1f ms, most %.1f ms", times.median,
        times.percentile99, times.most)
  }
}

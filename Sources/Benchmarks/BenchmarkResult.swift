import Foundation

/// How long something took, over several runs.
package struct BenchmarkResult: Encodable, Sendable {
  package let medianMs: Double
  package let minMs: Double
  package let threads: Int
  package let size: Int
  package let peakRssMb: Double

  enum CodingKeys: String, CodingKey {
    case medianMs = "median_ms"
    case minMs = "min_ms"
    case threads
    case size
    case peakRssMb = "peak_rss_mb"
  }

  /// Times `body` `runs` times after one run that does not count.
  ///
  /// - Parameter pictures: how many a run makes; times are for one.
  package init(runs: Int, threads: Int, size: Int, pictures: Int = 1, _ body: () throws -> Void) rethrows {
    precondition(runs > 0 && pictures > 0, "at least one run of one picture")
    try body()
    var times: [Double] = []
    for _ in 0..<runs {
      let start = ContinuousClock.now
      try body()
      times.append((ContinuousClock.now - start) / .milliseconds(1) / Double(pictures))
    }
    times.sort()
    medianMs = times.count % 2 == 1 ? times[runs / 2] : (times[runs / 2 - 1] + times[runs / 2]) / 2
    minMs = times[0]
    self.threads = threads
    self.size = size
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    // Linux counts in KiB.
    peakRssMb = Double(usage.ru_maxrss) / 1024
  }
}

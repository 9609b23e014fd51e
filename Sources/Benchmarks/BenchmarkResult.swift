import Foundation

/// How long something took, over several runs.
package struct BenchmarkResult: Encodable, Sendable {
  package let medianMs: Double
  package let minMs: Double
  package let threads: Int
  package let size: Int
  package let peakRssMb: Double
  /// Of a step that several processes take together.
  package var exchange: Exchange?

  /// What it costs processes to add up their gradients.
  package struct Exchange: Encodable, Sendable {
    package let processes: Int
    /// Gradients of one step, in millions of bytes.
    package let gradientMb: Double
    /// Median time of a step in which this process waited for the sums.
    package let waitedMs: Double

    enum CodingKeys: String, CodingKey {
      case processes
      case gradientMb = "gradient_mb"
      case waitedMs = "waited_ms"
    }
  }

  enum CodingKeys: String, CodingKey {
    case medianMs = "median_ms"
    case minMs = "min_ms"
    case threads
    case size
    case peakRssMb = "peak_rss_mb"
    case exchange
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

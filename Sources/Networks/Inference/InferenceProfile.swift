import Foundation

/// Where a plan's time goes: each step's median time over several runs.
package struct InferenceProfile: Sendable {
  package struct Row: Sendable {
    /// The layer's name, such as `model.1`.
    package let name: String
    package let milliseconds: Double
    /// Billions of multiplications and additions per second of the plain algorithm. A layer that does the same with
    /// fewer products (Winograd) may show more than the machine can do.
    package let gigaflops: Double
    /// Part of the whole time, 0…1.
    package let share: Double
  }

  package let rows: [Row]

  package var milliseconds: Double { rows.reduce(0) { $0 + $1.milliseconds } }

  /// One line per step, and the sum.
  package var table: String {
    let width = max(16, rows.map(\.name.count).max() ?? 0)
    func line(_ name: String, _ ms: String, _ gigaflops: String, _ share: String) -> String {
      func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
      }
      return name.padding(toLength: width, withPad: " ", startingAt: 0) + right(ms, 10) + right(gigaflops, 10)
        + right(share, 8)
    }
    let body = rows.map {
      line(
        $0.name, String(format: "%.2f", $0.milliseconds), String(format: "%.0f", $0.gigaflops),
        String(format: "%.1f %%", $0.share * 100))
    }
    let sum = line("sum", String(format: "%.2f", milliseconds), "", "100 %")
    return ([line("step", "ms", "GFLOPS", "share")] + body + [sum]).joined(separator: "\n")
  }
}

extension InferencePlan {
  /// Runs the plan `runs` times, after one run that does not count.
  package func profile(runs: Int) -> InferenceProfile {
    precondition(runs > 0, "a profile of nothing")
    let clock = ContinuousClock()
    var times = Array(repeating: [Double](), count: steps.count)
    for run in 0...runs {
      for (index, step) in steps.enumerated() {
        let time = clock.measure(step.perform)
        if run > 0 { times[index].append(time / .milliseconds(1)) }
      }
    }
    let medians = times.map { $0.sorted()[runs / 2] }
    let total = medians.reduce(0, +)
    return InferenceProfile(
      rows: zip(steps, medians).map { step, median in
        InferenceProfile.Row(
          name: step.name, milliseconds: median, gigaflops: median > 0 ? step.work / median / 1e6 : 0,
          share: total > 0 ? median / total : 0)
      })
  }
}

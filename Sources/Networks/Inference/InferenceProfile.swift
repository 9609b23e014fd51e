import Kernels

/// Where a plan's time goes: each step's median time over several runs.
package struct InferenceProfile: Sendable {
  package struct Row: Sendable {
    /// The layer's name, such as `model.1`.
    package let name: String
    package let milliseconds: Double
    /// Part of the whole time, 0…1.
    package let share: Double
    package let cost: OperationCost

    /// Billions of multiplications and additions per second of the plain algorithm. A layer that does the same with
    /// fewer products (Winograd) may show more than the machine can do.
    package var gigaflops: Double { Double(cost.work) / milliseconds / 1e6 }
    /// Billions of those per second that were really done.
    package var gigaflopsDone: Double { Double(cost.done) / milliseconds / 1e6 }
    /// Billions of bytes per second.
    package var gigabytes: Double { Double(cost.bytes) / milliseconds / 1e6 }
  }

  package let rows: [Row]

  package var milliseconds: Double { rows.reduce(0) { $0 + $1.milliseconds } }
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
          name: step.name, milliseconds: median, share: total > 0 ? median / total : 0, cost: step.cost)
      })
  }
}

import Foundation
import Kernels
import Networks

/// Where a plan's time goes, step by step, beside what the machine could do.
package struct ProfileTable: Sendable {
  private let profile: InferenceProfile
  private let machine: MachineRate
  private let threads: Int

  package init(_ profile: InferenceProfile, machine: MachineRate, threads: Int) {
    (self.profile, self.machine, self.threads) = (profile, machine, threads)
  }

  /// The machine's rates, one line per step, the sum, and what the columns count.
  package var text: String {
    let width = max(16, profile.rows.map(\.name.count).max() ?? 0)
    func line(_ name: String, _ cells: [String]) -> String {
      func right(_ text: String) -> String { String(repeating: " ", count: max(1, 11 - text.count)) + text }
      return name.padding(toLength: width, withPad: " ", startingAt: 0) + cells.map(right).joined()
    }
    let head = line("step", ["ms", "share", "GFLOPS", "done", "of peak", "GB/s", "of copying"])
    let steps = profile.rows.map { row in
      line(
        row.name,
        [
          String(format: "%.2f", row.milliseconds), Self.percent(row.share), String(format: "%.0f", row.gigaflops),
          String(format: "%.0f", row.gigaflopsDone), peakShare(row).map(Self.percent) ?? "–",
          String(format: "%.1f", row.gigabytes), Self.percent(row.gigabytes / machine.copying),
        ])
    }
    let sum = line("sum", [String(format: "%.2f", profile.milliseconds), "100.0 %"])
    return ([rates, ""] + [head] + steps + [sum, "", Self.explanation]).joined(separator: "\n")
  }

  private var rates: String {
    func rate(_ name: String, _ value: Double?, _ unit: String) -> String? {
      value.map { String(format: "\(name) %.0f \(unit)", $0) }
    }
    let rates = [
      rate("float32", machine.float32, "GFLOPS"), rate("bfloat16", machine.bfloat16, "GFLOPS"),
      rate("int8", machine.int8, "GOPS"), rate("copying", machine.copying, "GB/s"),
    ]
    return "at most, \(InstructionSet.current.name) on \(threads) threads: "
      + rates.compactMap(\.self).joined(separator: ", ")
  }

  /// Part of what the processor could multiply; nil for products that it has no instruction for.
  private func peakShare(_ row: InferenceProfile.Row) -> Double? {
    machine.multiplying(row.cost.precision).map { row.gigaflopsDone / $0 }
  }

  private static func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }

  private static let explanation = """
    GFLOPS: multiplications and additions of the plain algorithm; done: those that are really done, of which Winograd's \
    3×3 convolution needs a quarter. Its transforms and the norms on the way are counted in neither.
    of peak: done, beside what this machine multiplies in registers, in the precision of the step.
    GB/s: inputs, outputs and weights, each value once; more than copying can do where they are still in a cache.
    """
}

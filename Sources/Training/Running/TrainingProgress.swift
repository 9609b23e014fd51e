import Foundation

/// The line that tells how a run is getting on: step, losses, speed, time left.
package struct TrainingProgress: Sendable {
  private let steps: Int
  private let losses: [LossDescription]
  private var values: [SmoothedValue]
  private var speed = SmoothedValue(share: 0.05)

  /// - Parameters:
  ///   - losses: of the model.
  ///   - steps: of the whole run.
  package init(_ losses: [LossDescription], steps: Int) {
    self.steps = steps
    self.losses = losses
    values = losses.map { _ in SmoothedValue(share: 0.02) }
  }

  /// Takes in one step and gives the line as it stands now.
  package mutating func line(step: Int, losses new: [Double], seconds: Double) -> String {
    speed.add(seconds)
    for index in values.indices { values[index].add(new[index]) }
    let left = Int((Double(steps - step) * speed.value).rounded())
    let time =
      left >= 3600
      ? String(format: "%d h %02d min", left / 3600, left % 3600 / 60)
      : left >= 60 ? "\(left / 60) min \(left % 60) s" : "\(left) s"
    let shown = zip(losses, values).map { "\($0.label) " + String(format: "%.\($0.digits)f", $1.value) }
    return
      (["step \(step) of \(steps)"] + shown
      + [String(format: "%.2f steps/s", 1 / max(speed.value, 1e-9)), "\(time) left"]).joined(separator: "   ")
  }
}

/// An exponential average that starts at its first value.
private struct SmoothedValue: Sendable {
  let share: Double
  private(set) var value = 0.0
  private var isEmpty = true

  init(share: Double) { self.share = share }

  mutating func add(_ next: Double) {
    value = isEmpty ? next : value + share * (next - value)
    isEmpty = false
  }
}

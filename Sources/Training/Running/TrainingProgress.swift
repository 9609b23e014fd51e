import Foundation

/// The line that tells how a run is getting on: step, losses, speed, time left.
package struct TrainingProgress: Sendable {
  private let steps: Int
  private var speed = SmoothedValue(share: 0.05)
  private var discriminator = SmoothedValue(share: 0.02)
  private var adversarial = SmoothedValue(share: 0.02)
  private var l1 = SmoothedValue(share: 0.02)

  package init(steps: Int) {
    self.steps = steps
  }

  /// Takes in one step and gives the line as it stands now.
  package mutating func line(step: Int, losses: SketchToPictureTrainer.Losses, seconds: Double) -> String {
    speed.add(seconds)
    discriminator.add(losses.discriminator)
    adversarial.add(losses.adversarial)
    l1.add(losses.l1)
    let left = Int((Double(steps - step) * speed.value).rounded())
    let time =
      left >= 3600
      ? String(format: "%d h %02d min", left / 3600, left % 3600 / 60)
      : left >= 60 ? "\(left / 60) min \(left % 60) s" : "\(left) s"
    return String(
      format: "step %d of %d   D %.3f   G %.3f   L1 %.4f   %.2f steps/s   %@ left", step, steps,
      discriminator.value, adversarial.value, l1.value, 1 / max(speed.value, 1e-9), time)
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

import Networks

/// Flat, then a straight line down to zero (Isola et al. 2017; CycleGAN's "linear" policy).
package struct LearningRateSchedule: Codable, Equatable, Sendable {
  package var base: Float
  /// Steps in all.
  package var steps: Int
  /// How many of them, at the end, the rate falls.
  package var decaySteps: Int

  package init(base: Float = 2e-4, steps: Int, decaySteps: Int) {
    precondition(steps > 0 && (0...steps).contains(decaySteps), "decay must be part of the steps")
    self.base = base
    self.steps = steps
    self.decaySteps = decaySteps
  }

  /// Throws unless the numbers make sense; those in a file may not.
  func validate() throws(ArchitectureError) {
    try ArchitectureError.check("steps", steps, in: 1...Int.max)
    try ArchitectureError.check("decay steps", decaySteps, in: 0...steps)
    guard base > 0, base.isFinite else { throw ArchitectureError("a learning rate of \(base), expected above 0") }
  }

  /// The rate for step `step`, counted from 0.
  package func rate(at step: Int) -> Float {
    let left = steps - step
    guard left < decaySteps else { return base }
    return base * Float(max(0, left)) / Float(decaySteps)
  }
}

import Networks
import Synchronization

/// A checkpoint's inference plans, lent to one caller each: several callers run at once, and none holds a lock while
/// its network runs.
final class PlanPool: Sendable {
  private let checkpoint: GeneratorCheckpoint
  /// Plans that nobody uses, by their side; one for each side at most, since a plan holds packed weights and buffers.
  private let idle = Mutex<[Int: InferencePlan]>([:])

  init(_ checkpoint: GeneratorCheckpoint) {
    self.checkpoint = checkpoint
  }

  /// Runs the network on an input of `side` × `side` pixels.
  ///
  /// - Parameters:
  ///   - input: fills the plan's input exactly.
  ///   - read: looks at the output, `side · side · 3` values in −1…1, NHWC; they are gone afterwards.
  /// - Throws: `CancellationError`.
  func run<Result>(
    side: Int, input: [Float], isCancelled: () -> Bool, progress: (Double) -> Void,
    read: (UnsafePointer<Float>) -> Result
  ) throws -> Result {
    let plan =
      idle.withLock { $0.removeValue(forKey: side) } ?? InferencePlan(checkpoint, height: side, width: side)
    defer { idle.withLock { $0[side] = plan } }
    precondition(input.count == plan.input.values.count, "the input does not fill the plan's")
    _ = plan.input.values.update(fromContentsOf: input)
    try plan.run(isCancelled: isCancelled, progress: progress)
    return read(plan.output.data)
  }
}
